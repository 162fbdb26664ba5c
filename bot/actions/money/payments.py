"""Money that came in for an invoice (2.1, 5): whichever way tells it, the period grows exactly once."""

from datetime import datetime, timedelta

from bot.actions import outgoing
from bot.actions.people.subscriptions import paid
from bot.actions.work import Work
from bot.rules import tariffs
from bot.rules.asking import of_invoice
from bot.rules.audit import Action
from bot.rules.money import payments as payments_rules
from bot.rules.money.acts import due_at
from bot.rules.money.invoices import Invoice, InvoiceState
from bot.rules.money.payments import Objection, Payment, PaymentState, Recorded, Source
from bot.rules.notices import InvoicePaid, PaymentStrange, PaymentTaken
from bot.rules.tariffs import Period
from db import audit
from db.money import invoices, payments
from db.people import subscriptions, supervisors

_BASES = {Source.LINK: "link", Source.TELEGRAM: "telegram"}


async def pay(work: Work, invoice: Invoice, payment: Payment, *, decided: bool = False) -> bool:
    """Let money pay an invoice, and tell all whom it concerns. False: it was paid already, or the money does not fit.

    The same payment told again changes nothing. One that does not fit is kept undecided, and supervisors are told
    (of a statement, its report tells it); with `decided` a supervisor has said that it is for this invoice, whatever
    its sum and even if the invoice was cancelled. What a supervisor noted by hand and a statement tells afterwards is
    ignored, once: it is the same money. An expired invoice is paid like an open one.
    """
    known = await payments.told(work.db, payment.source, payment.external_id)
    if known is not None and not (decided and known.state is PaymentState.UNDECIDED):
        return False
    seen = await invoices.get(work.db, invoice.id)
    is_paid = await payments.matched(work.db, seen.id) is not None
    if is_paid and payments_rules.is_noted(await payments.of_invoice(work.db, seen.id), payment):
        await _keep_noted(work, seen, payment)
        return False
    objection = payments_rules.objection(seen, payment, paid=is_paid)
    if objection is not None and (is_paid or not decided):
        await _keep_undecided(work, seen, payment, objection)
        return False
    bought = await _extend(work, seen, payment)
    await _match(work, seen, payment, known, due_at(bought.ends, work.policy.zone))
    await _tell(work, seen, payment, bought)
    return True


async def _keep_noted(work: Work, invoice: Invoice, payment: Payment) -> None:
    """Keep what a supervisor has noted by hand before it stood in a statement: it is no second payment."""
    reason = payments_rules.NOTED_BEFORE
    await payments.record(work.db, payment, PaymentState.IGNORED, work.now, invoice=invoice.id, reason=reason)


async def _keep_undecided(work: Work, invoice: Invoice, payment: Payment, objection: Objection) -> None:
    kept = await payments.record(
        work.db, payment, PaymentState.UNDECIDED, work.now, invoice=invoice.id, reason=objection
    )
    if kept is None or payment.source is Source.STATEMENT:
        return
    notice = PaymentStrange(invoice=invoice.name, kopecks=payment.kopecks, due=invoice.kopecks, why=objection)
    await outgoing.tell_supervisors(work, notice)


async def _match(work: Work, invoice: Invoice, payment: Payment, known: Recorded | None, ends_at: datetime) -> None:
    """Note that a payment pays an invoice, whose act is due at the end of its period."""
    if known is None:
        recorded = await payments.record(work.db, payment, PaymentState.MATCHED, work.now, invoice=invoice.id)
        assert recorded is not None, "it was looked up before, and inputs come one after another"
    else:
        await payments.decide(work.db, known.id, PaymentState.MATCHED, invoice=invoice.id, reason=known.reason)
    await invoices.move(work.db, invoice, InvoiceState.PAID, ends_at)


async def _extend(work: Work, invoice: Invoice, payment: Payment) -> Period:
    issued_on = invoice.issued_at.astimezone(work.policy.zone).date()
    begins = payments_rules.begins_on(payment, issued_on, work.local_now.date())
    bought = tariffs.extend(await paid(work, invoice.inn), invoice.months, begins)
    basis = subscriptions.Basis(_BASES.get(payment.source, "invoice"), payment.kopecks, invoice.id)
    span = bought.starts, bought.ends
    await subscriptions.add(work.db, invoice.inn, span, payment.recorded_by, work.now, basis)
    first, after = bought.starts.isoformat(), bought.ends.isoformat()
    await audit.write(
        work.db,
        Action.INVOICE_PAID,
        work.now,
        actor=payment.recorded_by,
        invoice=invoice.name,
        inn=invoice.inn,
        kopecks=payment.kopecks,
        months=invoice.months,
        starts=first,
        ends=after,
    )
    return bought


async def _tell(work: Work, invoice: Invoice, payment: Payment, bought: Period) -> None:
    """Tell who asked and every supervisor but the one who said so; what stands before loses its buttons."""
    last = bought.ends - timedelta(days=1)
    about = {"id": invoice.id, "invoice": invoice.name, "first": bought.starts, "last": last}
    await outgoing.tell(work, outgoing.to_person(invoice.person), InvoicePaid(**about))
    taken = PaymentTaken(**about, company=invoice.company, kopecks=payment.kopecks, source=payment.source)
    for person in await supervisors.everyone(work.db, work.policy.supervisors):
        if person == payment.recorded_by:
            await outgoing.withdraw(work, outgoing.to_person(person), of_invoice(invoice.id))
        elif person != invoice.person:
            await outgoing.tell(work, outgoing.to_person(person), taken)
