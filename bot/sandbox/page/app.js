// The start: wires the columns together and keeps them live by the events long poll.
import * as api from "./api.js";
import { readBank, showBank } from "./bank.js";
import { chatAvatar, showChats, topicIcon } from "./chats.js";
import { readClock, showClock } from "./clock.js";
import { showComposer } from "./composer.js";
import { readDesk, showDesk } from "./desk.js";
import { byId, placeIcons } from "./dom.js";
import { readFaults, showFaults } from "./faults.js";
import { readMail } from "./mail.js";
import { showMessages } from "./messages.js";
import { attempt } from "./notice.js";
import { select, showPanel } from "./panel.js";
import { showPeople } from "./people.js";
import { fromAddress, openChat, openTopic, place, placeKey, state, toAddress, update, watch } from "./state.js";
import { t, word } from "./texts.js";

const RETRY_MS = 2000;
const READERS = { clock: readClock, mail: readMail, bank: readBank, faults: readFaults, desk: readDesk };

const lastPlaces = {}; // where each person was, by id

async function become(me) {
  update({ me, chats: [], chat: null, thread: null, messages: [], ...lastPlaces[me] });
  await readChats();
}

async function go(chat, thread) {
  document.body.dataset.view = "chat";
  update({ chat, thread, messages: state.chat === chat && state.thread === thread ? state.messages : [] });
  if (matchMedia("(hover: hover)").matches) byId("text").focus();
  await readMessages();
}

/** Reads everybody's chats: one's own to show, the others' to count what waits for them. */
async function readChats() {
  const all = await attempt(Promise.all(state.people.map(async ({ id }) => [id, await api.chats(id)])));
  if (!all) return;
  update({ unread: Object.fromEntries(all.map(([id, chats]) => [id, total(chats)])) });
  const chats = Object.fromEntries(all)[state.me];
  const { chat, thread } = stillThere(chats) ?? { chat: chats[0]?.chat ?? null, thread: null };
  update({ chats, chat, thread });
  await readMessages();
}

/** The open place, if it is still there: an upgraded group has a new id, a deleted topic gives way to General. */
function stillThere(chats) {
  const title = openChat()?.title;
  const chat = chats.find((known) => known.chat === state.chat) ?? chats.find((known) => known.title === title);
  const hasTopic = chat?.topics?.some(({ thread }) => thread === state.thread);
  return chat && { chat: chat.chat, thread: hasTopic ? state.thread : null };
}

async function readMessages() {
  if (state.chat === null) return;
  lastPlaces[state.me] = place();
  toAddress();
  const asked = placeKey();
  const messages = await attempt(api.messages(state.me, place()));
  if (!messages || asked !== placeKey()) return;
  update({ messages });
  await markRead();
}

async function markRead() {
  const isInSight = document.visibilityState === "visible" && byId("scroll").offsetParent !== null;
  const { unread } = openTopic() ?? openChat() ?? {};
  if (isInSight && unread > 0) await attempt(api.read(state.me, place()));
}

const total = (chats) => chats.reduce((sum, { unread }) => sum + unread, 0);

/** Waits for changes for ever; a number that went back tells of another sandbox, all of which is new. */
async function live() {
  for (let seq = 0; ;) {
    await inSight();
    try {
      const news = await api.events(seq);
      if (news.seq < seq) location.reload();
      seq = news.seq;
      await take(news.changed);
    } catch {
      document.body.classList.add("offline");
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** A hidden tab waits for nothing: browsers open six connections to a server, and every person may have a tab. */
async function inSight() {
  if (document.hidden)
    await new Promise((shown) => document.addEventListener("visibilitychange", shown, { once: true }));
}

async function take(changed) {
  if (document.body.classList.contains("offline") || changed.some(({ desk }) => desk)) await readDesk();
  document.body.classList.remove("offline");
  if (changed.some(({ mail }) => mail)) await readMail();
  if (changed.some(({ clock }) => clock)) await readClock();
  if (changed.some(({ chat, chats }) => chat || chats)) await readChats();
  if (!byId("bank").hidden) await readBank();
}

function drawHead() {
  const chat = openChat();
  const topic = openTopic();
  byId("chat-title").textContent = topic?.name ?? chat?.title ?? t("Песочница");
  byId("chat-about").textContent = aboutPlace(chat, topic);
  if (chat)
    byId("chat-avatar").replaceChildren(
      topic ? topicIcon({ ...topic, title: topic.name }) : chatAvatar({ ...chat, forum: chat.is_forum }),
    );
}

function aboutPlace(chat, topic) {
  if (!chat) return "";
  if (topic) return topic.closed ? t`${chat.title} · тема закрыта` : chat.title;
  if (chat.type === "private") return chat.blocked ? t("бот заблокирован") : t("бот");
  return chat.is_forum ? t("группа с темами · общая тема") : t("группа");
}

async function start() {
  word(byId("language"));
  placeIcons();
  showPeople(become);
  showChats(go);
  showMessages();
  showComposer();
  showClock();
  showBank();
  showFaults();
  showDesk(go);
  showPanel((tab) => READERS[tab]());
  watch(["chats", "chat", "thread"], drawHead);
  byId("back").addEventListener("click", () => (document.body.dataset.view = "list"));
  document.addEventListener("visibilitychange", markRead);
  update({ people: await api.people() });
  const { me, chat, thread } = fromAddress();
  const known = state.people.some(({ id }) => id === me);
  if (known) lastPlaces[me] = { chat, thread };
  if (known && chat) document.body.dataset.view = "chat"; // on a phone, too, the address shows its chat
  await Promise.all([become(known ? me : state.people[0].id), readMail(), readDesk()]);
  if (state.desk?.empty) select("desk");
  await live();
}

await start();
