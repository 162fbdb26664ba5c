// The left column: chats, and under a forum its topics.
import { byId, h, icon, patch } from "./dom.js";
import { initials, recent, tint } from "./format.js";
import { state, watch } from "./state.js";
import { t } from "./texts.js";

/** Draws the list; `choose(chat, thread)` is called with the place picked. */
export function showChats(choose) {
  watch(["chats", "chat", "thread", "now"], () =>
    patch(
      byId("chats"),
      rows(),
      ({ key }) => key,
      (row) => drawRow(row, choose),
    ),
  );
}

/** One row per chat and per topic, ready to draw; General, which has no thread of its own, is the row of its forum. */
function rows() {
  return state.chats.flatMap((chat) => [chatRow(chat), ...(chat.topics ?? []).map((topic) => topicRow(chat, topic))]);
}

function chatRow(chat) {
  const topics = chat.topics ?? [];
  const unread = chat.unread - topics.reduce((sum, topic) => sum + topic.unread, 0);
  return { ...common(chat, chat.chat, null), key: String(chat.chat), title: chat.title, unread, forum: chat.is_forum };
}

function topicRow(chat, topic) {
  const key = `${chat.chat}/${topic.thread}`;
  return {
    ...common(topic, chat.chat, topic.thread),
    key,
    title: topic.name,
    icon: topic.icon,
    closed: topic.closed,
    topic: true,
  };
}

function common({ unread, last }, chat, thread) {
  const when = last ? recent(last.date, state.now) : "";
  return { chat, thread, unread, last: last?.text ?? "", when, chosen: chat === state.chat && thread === state.thread };
}

function drawRow(row, choose) {
  return h(
    "button",
    {
      className: row.topic ? "row topic" : "row",
      aria: row.chosen ? { current: "true" } : {},
      on: { click: () => choose(row.chat, row.thread) },
    },
    row.topic ? topicIcon(row) : chatAvatar(row),
    h(
      "span",
      { className: "row-title" },
      h("span", {}, row.title),
      row.closed && h("span", { className: "closed", title: t("Тема закрыта") }, icon("lock")),
    ),
    h("span", { className: "row-when" }, row.when),
    h("span", { className: "row-last" }, row.last || (row.forum ? t("Общая тема") : t("Сообщений нет"))),
    row.unread > 0 &&
      h("span", { className: "badge", aria: { label: t`непрочитанных: ${row.unread}` } }, String(row.unread)),
  );
}

/** The round (square for forums) face of a chat. */
export function chatAvatar({ chat, title, forum }) {
  return h(
    "span",
    { className: `avatar ${tint(chat)} ${forum ? "forum" : ""}`, aria: { hidden: "true" } },
    initials(title),
  );
}

/** The emoji of a topic, or a coloured bubble with its first letter as Telegram draws it. */
export function topicIcon({ icon: emoji, title, thread }) {
  if (emoji) return h("span", { className: "topic-icon", aria: { hidden: "true" } }, emoji);
  return h(
    "span",
    { className: `topic-icon letter ${tint(thread)}`, aria: { hidden: "true" } },
    initials(title).slice(0, 1),
  );
}
