// The paper clip: files of every kind (several make an album), and things that are not files.
import * as api from "./api.js";
import { byId, h, icon } from "./dom.js";
import { fullName, size } from "./format.js";
import { fill, menuItem, popUp } from "./menu.js";
import { attempt } from "./notice.js";
import { me, place, state } from "./state.js";
import { t } from "./texts.js";

// icon, label, form field `as` (null: by the type of each file), what the file dialog offers
const KINDS = [
  ["image", t("Фото или видео"), null, "image/*,video/*"],
  ["file", t("Файл"), "document", ""],
  ["music", t("Аудио"), "audio", "audio/*"],
  ["mic", t("Голосовое сообщение"), "voice", "audio/*"],
  ["round", t("Видеосообщение"), "video_note", "video/*"],
  ["film", t("Анимация"), "animation", "image/gif,video/*"],
  ["sticker", t("Стикер"), "sticker", "image/*,video/webm"],
];
const OTHERS = [
  ["pin", t("Геопозиция"), () => ({ location: { latitude: 55.75393, longitude: 37.62079 } })],
  ["contact", t("Контакт"), () => ({ contact: { phone_number: "+74950000000", first_name: fullName(me()) } })],
  ["poll", t("Опрос"), () => ({ poll: { question: "Когда вам удобно", options: ["Утром", "Днём", "Вечером"] } })],
];

let chosen = { files: [], kind: null };

/** Sends the waiting files; null when there are none. Files that were refused wait again. */
export function sendAttached(caption, replyTo) {
  const { files, kind } = chosen;
  if (files.length === 0) return null;
  hold([], null);
  return api.sendFiles(state.me, place(), files, { caption, replyTo, kind }).catch((error) => {
    hold(files, kind);
    throw error;
  });
}

export function showAttachments() {
  fill(byId("attach-menu"), [...KINDS.map(kindLine), h("hr"), ...OTHERS.map(otherLine)]);
  byId("attach-menu").addEventListener(
    "toggle",
    ({ newState }) => newState === "open" && popUp(byId("attach-menu"), byId("attach")),
  );
  byId("file").addEventListener("change", ({ target }) => hold([...target.files], chosen.kind));
  byId("text").addEventListener("paste", (event) => offered(event, event.clipboardData));
  byId("scroll").addEventListener("dragover", (event) => event.preventDefault());
  byId("scroll").addEventListener("drop", (event) => offered(event, event.dataTransfer));
}

function kindLine([picture, label, kind, accept]) {
  return menuItem(picture, label, () => {
    chosen = { files: [], kind };
    Object.assign(byId("file"), { accept, value: "" }).click();
  });
}

const otherLine = ([picture, label, make]) =>
  menuItem(picture, label, () => attempt(api.send(state.me, place(), make())));

/** Takes pasted or dropped files; text goes its usual way. */
function offered(event, { files }) {
  if (files.length === 0) return;
  event.preventDefault();
  hold([...files], null);
}

function hold(files, kind) {
  chosen = { files, kind };
  byId("attached").hidden = files.length === 0;
  byId("attached").replaceChildren(...files.map(chip));
  if (files.length > 0) byId("text").focus();
}

function chip(file) {
  const drop = () =>
    hold(
      chosen.files.filter((other) => other !== file),
      chosen.kind,
    );
  return h(
    "span",
    { className: "chip" },
    icon("file"),
    h("span", { className: "chip-name" }, file.name),
    h("small", {}, size(file.size)),
    h("button", { type: "button", aria: { label: t`Убрать ${file.name}` }, on: { click: drop } }, icon("close")),
  );
}
