// «Банк»: transfers for invoices that the bot has shown, or for a number and a sum, and the statement to send to the bot.
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { day, time } from "./format.js";
import { attempt, toast } from "./notice.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const FILE = "sandbox/bank/kl_to_1c.txt";
const WAYS = { pay: t("Оплатить"), wrong: t("Не та сумма"), twice: t("Дважды"), back: t("С возвратом") };

const bills = h("div", { className: "bills" });
const moved = h("ul", { className: "transfers" });
const giving = h("div", { className: "grid-buttons" });

export function showBank() {
  byId("bank").append(
    h("h2", {}, t("Счета, которые показал бот")),
    bills,
    h("h2", {}, t("Выписка")),
    moved,
    giving,
    h("h2", {}, t("Другой счёт")),
    billForm(),
  );
}

/** Reads again which invoices there are and what was transferred. */
export async function readBank() {
  draw(await attempt(api.bank()));
}

function draw(told) {
  if (!told) return;
  bills.replaceChildren(...(told.bills.length ? told.bills.map(drawBill) : [hint(t("Счетов пока нет."))]));
  moved.replaceChildren(...told.transfers.map(drawTransfer));
  byId("tab-bank").dataset.count = told.transfers.length || "";
  giving.replaceChildren(...(told.transfers.length ? giveButtons() : [hint(t("Переводов пока нет."))]));
}

const hint = (text) => h("p", { className: "hint" }, text);

function drawBill(bill) {
  return h(
    "section",
    { className: "bill" },
    h("strong", {}, bill.number),
    h("b", {}, rubles(bill.kopecks)),
    bill.payer && h("span", { className: "hint" }, bill.payer),
    wayButtons((way) => pay(bill, way)),
  );
}

const wayButtons = (act) =>
  h(
    "div",
    { className: "grid-buttons" },
    Object.entries(WAYS).map(([way, label]) =>
      h("button", { type: "button", className: "plain", on: { click: () => act(way) } }, label),
    ),
  );

function billForm() {
  const number = h("input", { name: "number", placeholder: t("ЭО-2026-1"), required: true });
  const sum = h("input", { name: "sum", inputMode: "decimal", placeholder: "1000,00", required: true });
  const inn = h("input", { name: "inn", inputMode: "numeric", placeholder: "7707083893" });
  const form = h(
    "form",
    { className: "fields", on: { submit: (event) => event.preventDefault() } },
    field(t("Номер счёта"), number),
    field(t("Сумма, ₽"), sum),
    field(t("ИНН плательщика"), inn, "wide"),
    h("div", { className: "wide" }, wayButtons(typed)),
  );
  function typed(way) {
    if (form.reportValidity()) pay({ number: number.value, kopecks: kopecks(sum.value), inn: inn.value.trim() }, way);
  }
  return form;
}

const field = (label, input, className = "") =>
  h("label", { className: `field ${className}` }, h("span", {}, label), input);

async function pay({ number, kopecks: sum, payer, inn }, way) {
  const told = await attempt(api.transfer({ number, kopecks: sum, payer, inn, do: way }));
  if (!told) return;
  toast(t`${WAYS[way]}: ${number}`);
  draw(told);
}

function drawTransfer({ number, date, kopecks: sum, payer, back }) {
  const amount = (back ? "−" : "+") + rubles(sum);
  return h("li", {}, h("b", {}, amount), ` · ${payer} · № ${number} · ${day(date)}, ${time(date)}`);
}

function giveButtons() {
  const supervisor = state.people.find(({ role }) => role === "supervisor");
  return [
    h("button", { className: "plain", on: { click: () => send(supervisor) } }, t("Отправить боту")),
    h("a", { className: "plain", href: FILE, attrs: { download: "kl_to_1c.txt" } }, t("Скачать файл")),
  ];
}

async function send({ id, first_name: first, last_name: last }) {
  if ((await attempt(api.sendStatement(id))) === undefined) return;
  toast(t`Выписку боту отправляет ${[first, last].join(" ")}`);
}

/** «1 000,5» → 100050; what is no sum is refused by the server. */
const kopecks = (text) => Math.round(Number(text.replace(/\s/g, "").replace(",", ".")) * 100) || 0;

const rubles = (sum) => `${new Intl.NumberFormat("ru-RU", { minimumFractionDigits: sum % 100 ? 2 : 0 }).format(sum / 100)} ₽`;
