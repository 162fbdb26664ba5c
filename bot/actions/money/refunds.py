"""Money that was given back (5): on record once, and told; nothing is taken from a period by itself."""

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.money.payments import Payment, PaymentState, Recorded
from bot.rules.notices import MoneyReturned
from db.money import invoices, payments


async def record(work: Work, known: Recorded, external_id: str, kopecks: int) -> None:
    """Record that money of a payment went back, under what its source calls that."""
    if known.invoice is None:
        return
    today = work.local_now.date()
    back = Payment(known.source, external_id, today, kopecks, known.purpose, known.payer_inn, known.payer)
    invoice = await invoices.get(work.db, known.invoice)
    kept = await payments.record(work.db, back, PaymentState.RETURNED, work.now, invoice=invoice.id, refund_of=known.id)
    if kept is not None:
        await outgoing.tell_supervisors(work, MoneyReturned(invoice=invoice.name, kopecks=kopecks))
