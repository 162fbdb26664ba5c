// «Сбои»: what can go wrong between the bot and Telegram, on purpose.
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { attempt, toast } from "./notice.js";
import { showSituation } from "./situation.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const KINDS = {
  429: t("429: слишком часто"),
  500: t("500: ошибка сервера"),
  cut_before: t("Обрыв связи до выполнения"),
  cut_after: t("Обрыв связи после выполнения"),
  timeout: t("Нет ответа"),
};
const METHODS = [
  "sendMessage",
  "copyMessage",
  "editMessageText",
  "createForumTopic",
  "answerCallbackQuery",
  "getUpdates",
];

const OFF = { group_per_minute: null, private_per_second: null, global_per_second: null };
const AS_TELEGRAM = { group_per_minute: 20, private_per_second: 1, global_per_second: 30 };

const listed = h("ul", { className: "fault-list" });
const limited = h("input", { type: "checkbox", on: { change: setLimits } });

export function showFaults() {
  const limits = h("label", { className: "check" }, limited, t("Ограничивать отправку, как Telegram"));
  const hint = h(
    "p",
    { className: "hint" },
    t("20 в минуту на группу, 1 в секунду на человека, 30 в секунду всего; сверх того 429."),
  );
  byId("faults").append(
    h("h2", {}, t("Открытый чат")),
    showSituation(),
    h("h2", {}, t("Ответы Telegram")),
    faultForm(),
    listed,
    limits,
    hint,
  );
}

/** Reads again which faults are waiting, and whether Telegram's limits are kept. */
export async function readFaults() {
  const [waiting, limits] = (await attempt(Promise.all([api.faults(), api.budgets()]))) ?? [];
  if (!waiting) return;
  limited.checked = Object.values(limits).some(Boolean);
  const lines = waiting.map((fault) => h("li", {}, describe(fault)));
  const clear = h(
    "li",
    {},
    h("button", { className: "plain danger", on: { click: () => act(api.clearFaults(), t("Сбои сняты")) } }, t("Снять все")),
  );
  listed.replaceChildren(...lines, ...(lines.length > 0 ? [clear] : []));
}

function describe({ kind, method, chat, times, retry_after: pause }) {
  const parts = [
    KINDS[kind],
    pause && kind === "429" && t`${pause} с`,
    method || t("любой метод"),
    chat && t`чат ${chat}`,
    t`ещё ${times}`,
  ];
  return parts.filter(Boolean).join(" · ");
}

function faultForm() {
  const kinds = Object.entries(KINDS).map(([value, label]) => h("option", { value }, label));
  const methods = METHODS.map((method) => h("option", { value: method }));
  const pause = field(t("Пауза, с"), h("input", { name: "retry_after", type: "number", min: 1, max: 3600, value: 5 }));
  const kind = h("select", { name: "kind", on: { change: () => (pause.hidden = kind.value !== "429") } }, kinds);
  kind.value = "429";
  return h(
    "form",
    { className: "fields", on: { submit: addFault } },
    field(t("Что случится"), kind, "wide"),
    pause,
    field(t("Сколько раз"), h("input", { name: "times", type: "number", min: 1, max: 1000, value: 1 })),
    field(t("Метод"), h("input", { name: "method", placeholder: t("любой"), attrs: { list: "methods" } }), "wide"),
    h("datalist", { id: "methods" }, methods),
    h("label", { className: "check wide" }, h("input", { name: "here", type: "checkbox" }), t("Только в открытом чате")),
    h("button", { className: "plain wide" }, t("Включить сбой")),
  );
}

const field = (label, input, className = "") =>
  h("label", { className: `field ${className}` }, h("span", {}, label), input);

function addFault(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  const kind = form.get("kind");
  const fault = { kind, times: Number(form.get("times")) };
  if (kind === "429") fault.retry_after = Number(form.get("retry_after"));
  if (form.get("method")) fault.method = form.get("method");
  if (form.get("here")) fault.chat = botsChat();
  return act(api.addFault(fault), t("Сбой включён"));
}

/** The open chat as the bot names it: a private chat has its person's id. */
const botsChat = () => (state.chat === "bot" ? state.me : state.chat);

async function act(promise, done) {
  if ((await attempt(promise)) === undefined) return;
  toast(done);
  await readFaults();
}

function setLimits() {
  const [limits, done] = limited.checked ? [AS_TELEGRAM, t("Ограничения включены")] : [OFF, t("Ограничения сняты")];
  return act(api.setBudgets(limits), done);
}
