// What a message carries besides text.
import { h, icon } from "./dom.js";
import { size } from "./format.js";
import { toast } from "./notice.js";
import { t } from "./texts.js";

const DRAW = {
  photo: (media) =>
    h(
      "a",
      { className: "photo", href: media.url, target: "_blank" },
      h("img", { ...shape(media), src: media.url, alt: t("Фото") }),
    ),
  video: (media) => h("video", { ...shape(media), src: media.url, controls: true, preload: "metadata" }),
  animation: (media) => moving(media),
  video_note: (media) => roundVideo(media),
  audio: (media) => sound(media, media.name ?? t("Аудио")),
  voice: (media) => sound(media, t("Голосовое сообщение")),
  sticker: (media) => sticker(media),
  document: (media) => file(media),
};

/** The element for a file of any kind; a kind unknown here is offered as a file. */
export const drawMedia = (media) => (DRAW[media.kind] ?? DRAW.document)(media);

/** Kinds that fill the bubble up to its edges. */
export const isVisual = (media) => ["photo", "video", "animation"].includes(media?.kind);

const shape = ({ width, height }) => (width && height ? { width, height } : {});

function moving(media) {
  const options = { ...shape(media), src: media.url };
  if (media.mime?.startsWith("image/")) return h("img", { ...options, alt: t("Анимация") });
  return h("video", { ...options, autoplay: true, loop: true, muted: true, playsInline: true });
}

function sound(media, title) {
  const player = h("audio", { src: media.url, controls: true, preload: "metadata" });
  return h("div", { className: "sound" }, h("span", { className: "file-name" }, title), player);
}

function roundVideo(media) {
  const video = h("video", { src: media.url, preload: "metadata", playsInline: true });
  const play = () => (video.paused ? video.play().catch(() => toast(t("Это видео не открывается"))) : video.pause());
  return h(
    "button",
    { className: "round-video", aria: { label: t("Видеосообщение") }, on: { click: play } },
    video,
    icon("round"),
  );
}

function sticker(media) {
  if (media.mime?.startsWith("image/"))
    return h("img", { className: "sticker", src: media.url, alt: media.emoji ?? t("Стикер") });
  return h("span", { className: "sticker emoji", title: t("Стикер") }, media.emoji ?? "🖼");
}

function file(media) {
  return h(
    "a",
    { className: "file", href: media.url, attrs: { download: media.name ?? "" } },
    h("span", { className: "file-icon" }, icon("file")),
    h("span", { className: "file-name" }, media.name ?? t("Файл")),
    h("small", {}, media.size ? size(media.size) : ""),
  );
}

export function drawLocation({ latitude, longitude }) {
  const point = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return h(
    "a",
    { className: "file", href, target: "_blank", rel: "noopener noreferrer" },
    h("span", { className: "file-icon" }, icon("pin")),
    h("span", { className: "file-name" }, t("Геопозиция")),
    h("small", {}, point),
  );
}

export function drawContact({ first_name: first, last_name: last, phone_number: phone }) {
  return h(
    "a",
    { className: "file", href: `tel:${phone}` },
    h("span", { className: "file-icon" }, icon("contact")),
    h("span", { className: "file-name" }, [first, last].filter(Boolean).join(" ")),
    h("small", {}, phone),
  );
}

export function drawPoll({ question, options }) {
  return h(
    "div",
    { className: "poll" },
    h("strong", {}, question),
    h("small", {}, t("Опрос")),
    h(
      "ul",
      {},
      options.map((option) => h("li", {}, option.text)),
    ),
  );
}
