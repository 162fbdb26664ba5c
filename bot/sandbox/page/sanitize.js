// Message markup: the server has cleaned it already, the page still lets through nothing but Telegram's own tags.
import { t } from "./texts.js";
const TAGS = new Set([
  "A",
  "B",
  "BLOCKQUOTE",
  "BR",
  "CODE",
  "DEL",
  "EM",
  "I",
  "INS",
  "PRE",
  "S",
  "SPAN",
  "STRIKE",
  "STRONG",
  "TG-EMOJI",
  "TG-SPOILER",
  "U",
]);
const LINK = /^(https?|mailto|tel|tg):/i;

/** Turns the HTML of a message into a fragment of allowed elements; anything else becomes its plain text. */
export function sanitize(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  fragment.append(...cleanAll(parsed.body));
  return fragment;
}

const cleanAll = (node) => [...node.childNodes].flatMap(clean);

function clean(node) {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(words(node))];
  if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE"].includes(node.tagName)) return [];
  if (!TAGS.has(node.tagName)) return cleanAll(node);
  if (node.tagName === "BLOCKQUOTE" && node.hasAttribute("expandable")) return [expandable(cleanAll(node))];
  const copy = shell(node);
  copy.append(...cleanAll(node));
  return [copy];
}

/** A quotation or a code block ends its line by itself: the line break after it is not drawn twice. */
const words = ({ data, previousSibling: before }) =>
  /^(BLOCKQUOTE|PRE)$/.test(before?.nodeName) ? data.replace(/^\n/, "") : data;

function shell(node) {
  if (node.tagName === "A") return link(node.getAttribute("href") ?? "");
  if (node.tagName === "TG-SPOILER" || node.classList.contains("tg-spoiler")) return spoiler();
  return document.createElement(node.tagName === "TG-EMOJI" ? "span" : node.tagName);
}

/** A quotation that is folded to three lines until it is opened; a shorter one has nothing to open. */
function expandable(content) {
  const quote = document.createElement("blockquote");
  quote.className = "expandable folded";
  const words = document.createElement("div");
  words.append(...content);
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "unfold";
  const show = (folded) => {
    quote.classList.toggle("folded", folded);
    toggle.textContent = folded ? t("Показать полностью") : t("Свернуть");
    toggle.setAttribute("aria-expanded", String(!folded));
  };
  show(true);
  toggle.addEventListener("click", () => show(!quote.classList.contains("folded")));
  new ResizeObserver(() => {
    if (quote.classList.contains("folded")) toggle.hidden = words.scrollHeight <= words.clientHeight + 1;
  }).observe(words);
  quote.append(words, toggle);
  return quote;
}

function link(href) {
  const anchor = document.createElement("a");
  if (LINK.test(href)) Object.assign(anchor, { href, target: "_blank", rel: "noopener noreferrer" });
  return anchor;
}

function spoiler() {
  const button = document.createElement("span");
  button.className = "spoiler";
  button.tabIndex = 0;
  button.setAttribute("role", "button");
  button.setAttribute("aria-label", t("Скрытый текст"));
  const reveal = () => {
    button.className = "";
    ["role", "tabindex", "aria-label"].forEach((name) => button.removeAttribute(name));
  };
  button.addEventListener("click", reveal, { once: true });
  button.addEventListener("keydown", (event) => event.key === "Enter" && reveal());
  return button;
}
