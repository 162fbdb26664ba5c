// Writing: text with drafts, replying, editing, the bot's commands.
import * as api from "./api.js";
import { sendAttached, showAttachments } from "./attach.js";
import { showReplyKeyboard } from "./buttons.js";
import { quote } from "./bubble.js";
import { byId, h, icon } from "./dom.js";
import { content } from "./markup.js";
import { fill, menuItem, popUp } from "./menu.js";
import { attempt } from "./notice.js";
import { isText, openChat, place, placeKey, state, update, watch } from "./state.js";
import { t } from "./texts.js";

const drafts = new Map();
let draftOf = null;
const input = byId("text");

export function showComposer() {
  showAttachments();
  showReplyKeyboard(say);
  watch(["replyTo", "editing"], drawContext);
  watch(["chats", "chat"], drawActions);
  watch(["me", "chat", "thread"], swapDraft);
  byId("composer").addEventListener("submit", (event) => (event.preventDefault(), submit()));
  byId("command-menu").addEventListener("toggle", ({ newState }) => newState === "open" && offerCommands());
  input.addEventListener("input", grow);
  input.addEventListener("keydown", onKey);
}

function onKey(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape") {
    leaveContext();
  } else if (event.key === "ArrowUp" && !input.value) {
    editLast();
  }
}

function editLast() {
  const editing = state.messages.findLast((view) => view.from.mine && isText(view));
  if (editing) update({ editing, replyTo: null });
}

async function submit() {
  const text = input.value.trim();
  const sending = state.editing ? saveEdit(text) : sendNew(text);
  if (!sending) return;
  const kept = input.value;
  setText("");
  const failed = (await attempt(sending)) === undefined;
  if (failed && !input.value) setText(kept);
  else update({ replyTo: null, editing: null });
}

/** A promise of the edit, or null when there is nothing to save. */
function saveEdit(text) {
  const { chat, id, media } = state.editing;
  if (media) return api.edit(state.me, chat, id, { caption: text });
  return text ? api.edit(state.me, chat, id, content(text)) : null;
}

function sendNew(text) {
  const replyTo = state.replyTo?.id;
  return sendAttached(text, replyTo) ?? (text ? say(text, replyTo) : null);
}

const say = (text, replyTo) => api.send(state.me, place(), { ...content(text), reply_to: replyTo });

function drawContext() {
  const view = state.editing ?? state.replyTo;
  byId("context").hidden = !view;
  if (!view) return;
  const name = state.editing ? t("Изменение сообщения") : view.from.name;
  const line = quote({ id: view.id, name, text: view.text }, { show: () => input.focus() });
  const cancel = h(
    "button",
    { type: "button", className: "round", aria: { label: t("Отменить") }, on: { click: leaveContext } },
    icon("close"),
  );
  byId("context").replaceChildren(icon(state.editing ? "edit" : "reply"), line, cancel);
  if (state.editing) setText(view.text);
  input.focus();
}

function leaveContext() {
  if (state.editing) setText("");
  update({ replyTo: null, editing: null });
}

/** In place of the input: «start» in an empty chat with the bot, «unblock» when it is blocked. */
function drawActions() {
  const chat = openChat();
  const isNew = chat?.type === "private" && chat.last === null;
  byId("commands").hidden = !chat?.commands?.length;
  byId("compose-row").hidden = !chat || chat.blocked || isNew;
  const button = byId("wide-action");
  button.hidden = !chat || !(chat.blocked || isNew);
  button.textContent = chat?.blocked ? t("Разблокировать") : t("Запустить");
  button.onclick = () => attempt(chat.blocked ? api.block(state.me, false) : say("/start"));
}

function offerCommands() {
  const lines = (openChat()?.commands ?? []).map(({ command, description }) => {
    const line = menuItem(null, `/${command}`, () => attempt(say(`/${command}`, state.replyTo?.id)));
    line.append(h("small", {}, description));
    return line;
  });
  fill(byId("command-menu"), lines);
  popUp(byId("command-menu"), byId("commands"));
}

function swapDraft() {
  if (draftOf === placeKey()) return;
  drafts.set(draftOf, state.editing ? "" : input.value);
  draftOf = placeKey();
  update({ replyTo: null, editing: null });
  setText(drafts.get(draftOf) ?? "");
}

function setText(text) {
  input.value = text;
  grow();
}

function grow() {
  input.style.height = "auto";
  if (input.scrollHeight > 0) input.style.height = `${input.scrollHeight}px`; // it is 0 while hidden
}
