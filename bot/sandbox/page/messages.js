// The middle column: blocks of messages under their dates, and where the list is scrolled to.
import * as api from "./api.js";
import { drawBlock } from "./bubble.js";
import { byId, h, patch } from "./dom.js";
import { day, dayKey } from "./format.js";
import { openMenu } from "./menu.js";
import { attempt } from "./notice.js";
import { openChat, placeKey, state, watch } from "./state.js";
import { t } from "./texts.js";

const TOGETHER_MS = 5 * 60 * 1000;
const NEAR_PX = 120;
let shownPlace = null;
let atEnd = true; // whether the newest message is in sight, and should stay so

const acts = {
  show: (id) => flash(id),
  menu: openMenu,
  react: (view, emoji) => attempt(api.react(state.me, view.chat, view.id, emoji)),
};

export function showMessages() {
  watch(["messages", "chats"], draw);
  byId("scroll").addEventListener("scroll", noteScroll, { passive: true });
  byId("to-bottom").addEventListener("click", () => toEnd("smooth"));
  byId("messages").addEventListener("contextmenu", menuByRightClick);
  const growth = new ResizeObserver(() => atEnd && toEnd());
  growth.observe(byId("scroll"));
  growth.observe(byId("messages"));
}

function draw() {
  atEnd ||= shownPlace !== placeKey() || Boolean(state.messages.at(-1)?.from.mine);
  shownPlace = placeKey();
  patch(byId("messages"), items(), ({ key }) => key, drawItem);
  if (atEnd) toEnd();
}

const drawItem = (item) => (item.label ? h("p", { className: item.className }, item.label) : drawBlock(item, acts));

/** Messages as blocks (an album is one), with a line for each new day and each service message. */
function items() {
  if (!state.messages.length && openChat()?.about) return [about()];
  const group = openChat()?.type !== "private";
  const blocks = albums(state.messages).map((views) => ({ key: `${placeKey()}/${views[0].id}`, views, group }));
  return blocks.flatMap((block, index) => [
    ...dateLine(blocks[index - 1], block),
    block.views[0].service
      ? { key: block.key, label: block.views[0].service, className: "service" }
      : { ...block, joined: together(blocks[index - 1], block) },
  ]);
}

/** What Telegram shows in an empty chat with a bot: the bot's description. */
const about = () => ({
  key: `${placeKey()}/about`,
  label: t`Что умеет этот бот?\n\n${openChat().about}`,
  className: "about",
});

function albums(messages) {
  const found = [];
  for (const view of messages) {
    const lead = found.at(-1)?.[0];
    if (view.album && lead?.album === view.album) found.at(-1).push(view);
    else found.push([view]);
  }
  return found;
}

function dateLine(before, block) {
  const [{ date }] = block.views;
  if (before && dayKey(before.views[0].date) === dayKey(date)) return [];
  return [{ key: `${placeKey()}/${dayKey(date)}`, label: day(date), className: "date" }];
}

/** Whether two blocks stand close under one name. */
function together(one, other) {
  const [[before], [after]] = [one?.views ?? [], other?.views ?? []];
  if (!before || !after || before.service || after.service) return false;
  const gap = new Date(after.date) - new Date(before.date);
  return before.from.id === after.from.id && gap < TOGETHER_MS && dayKey(before.date) === dayKey(after.date);
}

function noteScroll() {
  const { scrollHeight, scrollTop, clientHeight } = byId("scroll");
  atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
  byId("to-bottom").hidden = atEnd;
}

function toEnd(behavior = "instant") {
  byId("scroll").scrollTo({ top: byId("scroll").scrollHeight, behavior });
}

function flash(id) {
  const block = byId("messages").querySelector(`[data-id="${id}"]`);
  block?.scrollIntoView({ block: "center", behavior: "smooth" });
  block?.animate([{ backgroundColor: "var(--flash)" }, { backgroundColor: "transparent" }], { duration: 1600 });
}

function menuByRightClick(event) {
  const block = event.target.closest(".block");
  if (!block || event.target.closest("a, .inline") || String(getSelection())) return;
  event.preventDefault();
  block.querySelector(".more").click();
}
