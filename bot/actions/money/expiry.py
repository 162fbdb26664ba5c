"""Unpaid invoices: recalled once, then they expire; one that expired is still paid when money comes after all."""

from bot.actions import outgoing
from bot.actions.money import acts
from bot.actions.work import Work
from bot.rules.audit import Action
from bot.rules.money.invoices import Invoice, InvoiceState, ends_at
from bot.rules.notices import InvoiceExpired, InvoiceReminder
from db import audit
from db.money import invoices

AT_ONCE = 20


async def look_at_invoices(work: Work) -> int:
    """Deal with the invoices that are due, and return how many there were."""
    found = await invoices.due(work.db, work.now, AT_ONCE)
    for each in found:
        if each.state is not InvoiceState.OPEN:
            await acts.close(work, each)
        elif work.now >= ends_at(each.valid_until, work.policy.zone):
            await _expire(work, each)
        else:
            await _remind(work, each)
    return len(found)


async def _remind(work: Work, invoice: Invoice) -> None:
    await invoices.move(work.db, invoice, InvoiceState.OPEN, ends_at(invoice.valid_until, work.policy.zone))
    about = {"id": invoice.id, "invoice": invoice.name}
    notice = InvoiceReminder(**about, kopecks=invoice.kopecks, until=invoice.valid_until)
    await outgoing.tell(work, outgoing.to_person(invoice.person), notice)


async def _expire(work: Work, invoice: Invoice) -> None:
    await invoices.move(work.db, invoice, InvoiceState.EXPIRED)
    await audit.write(work.db, Action.INVOICE_EXPIRED, work.now, actor=None, invoice=invoice.name)
    notice = InvoiceExpired(id=invoice.id, invoice=invoice.name)
    await outgoing.tell(work, outgoing.to_person(invoice.person), notice)
