"""Words about invoices and what was paid (5)."""

from datetime import date

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot.channels.telegram.notices.base import Words, render
from bot.phrasing import phone, quoted, roubles
from bot.rules import notices
from bot.rules.policy import Policy
from keyboards import invoices as invoices_keyboard
from keyboards import paying as paying_keyboard


@render.register
def invoice_issued(notice: notices.InvoiceIssued, policy: Policy) -> Words:
    """To whoever asked for it: how much, until when, and where the paper is."""
    head = _("🧾 Invoice {invoice}: {sum}, “Extended” for {months}. Please pay by {day}, that day included.")
    fields = {"invoice": quoted(notice.invoice), "sum": roubles(notice.kopecks), "day": f"{notice.until:%d.%m.%Y}"}
    text = "\n".join(filter(None, [head.format(**fields, months=months(notice.months)), _where(notice, policy)]))
    return Words(text, paying_keyboard.ways(notice.id, policy))


def _where(notice: notices.InvoiceIssued, policy: Policy) -> str:
    if notice.again:
        return "" if notice.in_chat else _("It was issued before: please look into your mail, or write to us.")
    if notice.address:
        return _("The invoice was sent by e-mail to {address}.").format(address=quoted(notice.address))
    if notice.in_chat:
        return ""
    text = _("To get the paper, please write to {email} or call {phone} and name the number of the invoice.")
    return text.format(email=quoted(policy.email), phone=quoted(phone(policy.phone)))


@render.register
def invoice_letter(notice: notices.InvoiceLetter, _policy: Policy) -> Words:
    """By e-mail; in a chat it would say the same."""
    lines = [
        _("The invoice {invoice} for {sum} is attached. It can be paid until {day}, that day included."),
        _("Please name its number in the purpose of the payment."),
    ]
    fields = {"invoice": quoted(notice.invoice), "sum": roubles(notice.kopecks), "day": f"{notice.until:%d.%m.%Y}"}
    return Words("\n".join(lines).format(**fields))


@render.register
def act_letter(notice: notices.ActLetter, _policy: Policy) -> Words:
    """By e-mail; in a chat it would say the same."""
    text = _("The period of the invoice {invoice} is over. The act {act} is attached.")
    return Words(text.format(invoice=quoted(notice.invoice), act=quoted(notice.act)))


@render.register
def act_issued(notice: notices.ActIssued, _policy: Policy) -> Words:
    """To supervisors."""
    fields = {each: quoted(getattr(notice, each)) for each in ("act", "invoice", "company")}
    if notice.address is None:
        text = _("📄 Act {act} for {invoice} ({company}) is issued. It could not be sent by e-mail.")
        return Words(text.format(**fields))
    text = _("📄 Act {act} for {invoice} ({company}) is issued and sent to {address}.")
    return Words(text.format(**fields, address=quoted(notice.address)))


@render.register
def register_made(notice: notices.RegisterMade, _policy: Policy) -> Words:
    """To a supervisor, under the file."""
    return Words(_("Invoices, payments and acts as of {day}.").format(day=f"{notice.on:%d.%m.%Y}"))


@render.register
def invoice_undelivered(notice: notices.InvoiceUndelivered, _policy: Policy) -> Words:
    """To whoever asked for it and to supervisors."""
    text = _("The invoice {invoice} could not be sent to {address}: there is no such mailbox. /profile changes it.")
    return Words(text.format(invoice=quoted(notice.invoice), address=quoted(notice.address)))


@render.register
def invoice_card(notice: notices.InvoiceCard, _policy: Policy) -> Words:
    """To supervisors, with what they can decide."""
    lines = [
        _("🧾 <b>Invoice {invoice}</b>: {sum}, “Extended” for {months}"),
        _("{company} · INN {inn}"),
        _("Asked for by {name}. To be paid by {day}."),
    ]
    text = "\n".join(lines).format(
        invoice=quoted(notice.invoice),
        sum=roubles(notice.kopecks),
        months=months(notice.months),
        company=quoted(notice.company),
        inn=f"<code>{quoted(notice.inn)}</code>",
        name=quoted(notice.by),
        day=f"{notice.until:%d.%m.%Y}",
    )
    return Words(text, invoices_keyboard.card(notice.id))


@render.register
def invoice_reminder(notice: notices.InvoiceReminder, policy: Policy) -> Words:
    """To whoever asked for it, once."""
    text = _("The invoice {invoice} for {sum} is not paid yet. It expires after {day}.")
    fields = {"invoice": quoted(notice.invoice), "sum": roubles(notice.kopecks), "day": f"{notice.until:%d.%m.%Y}"}
    return Words(text.format(**fields), paying_keyboard.ways(notice.id, policy))


@render.register
def invoice_expired(notice: notices.InvoiceExpired, _policy: Policy) -> Words:
    """To whoever asked for it."""
    text = _("The invoice {invoice} has expired. If it is paid already, nothing is lost; a new one: /tariff")
    return Words(text.format(invoice=quoted(notice.invoice)))


@render.register
def invoice_cancelled(notice: notices.InvoiceCancelled, _policy: Policy) -> Words:
    """To whoever asked for it."""
    text = _("The invoice {invoice} is cancelled: please do not pay it. A new one: /tariff")
    return Words(text.format(invoice=quoted(notice.invoice)))


@render.register
def supplier_missing(_notice: notices.SupplierMissing, _policy: Policy) -> Words:
    """To supervisors, once: what keeps invoices from going out."""
    text = _("A requester wants to pay, but invoices cannot be issued: there are no requisites. Enter them: /invoices")
    return Words(text)


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


def months(count: int) -> str:
    """Write so many months."""
    return ngettext("{n} month", "{n} months", count).format(n=count)
