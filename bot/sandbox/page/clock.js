// «Часы»: the sandbox's time and the buttons that move it forward, to see deadlines happening.
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { fullDay, time } from "./format.js";
import { attempt } from "./notice.js";
import { state, update, watch } from "./state.js";
import { t } from "./texts.js";

const TICK_MS = 15_000;
const WORKING = [1, 4, 8, 16].map((hours) => [t`+${hours} ч`, { working_hours: hours }]);
const PLAIN = [
  [t("+1 час"), { hours: 1 }],
  [t("+1 сутки"), { hours: 24 }],
];

export function showClock() {
  const now = h("time", { className: "clock-time" });
  const date = h("p", { className: "clock-date" });
  const open = h("p", { className: "clock-open" });
  const face = h("div", { className: "clock-face", attrs: { role: "timer" } }, now, date, open);
  byId("clock").append(
    face,
    ...section(t("Рабочее время"), t("Вперёд на рабочие часы: ночи, выходные и праздники пропускаются."), WORKING),
    ...section(t("Обычное время"), t("Вперёд подряд, вместе с ночами и выходными."), PLAIN),
  );
  watch(["now", "open"], () => {
    now.textContent = time(state.now);
    date.textContent = t`${fullDay(state.now)}, МСК`;
    open.textContent = state.open ? t("Рабочее время") : t("Поддержка закрыта");
    open.classList.toggle("is-open", state.open);
  });
  setInterval(readClock, TICK_MS);
}

/** Asks the server for the time. */
export async function readClock() {
  const told = await attempt(api.clock());
  if (told) update({ now: told.now, open: told.open });
}

async function move(step) {
  if (await attempt(api.moveClock(step))) await readClock();
}

function section(title, hint, steps) {
  const buttons = steps.map(([label, step]) =>
    h("button", { className: "plain", on: { click: () => move(step) } }, label),
  );
  return [h("h2", {}, title), h("p", { className: "hint" }, hint), h("div", { className: "grid-buttons" }, buttons)];
}
