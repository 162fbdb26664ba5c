"""Whether an invoice may be paid now by a link or inside Telegram (5): what was offered must still stand."""

from datetime import date
from enum import StrEnum

from bot.rules.money.invoices import Invoice, InvoiceState
from bot.rules.money.links import RUB

PREFIX, DIGITS = "invoice:", 12


class Reason(StrEnum):
    """Why it may not."""

    UNKNOWN = "no_such_invoice"
    PAID = "invoice_paid"
    CANCELLED = "invoice_cancelled"
    EXPIRED = "invoice_expired"
    CHANGED = "offer_changed"


_REASONS = {
    InvoiceState.PAID: Reason.PAID,
    InvoiceState.CANCELLED: Reason.CANCELLED,
    InvoiceState.EXPIRED: Reason.EXPIRED,
}


def objection(invoice: Invoice, today: date) -> Reason | None:
    """Return why nobody is to pay an invoice now; None when it waits for its money and its last day is not over."""
    if invoice.state in _REASONS:
        return _REASONS[invoice.state]
    return Reason.EXPIRED if today > invoice.valid_until else None


def checkout_objection(invoice: Invoice | None, kopecks: int, currency: str, today: date) -> Reason | None:
    """Return why who is about to pay in Telegram is to be stopped: before money moves, not after."""
    if invoice is None:
        return Reason.UNKNOWN
    if (kopecks, currency) != (invoice.kopecks, RUB):
        return Reason.CHANGED
    return objection(invoice, today)


def payload(invoice: int) -> str:
    """Return what Telegram gives back with each step of a payment."""
    return f"{PREFIX}{invoice}"


def invoice_of(given: str) -> int | None:
    """Return the invoice that a payload names, None for what is none of ours."""
    number = given.removeprefix(PREFIX)
    is_one = given.startswith(PREFIX) and number.isascii() and number.isdigit() and len(number) <= DIGITS
    return int(number) if is_one else None
