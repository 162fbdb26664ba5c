"""Where papers go: by letter to the login, and into the chat where TELEGRAM_SENSITIVE lets them (152-ФЗ)."""

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.channels import TELEGRAM
from bot.rules.money.invoices import Invoice
from bot.rules.notices import ActIssued, ActLetter, InvoiceIssued, InvoiceLetter, InvoiceUndelivered, WithPaper
from db.money import acts, invoices
from db.people import accounts, people


async def send(work: Work, invoice: Invoice, login: str | None) -> None:
    """Send a new invoice to whoever asked for it; without e-mail and with papers kept out of the chat, say so."""
    address = login if work.policy.mails else None
    if address:
        person = await people.by_id(work.db, invoice.person)
        said = {"invoice": invoice.name, "kopecks": invoice.kopecks, "until": invoice.valid_until}
        letter = InvoiceLetter(id=invoice.id, locale=person.locale, **said)
        await outgoing.write_paper(work, address, letter)
    await _tell(work, invoice, address)


async def send_again(work: Work, invoice: Invoice) -> None:
    """Show an invoice that is open already once more; its letter has gone out, and does not go out again."""
    await _tell(work, invoice, None, again=True)


async def _tell(work: Work, invoice: Invoice, address: str | None, *, again: bool = False) -> None:
    in_chat = work.policy.telegram_sensitive and await accounts.of(work.db, invoice.person, TELEGRAM) is not None
    notice = InvoiceIssued(
        id=invoice.id,
        invoice=invoice.name,
        kopecks=invoice.kopecks,
        months=invoice.months,
        until=invoice.valid_until,
        address=address,
        in_chat=in_chat,
        again=again,
    )
    if in_chat:
        await outgoing.show_paper(work, invoice.person, notice, InvoiceLetter.paper, invoice.id)
    else:
        await outgoing.tell(work, outgoing.to_person(invoice.person), notice)


async def undelivered(work: Work, letter: WithPaper, address: str) -> None:
    """Tell whoever asked for an invoice, and supervisors, that there is no such mailbox; of an act, supervisors."""
    if isinstance(letter, ActLetter):
        billed = await invoices.get(work.db, (await acts.get(work.db, letter.id)).invoice)
        lost = ActIssued(act=letter.act, invoice=letter.invoice, company=billed.company, address=None)
        await outgoing.tell_supervisors(work, lost)
    if not isinstance(letter, InvoiceLetter):
        return
    found = await invoices.get(work.db, letter.id)
    notice = InvoiceUndelivered(invoice=found.name, address=address)
    await outgoing.tell(work, outgoing.to_person(found.person), notice)
    await outgoing.tell_supervisors(work, notice)
