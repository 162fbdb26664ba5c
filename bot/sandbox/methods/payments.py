"""Payments inside Telegram: the bot's invoice, and its answer to who is about to pay."""

from typing import Any

from aiogram import methods as m

from bot.sandbox.methods.sending import deliver
from bot.sandbox.refusals import bad
from bot.sandbox.telegram import PAYS_LIVE, Telegram
from bot.sandbox.world import JSON, Content

LEAST, MOST = 10_000, 100_000_000
"""Of a sum in kopecks: about what a dollar is, and what ten thousand are."""
TITLE, DESCRIPTION, PAYLOAD_BYTES = 32, 255, 128


def send_invoice(tg: Telegram, call: m.SendInvoice) -> JSON:
    """sendInvoice; in rubles only. The payload is for the bot alone and stands in no message."""
    if not 1 <= len(call.title) <= TITLE or not 1 <= len(call.description) <= DESCRIPTION:
        raise bad("invoice title and description must be non-empty and not too long")
    if not 1 <= len(call.payload.encode()) <= PAYLOAD_BYTES:
        raise bad("INVOICE_PAYLOAD_INVALID")
    if not call.provider_token:
        raise bad("PAYMENT_PROVIDER_INVALID")
    total = sum(price.amount for price in call.prices)
    if call.currency != "RUB" or not LEAST <= total <= MOST:
        raise bad("CURRENCY_TOTAL_AMOUNT_INVALID")
    shown = {"title": call.title, "description": call.description, "currency": call.currency, "total_amount": total}
    sent = deliver(tg, call, Content("invoice", data=shown | {"start_parameter": call.start_parameter or ""}))
    tg.world.chats[sent["chat"]["id"]].posts[sent["message_id"]].payload = call.payload
    return sent


def answer(tg: Telegram, call: m.AnswerPreCheckoutQuery) -> bool:
    """answerPreCheckoutQuery."""
    query = tg.queries.get(call.pre_checkout_query_id)
    if query is None or query.answer.done() or tg.clock.now() - query.date > PAYS_LIVE:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if not call.ok and not call.error_message:
        raise bad("error message must be non-empty")
    query.answer.set_result({"ok": call.ok, "error": call.error_message or ""})
    return True


METHODS: dict[Any, Any] = {m.SendInvoice: send_invoice, m.AnswerPreCheckoutQuery: answer}
