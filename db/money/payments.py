"""Payments (5): each is recorded once, by what its source calls it; what is undecided is decided once."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.money.payments import Payment, PaymentState, Recorded, Source
from db.rows import columns, inserts
from db.statements import Command, Query
from db.tables import MATCHED, UNDECIDED, payments

_FIELDS = [each.name for each in fields(Recorded)]
_FACTS = [each.name for each in fields(Payment)]


def _recorded(*row: Any) -> Recorded:
    said = dict(zip(_FIELDS, row, strict=True))
    return Recorded(**(said | {"source": Source(said["source"]), "state": PaymentState(said["state"])}))


_PAYMENTS = select(*columns(payments, Recorded))
_BY_ID = Query(_recorded, _PAYMENTS.where(payments.c.id == bindparam("of")))
_TOLD = Query(
    _recorded,
    _PAYMENTS.where(payments.c.source == bindparam("by_"), payments.c.external_id == bindparam("of")),
)
_MATCHED = Query(_recorded, _PAYMENTS.where(payments.c.invoice == bindparam("of"), MATCHED))
_OF_INVOICE = Query(_recorded, _PAYMENTS.where(payments.c.invoice == bindparam("of")).order_by(payments.c.id))
_UNDECIDED = Query(_recorded, _PAYMENTS.where(UNDECIDED).order_by(payments.c.id).limit(bindparam("most")))
_UNDECIDED_AFTER = Query(
    _recorded,
    _PAYMENTS.where(UNDECIDED, payments.c.id > bindparam("after")).order_by(payments.c.id).limit(1),
)
_COUNT_UNDECIDED = Query(int, select(func.count()).select_from(payments).where(UNDECIDED))
_RECORD = Query(
    int,
    {
        name: insert.on_conflict_do_nothing(index_elements=["source", "external_id"]).returning(payments.c.id)
        for name, insert in inserts(payments).items()
    },
)
_DECIDE = Command(
    update(payments)
    .where(payments.c.id == bindparam("of"), payments.c.state == PaymentState.UNDECIDED)
    .values(state=bindparam("now_is"), invoice=bindparam("at"), reason=bindparam("why"))
)


async def record(
    connection: AsyncConnection,
    payment: Payment,
    state: PaymentState,
    now: datetime,
    *,
    invoice: int | None = None,
    reason: str = "",
    refund_of: int | None = None,
) -> int | None:
    """Keep a payment and return its number; None: its source told it before."""
    facts = {name: getattr(payment, name) for name in _FACTS}
    row = facts | {"state": state, "invoice": invoice, "reason": reason, "refund_of": refund_of, "recorded_at": now}
    return await _RECORD.first(connection, row)


async def decide(
    connection: AsyncConnection, payment: int, state: PaymentState, *, invoice: int | None = None, reason: str = ""
) -> bool:
    """Say what an undecided payment is; False: that is decided already."""
    params = {"of": payment, "now_is": state, "at": invoice, "why": reason}
    return await _DECIDE.run(connection, params) == 1


async def find(connection: AsyncConnection, payment: int) -> Recorded | None:
    """Return a payment, or None."""
    return await _BY_ID.first(connection, {"of": payment})


async def told(connection: AsyncConnection, source: Source, external_id: str) -> Recorded | None:
    """Return what is on record of a payment that its source calls so, or None."""
    return await _TOLD.first(connection, {"by_": source, "of": external_id})


async def matched(connection: AsyncConnection, invoice: int) -> Recorded | None:
    """Return the payment that paid an invoice, or None."""
    return await _MATCHED.first(connection, {"of": invoice})


async def of_invoice(connection: AsyncConnection, invoice: int) -> list[Recorded]:
    """Return all money that came in for an invoice or went back, in order."""
    return await _OF_INVOICE.all(connection, {"of": invoice})


async def undecided(connection: AsyncConnection, most: int) -> list[Recorded]:
    """Return the first payments that a supervisor has to decide on."""
    return await _UNDECIDED.all(connection, {"most": most})


async def undecided_after(connection: AsyncConnection, after: int) -> Recorded | None:
    """Return the first payment behind another that a supervisor has to decide on, or None."""
    return await _UNDECIDED_AFTER.first(connection, {"after": after})


async def count_undecided(connection: AsyncConnection) -> int:
    """Count the payments that a supervisor has to decide on."""
    return await _COUNT_UNDECIDED.first(connection, {}) or 0
