// Dates, sizes and names as a reader of the page expects them. Times are Moscow's: the regulation counts in them.
import { language, t } from "./texts.js";

const LOCALE = language === "en" ? "en-GB" : "ru";
const ZONE = { timeZone: "Europe/Moscow" };
const CLOCK = new Intl.DateTimeFormat(LOCALE, { ...ZONE, hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(LOCALE, { ...ZONE, day: "numeric", month: "long" });
const SHORT_DAY = new Intl.DateTimeFormat(LOCALE, { ...ZONE, day: "2-digit", month: "2-digit", year: "2-digit" });
const FULL = new Intl.DateTimeFormat(LOCALE, {
  ...ZONE,
  weekday: "short",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const DAY_KEY = new Intl.DateTimeFormat("sv", ZONE);

/** A moment from the server: ISO text or Unix seconds. */
const moment = (value) => new Date(typeof value === "number" ? value * 1000 : value);

export const time = (value) => CLOCK.format(moment(value));
export const day = (value) => DAY.format(moment(value));
export const fullDay = (value) => FULL.format(moment(value));
export const dayKey = (value) => DAY_KEY.format(moment(value));
export const shortDay = (value) => SHORT_DAY.format(moment(value));

/** Time today, the date on other days; both arguments are moments. */
export const recent = (value, now) => (dayKey(value) === dayKey(now) ? time(value) : shortDay(value));

export function size(bytes) {
  if (bytes < 1024) return t`${bytes} Б`;
  const [number, unit] = bytes < 1024 ** 2 ? [bytes / 1024, t("КБ")] : [bytes / 1024 ** 2, t("МБ")];
  return `${number.toFixed(number < 10 ? 1 : 0).replace(".", language === "en" ? "." : ",")} ${unit}`;
}

export const fullName = ({ first_name: first, last_name: last }) => [first, last].filter(Boolean).join(" ");

/** One or two letters for an avatar. */
export const initials = (name) =>
  name
    .split(/\s+/)
    .map((word) => word.match(/[\p{L}\p{N}]/u)?.[0])
    .filter(Boolean)
    .slice(0, 2)
    .join("")
    .toUpperCase();

/** The place in the palette (`.tint-…` in style.css) that an id always gets; 13 keeps the demo's people and bot apart. */
export const tint = (id) => `tint-${(Math.abs(Number(id) || 1000) % 13) % 7}`;
