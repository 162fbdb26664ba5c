"""The words around invoices and suppliers, as supervisors and requesters see them."""

from collections.abc import Sequence

from aiogram.utils.i18n import gettext as _

from bot.actions.money.suppliers import Supplier
from bot.channels.telegram.notices.money import months
from bot.phrasing import quoted, roubles
from bot.rules.money.entering import LABELS
from bot.rules.money.invoices import Invoice, InvoiceState
from bot.rules.money.offers import Offer
from bot.rules.money.vat import Rate
from bot.rules.text import cut
from handlers.turns import Page
from keyboards import invoices as invoices_keyboard

COMPANY_LIMIT = 60
"""UTF-16 units of a name in a list, which is one message."""
NO_VAT = "без НДС"
EXAMPLE = {
    "name": "ООО «Ромашка»",
    "inn": "7707083893",
    "kpp": "773601001",
    "address": "101000, г. Москва, ул. Мясницкая, д. 1",
    "bank": "ПАО «Банк», г. Москва",
    "bic": "044525225",
    "account": "40702810838000000017",
    "correspondent_account": "30101810400000000225",
    "signatory_title": "Генеральный директор",
    "signatory": "Иванов Иван Иванович",
    "accountant": "Петрова Анна Сергеевна",
    "vat": NO_VAT,
}
"""What a supervisor copies to put their own in its place; papers are Russian."""


def offer(company: str, inn: str, offers: Sequence[Offer]) -> Page:
    """Offer periods to a company."""
    text = _("For how long shall “Extended” be paid? The invoice is for <b>{company}</b>, INN {inn}.")
    html = text.format(company=quoted(company), inn=quoted(inn))
    return Page(html, invoices_keyboard.buy(offers, inn))


def which(labels: dict[str, str]) -> Page:
    """Ask whom to bill."""
    return Page(_("For which company shall “Extended” be paid?"), invoices_keyboard.companies(labels))


def no_longer_offered() -> str:
    """Say that an old button offers nothing any more."""
    return _("This offer is no longer in force. Please open /tariff again.")


def state(known: InvoiceState) -> str:
    """Name the state of an invoice."""
    names = {
        InvoiceState.OPEN: _("⏳ waits for payment"),
        InvoiceState.PAID: _("✅ paid"),
        InvoiceState.CANCELLED: _("✖️ cancelled"),
        InvoiceState.EXPIRED: _("⌛ expired"),
    }
    return names[known]


def invoice(known: Invoice) -> Page:
    """Show an invoice, with what can be decided about it."""
    lines = [
        _("🧾 <b>Invoice {invoice}</b> · {state}"),
        _("{sum}, “Extended” for {months}, VAT: {rate}"),
        _("{company} · INN {inn}"),
        _("To be paid by {day}, to {payee}"),
    ]
    text = "\n".join(lines).format(
        invoice=known.name,
        state=state(known.state),
        sum=roubles(known.kopecks),
        months=months(known.months),
        rate=rate(known.vat_rate),
        company=quoted(known.company),
        inn=f"<code>{quoted(known.inn)}</code>",
        day=f"{known.valid_until:%d.%m.%Y}",
        payee=quoted(known.requisites.name),
    )
    waits, payable = known.state is InvoiceState.OPEN, known.state in (InvoiceState.OPEN, InvoiceState.EXPIRED)
    return Page(text, invoices_keyboard.card(known.id, waits=waits, payable=payable))


def sure(known: Invoice) -> Page:
    """Ask once more."""
    text = _("Cancel the invoice {invoice} of {company}? Whoever asked for it is told.")
    html = text.format(invoice=known.name, company=quoted(known.company))
    return Page(html, invoices_keyboard.sure(known.id))


def listed(heading: str, found: Sequence[Invoice]) -> Page:
    """List invoices."""
    lines = [f"<b>{heading}</b>", *([_line(each) for each in found] or [_("There are none.")])]
    buttons = [(each.id, f"{each.name} · {each.company}") for each in found[:10]]
    return Page("\n".join(lines), invoices_keyboard.listed(buttons))


def heading(known: InvoiceState) -> str:
    """Name a list of invoices."""
    names = {
        InvoiceState.OPEN: _("Invoices that wait for payment"),
        InvoiceState.PAID: _("Paid invoices"),
        InvoiceState.CANCELLED: _("Cancelled invoices"),
        InvoiceState.EXPIRED: _("Expired invoices"),
    }
    return names[known]


def of_company(inn: str) -> str:
    """Name the list of a company's invoices."""
    return _("Invoices of the company with INN {inn}").format(inn=quoted(inn))


def _line(known: Invoice) -> str:
    text = _("{invoice} · {sum} · {company} · {state}, by {day}")
    return "• " + text.format(
        invoice=known.name,
        sum=roubles(known.kopecks),
        company=quoted(cut(known.company, COMPANY_LIMIT)),
        state=state(known.state),
        day=f"{known.valid_until:%d.%m.%Y}",
    )


def suppliers(found: Sequence[Supplier]) -> Page:
    """List the suppliers."""
    text = _("<b>Who bills</b>")
    lines = [text, *(_supplier_line(each) for each in found)]
    if not found:
        lines.append(_("Nobody yet: without requisites no invoice can be issued."))
    return Page("\n".join(lines), invoices_keyboard.suppliers([(each.id, each.requisites.name) for each in found]))


def _supplier_line(known: Supplier) -> str:
    marks = [_("by default")] if known.is_default else []
    return " · ".join([f"• {quoted(known.requisites.name)}, {rate(known.rate)}", *marks])


def rate(known: Rate) -> str:
    """Name a rate of VAT."""
    return _("without VAT") if known is Rate.NONE else f"{known.percent} %"


def supplier(known: Supplier) -> Page:
    """Show a supplier's requisites as a command that can be copied, changed and sent again."""
    said = known.requisites.packed() | {"vat": _vat(known.rate)}
    lines = [f"{label}: {said[name] or '—'}" for name, label in LABELS.items()]
    rates = [
        _("VAT {rate} since {day}").format(rate=rate(each), day=f"{since:%d.%m.%Y}")
        for since, each in sorted(known.rates.items())
    ]
    change = _("To change something, please copy this, correct it and send it:")
    bill = _("To let this supplier bill one company, send its INN so: {example}")
    example = f"<code>/invoices 7707083893 = {known.id}</code>"
    html = "\n".join([*rates, change, _block([f"/invoices {known.id}", *lines]), bill.format(example=example)])
    return Page(html, invoices_keyboard.supplier(known.id, is_default=known.is_default))


def new_supplier() -> Page:
    """Show how a supplier is entered."""
    text = _("Please copy this, put in your own requisites and send it:")
    optional = _("An entrepreneur has no KPP; lines that do not apply may be left out.")
    lines = [f"{label}: {EXAMPLE[name]}" for name, label in LABELS.items()]
    return Page("\n".join([text, _block(["/invoices", *lines]), optional]), invoices_keyboard.suppliers([]))


def _block(lines: Sequence[str]) -> str:
    return f"<pre>{quoted(chr(10).join(lines))}</pre>"


def _vat(known: Rate) -> str:
    return NO_VAT if known is Rate.NONE else f"{known.percent} %"


def entered() -> str:
    """Say that requisites are kept."""
    return _("The requisites are saved. Invoices that were issued before keep theirs.")


def billed_by(inn: str, known: Supplier) -> str:
    """Say who bills a company from now on."""
    text = _("The company with INN {inn} is billed by {payee} from now on.")
    return text.format(inn=quoted(inn), payee=quoted(known.requisites.name))


def usage() -> str:
    """Say what can be typed behind the command."""
    text = _("Behind the command: the number of an invoice, or the INN of a company. {examples}")
    return text.format(examples="<code>/invoices ЭО-2026-1</code> <code>/invoices 7707083893</code>")
