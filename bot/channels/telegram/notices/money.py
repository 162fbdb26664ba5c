"""Words about invoices and what was paid (5)."""

from datetime import date

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, render
from bot.phrasing import quoted, roubles
from bot.rules import notices
from bot.rules.policy import Policy


@render.register
def invoice_paid(notice: notices.InvoicePaid, _policy: Policy) -> Words:
    """To whoever asked for it."""
    text = _("✅ The invoice {invoice} is paid. The “Extended” tariff is in force {period}.")
    return Words(text.format(invoice=quoted(notice.invoice), period=period(notice.first, notice.last)))


@render.register
def payment_taken(notice: notices.PaymentTaken, _policy: Policy) -> Words:
    """To supervisors."""
    sources = {
        "statement": _("by the bank's statement"),
        "supervisor": _("noted by a supervisor"),
        "link": _("by the payment link"),
        "telegram": _("in Telegram"),
    }
    text = _("✅ {invoice} is paid: {sum}, {source}. {company}: the “Extended” tariff is in force {period}.")
    fields = {"invoice": quoted(notice.invoice), "company": quoted(notice.company), "sum": roubles(notice.kopecks)}
    how = sources.get(notice.source, quoted(notice.source))
    return Words(text.format(**fields, source=how, period=period(notice.first, notice.last)))


@render.register
def payment_strange(notice: notices.PaymentStrange, _policy: Policy) -> Words:
    """To supervisors: a case for them."""
    why = {
        "paid_already": _("it is paid already"),
        "cancelled": _("it was cancelled"),
        "other_sum": _("it asks for {due}").format(due=roubles(notice.due)),
    }
    text = _("⚠️ {sum} came in for the invoice {invoice}, but {why}. Nothing was changed: please decide, /invoices.")
    reason = why.get(notice.why, quoted(notice.why))
    return Words(text.format(sum=roubles(notice.kopecks), invoice=quoted(notice.invoice), why=reason))


def period(first: date, last: date) -> str:
    """Write a period whose last day belongs to it."""
    return _("from {first} to {last} inclusive").format(first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}")
