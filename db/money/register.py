"""All invoices, payments and acts, for accounting: a long read."""

from dataclasses import dataclass

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import acts, invoices, payments


@dataclass(frozen=True, slots=True)
class Register:
    """The rows of the three tables, in order; a payment and an act come with year and number of their invoice."""

    invoices: list[Row]  # type: ignore[type-arg]
    payments: list[Row]  # type: ignore[type-arg]
    acts: list[Row]  # type: ignore[type-arg]


_OF = invoices.c.year.label("of_year"), invoices.c.number.label("of_number")


async def read(connection: AsyncConnection) -> Register:
    """Read all there is, inside a long read."""
    billed = select(invoices).order_by(invoices.c.id)
    paid = select(payments, *_OF).outerjoin(invoices, invoices.c.id == payments.c.invoice).order_by(payments.c.id)
    closed = select(acts, invoices.c.company, invoices.c.inn, *_OF).join(invoices, invoices.c.id == acts.c.invoice)
    found = [(await connection.execute(each)).all() for each in (billed, paid, closed.order_by(acts.c.id))]
    return Register(*map(list, found))
