"""Payments of the bank's statement that people decide on (5): of which invoice one is, of none, or a return."""

from dataclasses import dataclass, replace

from bot.actions import access
from bot.actions.access import AccessDenied, Right
from bot.actions.money.payments import pay
from bot.actions.money.statements import waiting_of
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from bot.rules.money import matching
from bot.rules.money.invoices import Invoice
from bot.rules.money.matching import Why
from bot.rules.money.payments import PaymentState, Recorded
from db import audit
from db.money import invoices, payments

LOOKED_AT = 200
"""Open invoices among which those of the same sum are looked for."""


@dataclass(frozen=True, slots=True)
class Case:
    """A payment, the invoice that it speaks of, those that it may be of, and how many payments wait with this one."""

    payment: Recorded
    named: Invoice | None
    invoices: tuple[Invoice, ...]
    waiting: int

    @property
    def went_back(self) -> bool:
        """Whether the money went out of our account again: then it pays nothing."""
        return self.payment.reason == Why.RETURNED


async def count(work: Work, supervisor: Person) -> int:
    """Count the payments that wait. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await payments.count_undecided(work.db)


async def following(work: Work, supervisor: Person, after: int) -> Case | None:
    """Return the next payment that waits, behind another or else the first; None: none does. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    found = await payments.undecided_after(work.db, after) or await payments.undecided_after(work.db, 0)
    if found is None:
        return None
    named = await invoices.find(work.db, found.invoice) if found.invoice else None
    suggested = tuple(await _suggested(work, found, named))
    return Case(found, named, suggested, await payments.count_undecided(work.db))


async def _suggested(work: Work, payment: Recorded, named: Invoice | None) -> list[Invoice]:
    if payment.reason == Why.RETURNED:
        return [named] if named else []
    first = named if named and await payments.matched(work.db, named.id) is None else None
    of_payer = await waiting_of(work, payment.payer_inn)
    same = [each for each in await invoices.waiting(work.db, LOOKED_AT) if each.kopecks == payment.kopecks]
    return matching.suggested(payment.kopecks, first, of_payer, same)


async def assign(work: Work, supervisor: Person, payment: int, invoice: int) -> bool:
    """Let a payment pay an invoice, whatever its sum; False: either is dealt with already. Raises AccessDenied."""
    found = await _waiting(work, supervisor, payment)
    billed = await invoices.find(work.db, invoice)
    if billed is None:
        raise AccessDenied(invoice)
    if found is None or found.reason == Why.RETURNED or await payments.matched(work.db, billed.id) is not None:
        return False
    return await pay(work, billed, replace(found, recorded_by=supervisor.id), decided=True)


async def dismiss(work: Work, supervisor: Person, payment: int, *, returned: bool) -> bool:
    """Say that money went back, or is none of invoices; False: that was decided already. Raises AccessDenied."""
    found = await _waiting(work, supervisor, payment)
    if found is None:
        return False
    state = PaymentState.RETURNED if returned else PaymentState.IGNORED
    invoice = found.invoice if returned else None
    await payments.decide(work.db, found.id, state, invoice=invoice, reason=found.reason)
    done, by = Action.PAYMENT_DECIDED, supervisor.id
    await audit.write(work.db, done, work.now, actor=by, payment=found.id, kopecks=found.kopecks, decision=state)
    return True


async def _waiting(work: Work, supervisor: Person, payment: int) -> Recorded | None:
    """Return a payment that still waits, else None. Only forged buttons name one that there is not."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    found = await payments.find(work.db, payment)
    if found is None:
        raise AccessDenied(payment)
    return found if found.state is PaymentState.UNDECIDED else None
