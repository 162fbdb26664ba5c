// What can happen to the chat that is open: blocked, upgraded, its topic deleted, the bot's rights taken away.
import * as api from "./api.js";
import { h } from "./dom.js";
import { attempt, toast } from "./notice.js";
import { openChat, openTopic, place, state, watch } from "./state.js";

const RIGHTS = {
  member: "Бот состоит в группе",
  admin: "Бот администратор",
  can_manage_topics: "Бот управляет темами",
  can_delete_messages: "Бот удаляет сообщения",
  can_pin_messages: "Бот закрепляет сообщения",
  forum: "В группе включены темы",
};

/** The section for the open chat; it follows what is open. */
export function showSituation() {
  const section = h("div", { className: "situation" });
  watch(["chats", "chat", "thread", "me"], () => section.replaceChildren(...lines(openChat())));
  return section;
}

function lines(chat) {
  if (!chat) return [h("p", { className: "hint" }, "Чат не выбран")];
  const where = [chat.title, openTopic()?.name].filter(Boolean).join(" → ");
  return [h("p", { className: "hint" }, where), ...(chat.type === "private" ? [blocking(chat)] : inGroup(chat))];
}

function inGroup(chat) {
  const rights = { ...chat.bot, forum: chat.is_forum };
  const checks = Object.keys(RIGHTS).map((name) => right(chat, name, rights[name]));
  const [topic, upgrade] = [openTopic(), chat.type === "group"];
  return [...(topic ? [topicButtons(topic)] : []), ...(upgrade ? [upgrading(chat)] : []), ...checks];
}

function blocking({ blocked }) {
  const done = blocked ? "Бот разблокирован" : "Бот заблокирован";
  return button(
    blocked ? "Разблокировать бота" : "Заблокировать бота",
    () => act(api.block(state.me, !blocked), done),
    "danger",
  );
}

function topicButtons({ closed }) {
  const [verb, label, done] = closed
    ? ["reopen", "Открыть тему", "Тема открыта"]
    : ["close", "Закрыть тему", "Тема закрыта"];
  return h(
    "div",
    { className: "grid-buttons" },
    button(label, () => act(api.topic(state.me, place(), verb), done)),
    button("Удалить тему", () => act(api.topic(state.me, place(), "delete"), "Тема удалена"), "danger"),
  );
}

const upgrading = ({ chat }) =>
  button("Сделать супергруппой", () => act(api.upgrade(chat), "Группа стала супергруппой, её номер изменился"));

function right({ chat }, name, checked) {
  const change = ({ target }) =>
    act(api.admin(chat, { [name]: target.checked }), RIGHTS[name] + (target.checked ? ": да" : ": нет"));
  return h("label", { className: "check" }, h("input", { type: "checkbox", checked, on: { change } }), RIGHTS[name]);
}

async function act(promise, done) {
  if ((await attempt(promise)) !== undefined) toast(done);
}

const button = (label, click, className = "") => h("button", { className: `plain ${className}`, on: { click } }, label);
