// The menu of a message: quick reactions, reply, edit, delete.
import * as api from "./api.js";
import { byId, h, icon } from "./dom.js";
import { attempt, toast } from "./notice.js";
import { isText, state, update } from "./state.js";
import { t } from "./texts.js";

const REACTIONS = ["👍", "👎", "❤", "🔥", "🎉", "🙏"];

/** Opens the menu for `views` (a message or an album) at `anchor`. */
export function openMenu(views, anchor) {
  const [view] = views;
  const told = views.find(({ text }) => text) ?? view;
  fill(byId("message-menu"), [
    quickReactions(view),
    menuItem("reply", t("Ответить"), () => update({ replyTo: view, editing: null })),
    told.text && menuItem("copy", t("Копировать текст"), () => copyText(told.text)),
    view.from.mine && canEdit(told) && menuItem("edit", t("Изменить"), () => update({ editing: told, replyTo: null })),
    menuItem("trash", t("Удалить"), () => removeAll(views), "danger"),
  ]);
  popUp(byId("message-menu"), anchor);
}

const canEdit = (view) => isText(view) || (view.media && !["sticker", "video_note"].includes(view.media.kind));

async function copyText(text) {
  await attempt(navigator.clipboard.writeText(text));
  toast(t("Скопировано"));
}

async function removeAll(views) {
  for (const { chat, id } of views) await attempt(api.remove(state.me, chat, id));
}

function quickReactions(view) {
  const mine = new Set((view.reactions ?? []).filter((reaction) => reaction.mine).map(({ emoji }) => emoji));
  const choose = (emoji) => attempt(api.react(state.me, view.chat, view.id, mine.has(emoji) ? null : emoji));
  const keys = REACTIONS.map((emoji) =>
    h(
      "button",
      {
        className: "quick",
        attrs: { role: "menuitem" },
        aria: { label: t`Реакция ${emoji}` },
        on: { click: () => choose(emoji) },
      },
      emoji,
    ),
  );
  return h("div", { className: "quick-row" }, keys);
}

/** A line of a menu. */
export function menuItem(name, label, act, className = "") {
  return h(
    "button",
    { type: "button", className, attrs: { role: "menuitem" }, on: { click: act } },
    name && icon(name),
    h("span", {}, label),
  );
}

/** Puts lines into a menu that closes on a choice and is walked by arrows. */
export function fill(menu, lines) {
  menu.replaceChildren(...lines.filter(Boolean));
  menu.onclick = (event) => event.target.closest("button") && menu.hidePopover();
  menu.onkeydown = walk;
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const lines = [...event.currentTarget.querySelectorAll("button")];
  lines[(lines.indexOf(document.activeElement) + step + lines.length) % lines.length].focus();
}

/** Shows a menu beside `anchor`, inside the window. */
export function popUp(menu, anchor) {
  menu.showPopover();
  const { left, right, top, bottom } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const x = left + width < innerWidth - 8 ? left : right - width;
  const y = bottom + height < innerHeight - 8 ? bottom + 4 : top - height - 4;
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, y)}px`;
  menu.querySelector("button")?.focus();
}
