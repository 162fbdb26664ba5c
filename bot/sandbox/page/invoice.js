// An invoice inside Telegram, and the provider that this page plays: pay, be declined, pay twice.
import * as api from "./api.js";
import { h } from "./dom.js";
import { alert, attempt, toast } from "./notice.js";
import { state } from "./state.js";
import { t } from "./texts.js";

/** Title and description of an invoice. */
export function drawInvoice({ title, description, total }) {
  return h("div", { className: "invoice" }, h("strong", {}, title), h("p", {}, description), h("b", {}, total));
}

/** The buttons under an invoice: Telegram's own, and what else may happen at the bank. */
export function drawPaying(view) {
  const { total } = view.invoice;
  const rows = [[[t`Заплатить ${total}`, "pay"]], [[t("Карта отклонена"), "decline"], [t("Оплатить дважды"), "twice"]]];
  const drawn = rows.map((row) =>
    h(
      "div",
      { className: "button-row" },
      row.map(([label, way]) => h("button", { className: "inline", on: { click: (event) => pay(view, way, event) } }, label)),
    ),
  );
  return h("div", { className: "buttons" }, drawn);
}

async function pay(view, way, { currentTarget: node }) {
  if (node.ariaBusy === "true") return;
  node.ariaBusy = "true";
  const result = await attempt(api.pay(state.me, view.chat, view.id, way));
  node.ariaBusy = null;
  if (!result) return;
  if (result.paid > 0) toast(result.paid > 1 ? t("Оплачено дважды") : t("Оплачено"));
  else alert(api.reasonOf(result.error));
}
