// One message as Telegram shows it: name, quote, media, text, marks, reactions, buttons.
import { drawButtons } from "./buttons.js";
import { h, icon } from "./dom.js";
import { initials, time, tint } from "./format.js";
import { drawInvoice, drawPaying } from "./invoice.js";
import { drawContact, drawLocation, drawMedia, drawPoll, isVisual } from "./media.js";
import { sanitize } from "./sanitize.js";
import { t } from "./texts.js";

/**
 * Draws `views` (one message, or all of an album) as one block; `joined` blocks continue the one before under its name.
 * `acts` are the things a person may do: show(id), menu(views, anchor), react(view, emoji).
 */
export function drawBlock({ views, joined, group }, acts) {
  const [lead] = views;
  const { mine, id, name } = lead.from;
  const signed = group && !mine;
  return h(
    "article",
    { className: classes("block", mine ? "mine" : "theirs", joined && "joined"), data: { id: lead.id } },
    signed && h("span", { className: `avatar small ${tint(id)}`, aria: { hidden: "true" } }, initials(name)),
    h("div", { className: "stack" }, bubble(views, signed && !joined, acts), lead.invoice ? drawPaying(lead) : drawButtons(lead)),
  );
}

const classes = (...names) => names.filter(Boolean).join(" ");

function bubble(views, named, acts) {
  const told = views.find(({ text }) => text) ?? views[0];
  const visual = views.some(({ media }) => isVisual(media));
  const bare = ["sticker", "video_note"].includes(views[0].media?.kind);
  return h(
    "div",
    { className: classes("bubble", visual && "visual", bare && "bare") },
    named && h("span", { className: `name ${tint(views[0].from.id)}-text` }, views[0].from.name),
    views[0].forwarded !== null && h("small", { className: "forwarded" }, t`Переслано. Автор: ${views[0].forwarded}`),
    views[0].reply_to && quote(views[0].reply_to, acts),
    attachments(views),
    words(told),
    reactions(views[0], acts),
    marks(views),
    more(views, acts),
  );
}

function attachments(views) {
  const drawn = views.filter(({ media }) => media).map(({ media }) => drawMedia(media));
  const [{ location, contact, poll, invoice }] = views;
  if (location) drawn.push(drawLocation(location));
  if (contact) drawn.push(drawContact(contact));
  if (poll) drawn.push(drawPoll(poll));
  if (invoice) drawn.push(drawInvoice(invoice));
  if (drawn.length < 2) return drawn;
  const grid = views.every(({ media }) => isVisual(media)) ? `album count-${Math.min(drawn.length, 4)}` : "files";
  return h("div", { className: grid }, drawn);
}

function words(view) {
  const html = view.html || view.caption_html;
  return html ? h("div", { className: "words" }, sanitize(html)) : null;
}

/** The line that quotes another message; used in bubbles and above the composer. */
export function quote({ id, name, text }, acts) {
  return h(
    "button",
    { type: "button", className: "quote", on: { click: () => acts.show(id) } },
    h("strong", {}, name),
    h("span", {}, text || t("Вложение")),
  );
}

function marks(views) {
  const edited = views.some((view) => view.edited) && t("изменено ");
  return h("span", { className: "marks" }, edited, h("time", { dateTime: views[0].date }, time(views[0].date)));
}

function more(views, acts) {
  const open = ({ currentTarget }) => acts.menu(views, currentTarget);
  return h(
    "button",
    { className: "more", aria: { label: t("Действия с сообщением"), haspopup: "menu" }, on: { click: open } },
    icon("dots"),
  );
}

function reactions(view, acts) {
  if (!view.reactions?.length) return null;
  const chips = view.reactions.map(({ emoji, count, mine }) =>
    h(
      "button",
      {
        className: "reaction",
        aria: { pressed: mine, label: `${emoji} ${count}` },
        on: { click: () => acts.react(view, mine ? null : emoji) },
      },
      emoji,
      h("span", {}, String(count)),
    ),
  );
  return h("div", { className: "reactions" }, chips);
}
