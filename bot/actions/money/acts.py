"""Acts (5): issued when a paid period is over, sent by e-mail to whoever asked for it, and told to supervisors."""

from datetime import timedelta

from bot.actions import outgoing
from bot.actions.people import identification
from bot.actions.work import Work
from bot.rules.audit import Action
from bot.rules.money import acts as acts_rules
from bot.rules.money.acts import Act
from bot.rules.money.invoices import Invoice
from bot.rules.notices import ActIssued, ActLetter
from db import audit
from db.money import acts, invoices
from db.people import people, subscriptions, supervisors


async def close(work: Work, invoice: Invoice) -> None:
    """Issue the act of a paid invoice whose period is over, once; one that ends later is looked at then."""
    span = await subscriptions.of_invoice(work.db, invoice.id)
    due_at = acts_rules.due_at(span[1], work.policy.zone) if span is not None else None
    if due_at is not None and due_at > work.now:
        await invoices.move(work.db, invoice, invoice.state, due_at)
        return
    await invoices.move(work.db, invoice, invoice.state)
    act = await acts.issue(work.db, invoice, span[1] - timedelta(days=1)) if span is not None else None
    if act is not None:
        await audit.write(work.db, Action.ACT_ISSUED, work.now, actor=None, act=act.name, invoice=invoice.name)
        await _send(work, invoice, act)


async def _send(work: Work, invoice: Invoice, act: Act) -> None:
    person = await people.by_id(work.db, invoice.person)
    known = await identification.known(work, person, invoice.inn) or {}
    address = known.get("login") if work.policy.mails else None
    if address:
        letter = ActLetter(id=act.id, act=act.name, invoice=invoice.name, locale=person.locale)
        await outgoing.write_paper(work, address, letter)
    notice = ActIssued(act=act.name, invoice=invoice.name, company=invoice.company, address=address)
    for supervisor in await supervisors.everyone(work.db, work.policy.supervisors):
        if work.policy.telegram_sensitive:
            await outgoing.show_paper(work, supervisor, notice, ActLetter.paper, act.id)
        else:
            await outgoing.tell(work, outgoing.to_person(supervisor), notice)
