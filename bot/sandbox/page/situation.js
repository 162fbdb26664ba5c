// What can happen to the chat that is open: blocked, upgraded, its topic deleted, the bot's rights taken away.
import * as api from "./api.js";
import { h } from "./dom.js";
import { attempt, toast } from "./notice.js";
import { openChat, openTopic, place, state, watch } from "./state.js";
import { t } from "./texts.js";

const RIGHTS = {
  member: t("Бот состоит в группе"),
  admin: t("Бот администратор"),
  can_manage_topics: t("Бот управляет темами"),
  can_delete_messages: t("Бот удаляет сообщения"),
  can_pin_messages: t("Бот закрепляет сообщения"),
  forum: t("В группе включены темы"),
};

/** The section for the open chat; it follows what is open. */
export function showSituation() {
  const section = h("div", { className: "situation" });
  watch(["chats", "chat", "thread", "me"], () => section.replaceChildren(...lines(openChat())));
  return section;
}

function lines(chat) {
  if (!chat) return [h("p", { className: "hint" }, t("Чат не выбран"))];
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
  const done = blocked ? t("Бот разблокирован") : t("Бот заблокирован");
  return button(
    blocked ? t("Разблокировать бота") : t("Заблокировать бота"),
    () => act(api.block(state.me, !blocked), done),
    "danger",
  );
}

function topicButtons({ closed }) {
  const [verb, label, done] = closed
    ? ["reopen", t("Открыть тему"), t("Тема открыта")]
    : ["close", t("Закрыть тему"), t("Тема закрыта")];
  return h(
    "div",
    { className: "grid-buttons" },
    button(label, () => act(api.topic(state.me, place(), verb), done)),
    button(t("Удалить тему"), () => act(api.topic(state.me, place(), "delete"), t("Тема удалена")), "danger"),
  );
}

const upgrading = ({ chat }) =>
  button(t("Сделать супергруппой"), () => act(api.upgrade(chat), t("Группа стала супергруппой, её номер изменился")));

function right({ chat }, name, checked) {
  const change = ({ target }) =>
    act(api.admin(chat, { [name]: target.checked }), RIGHTS[name] + (target.checked ? t(": да") : t(": нет")));
  return h("label", { className: "check" }, h("input", { type: "checkbox", checked, on: { change } }), RIGHTS[name]);
}

async function act(promise, done) {
  if ((await attempt(promise)) !== undefined) toast(done);
}

const button = (label, click, className = "") => h("button", { className: `plain ${className}`, on: { click } }, label);
