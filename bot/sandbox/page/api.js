// The sandbox's person API. Every call rejects with an Error whose message can be shown.
import { t } from "./texts.js";

const REASONS = {
  "Bad Request: file must be non-empty": t("Файл пустой"),
  "Bad Request: IMAGE_PROCESS_FAILED": t("Это не картинка: отправьте её файлом"),
  "an album has up to 10 files": t("В альбоме не больше 10 файлов"),
  "only a basic group can be upgraded": t("Супергруппой может стать только обычная группа"),
  "only admins may do that": t("Это могут только администраторы группы"),
  "an invoice has a number": t("У счёта есть номер"),
  "the bank declined the card": t("Банк отклонил карту"),
  "the bot did not answer": t("Бот не ответил за 10 секунд"),
  "there is no such sum": t("Такой суммы нет"),
  "the bot is in that group already": t("Бот уже в этой группе"),
  "the caption is too long": t("Подпись слишком длинная: можно до 1024 знаков"),
  "the group was upgraded to a supergroup": t("Группа стала супергруппой"),
  "the message is empty": t("Сообщение пустое"),
  "the message is too long": t("Сообщение слишком длинное: можно до 4096 знаков"),
  "the topic is closed": t("Тема закрыта"),
  "there is no such button": t("Этой кнопки под сообщением уже нет"),
  "there is no such message": t("Этого сообщения уже нет"),
  "there is no such topic": t("Этой темы уже нет"),
  "this desk cannot be begun anew": t("Этот стол нельзя начать заново"),
  "this link does not lead to the bot": t("Эта ссылка ведёт не к боту"),
  "this message is not yours": t("Это чужое сообщение"),
  "you are not in that chat": t("Вы не состоите в этом чате"),
  "you have blocked the bot": t("Вы заблокировали бота"),
  "you may not delete this message": t("Удалить это сообщение вам нельзя"),
};

async function call(method, path, body) {
  const isForm = body instanceof FormData;
  const response = await fetch(new URL(path, document.baseURI), {
    method,
    headers: body && !isForm ? { "Content-Type": "application/json" } : {},
    body: isForm || body === undefined ? body : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(reason(text) || t`Ответ сервера: ${response.status}`);
  return text ? JSON.parse(text) : null;
}

function reason(text) {
  try {
    const { error } = JSON.parse(text);
    return reasonOf(error);
  } catch {
    return text.slice(0, 200);
  }
}

/** What went wrong, in words for people. */
export const reasonOf = (error) => REASONS[error] ?? error;

const get = (path) => call("GET", path);
const post = (path, body) => call("POST", path, body);
const person = (id, verb) => `sandbox/people/${id}/${verb}`;

export const people = () => get("sandbox/people");
export const chats = (me) => get(person(me, "chats"));
export const messages = (me, place) => get(`${person(me, "messages")}?${new URLSearchParams(where(place))}`);
export const send = (me, place, content) => post(person(me, "send"), { ...where(place), ...content });
export const edit = (me, chat, message, content) => post(person(me, "edit"), { chat, message, ...content });
export const remove = (me, chat, message) => post(person(me, "delete"), { chat, message });
export const react = (me, chat, message, emoji) => post(person(me, "react"), { chat, message, emoji });
export const press = (me, chat, message, data) => post(person(me, "press"), { chat, message, data });
export const pay = (me, chat, message, way) => post(person(me, "pay"), { chat, message, do: way });
export const bank = () => get("sandbox/bank");
export const transfer = (bill) => post("sandbox/bank", bill);
export const sendStatement = (supervisor) => post("sandbox/bank/send", { person: supervisor });
export const read = (me, place) => post(person(me, "read"), where(place));
export const topic = (me, place, verb) => post(person(me, "topic"), { ...where(place), do: verb });
export const block = (me, blocked) => post(person(me, "block"), { blocked });
export const open = (me, url, choice) => post(person(me, "open"), { url, ...choice });
export const desk = () => get("sandbox/desk");
export const beginDesk = (empty) => post("sandbox/desk", { empty });
export const upgrade = (chat) => post(`sandbox/chats/${chat}/upgrade`, {});
export const admin = (chat, rights) => post(`sandbox/chats/${chat}/admin`, rights);
export const faults = () => get("sandbox/faults");
export const addFault = (fault) => post("sandbox/faults", fault);
export const clearFaults = () => call("DELETE", "sandbox/faults");
export const budgets = () => get("sandbox/budgets");
export const setBudgets = (limits) => post("sandbox/budgets", limits);
export const clock = () => get("sandbox/clock");
export const moveClock = (step) => post("sandbox/clock", step);
export const mail = () => get("sandbox/mail");
export const events = (since) => get(`sandbox/events?since=${since}`);

/** Sends files (several make an album); `kind` is the form field `as`, null lets the server choose by type. */
export function sendFiles(me, place, files, { caption, replyTo, kind }) {
  const form = new FormData();
  const fields = { ...where(place), caption, reply_to: replyTo, as: kind };
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  for (const file of files) form.append("file", file, file.name);
  return post(person(me, "send"), form);
}

/** `thread` is left out in General and outside forums. */
const where = ({ chat, thread }) => (thread ? { chat, thread } : { chat });
