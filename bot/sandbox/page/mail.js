// «Письма»: e-mails the bot has sent, a thread together, the newest first; a letter opens on a click.
import * as api from "./api.js";
import { byId, h, patch } from "./dom.js";
import { day, time } from "./format.js";
import { attempt } from "./notice.js";
import { t } from "./texts.js";

/** Reads the letters again. */
export async function readMail() {
  const letters = await attempt(api.mail());
  if (!letters) return;
  byId("tab-mail").dataset.count = letters.length || "";
  const items = threaded(letters.map((letter, index) => ({ ...letter, index })).reverse());
  if (items.length === 0) items.push({ index: "none" });
  patch(
    byId("mail"),
    items,
    ({ index }) => index,
    (item) => (item.index === "none" ? nothing() : drawLetter(item)),
  );
}

/** Puts the earlier letters of a thread under its newest one. */
function threaded(letters) {
  const threads = new Map();
  for (const letter of letters) {
    const key = letter.thread || letter.index;
    threads.set(key, [...(threads.get(key) ?? []), { ...letter, earlier: threads.has(key) }]);
  }
  return [...threads.values()].flat();
}

const nothing = () =>
  h("p", { className: "hint empty" }, t("Писем пока нет. Здесь появится всё, что бот отправит по электронной почте."));

function drawLetter(letter) {
  const body = h("div", { className: "letter-body" });
  return h(
    "details",
    {
      className: letter.earlier ? "letter earlier" : "letter",
      on: { toggle: ({ target }) => target.open && body.replaceChildren(...content(letter)) },
    },
    h(
      "summary",
      {},
      h("strong", {}, letter.subject),
      h("span", {}, String(letter.to)),
      h("time", {}, `${day(letter.date)}, ${time(letter.date)}`),
    ),
    body,
  );
}

function content({ from, html, text, index, files }) {
  const sender = h("p", { className: "hint" }, t`От: ${from}`);
  const attached = files.map(({ name }, file) =>
    h("p", {}, h("a", { href: `sandbox/mail/${index}/${file}`, download: name }, `📎 ${name}`)),
  );
  if (!html) return [sender, ...attached, h("pre", {}, text)];
  // A page of its own: what a letter may do is said by its own policy, not by that of this page.
  return [sender, ...attached, h("iframe", { src: `sandbox/mail/${index}`, title: t("Текст письма"), attrs: { sandbox: "" } })];
}
