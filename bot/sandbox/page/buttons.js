// Buttons the bot hangs under its messages, and its keyboard under the input.
import * as api from "./api.js";
import { byId, h, icon } from "./dom.js";
import { alert, attempt, toast } from "./notice.js";
import { placeKey, state, watch } from "./state.js";
import { t } from "./texts.js";

const CORNERS = { url: "link", copy: "copy" };
let hiddenFor = null; // the keyboard the person has folded, by message

/** The rows of buttons under a message, or null. */
export function drawButtons(view) {
  if (!view.buttons?.length) return null;
  const rows = view.buttons.map((row) =>
    h(
      "div",
      { className: "button-row" },
      row.map((button) => inline(view, button)),
    ),
  );
  return h("div", { className: "buttons" }, rows);
}

function inline(view, button) {
  const className = `inline ${button.style ?? ""}`;
  const disabled = button.kind === "disabled";
  const corner = CORNERS[button.kind] && icon(CORNERS[button.kind]);
  if (button.kind === "url")
    return h(
      "a",
      { className, href: safe(button.url), target: "_blank", rel: "noopener noreferrer" },
      button.text,
      corner,
    );
  const act = button.kind === "copy" ? () => copy(button) : ({ currentTarget }) => press(view, button, currentTarget);
  return h("button", { className, disabled, on: { click: act } }, button.text, corner);
}

const safe = (url) => (/^(https?|tg|mailto):/i.test(url ?? "") ? url : "#");

async function copy({ data }) {
  await attempt(navigator.clipboard.writeText(data ?? ""));
  toast(t("Скопировано"));
}

async function press(view, { data }, node) {
  if (node.ariaBusy === "true") return;
  node.ariaBusy = "true";
  const result = await attempt(api.press(state.me, view.chat, view.id, data));
  node.ariaBusy = null;
  if (result?.answer) showAnswer(result.answer);
}

function showAnswer({ text, alert: isAlert, url }) {
  if (text) (isAlert ? alert : toast)(text);
  if (url) window.open(safe(url), "_blank", "noopener");
}

/** Keeps the bot's keyboard under the input; `say(text)` sends the label of a pressed key. */
export function showReplyKeyboard(say) {
  const toggle = byId("keyboard-toggle");
  const draw = () => drawKeyboard(toggle, say);
  watch(["messages"], draw);
  toggle.addEventListener("click", () => {
    hiddenFor = hiddenFor === current() ? null : current();
    draw();
  });
}

const withKeyboard = () => state.messages.findLast(({ keyboard }) => keyboard);
const current = () => `${placeKey()}#${withKeyboard()?.id}`;

function drawKeyboard(toggle, say) {
  const rows = withKeyboard()?.keyboard ?? [];
  const shown = rows.length > 0 && hiddenFor !== current();
  toggle.hidden = rows.length === 0;
  toggle.ariaExpanded = String(shown);
  const box = byId("reply-keyboard");
  box.hidden = !shown;
  box.replaceChildren(
    ...rows.map((row) =>
      h(
        "div",
        { className: "button-row" },
        row.map((key) => keyButton(key.text, say)),
      ),
    ),
  );
}

const keyButton = (text, say) =>
  h("button", { type: "button", className: "key", on: { click: () => say(text) } }, text);
