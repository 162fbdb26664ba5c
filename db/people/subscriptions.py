"""Paid periods of the extended tariff, by company (2.1, 4.1)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import fields_of
from db.tables import identities, subscriptions

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a period is paid by: `source` is invoice, link, telegram, supervisor or import; None where nobody said."""

    source: str = "supervisor"
    kopecks: int | None = None
    invoice: int | None = None


_BY_SUPERVISOR = Basis()


async def periods(connection: AsyncConnection, inn: str) -> list[Span]:
    """Return a company's paid periods as (first day, day after the last), in order."""
    found = select(subscriptions.c.starts, subscriptions.c.ends).where(subscriptions.c.inn == inn)
    return [(row.starts, row.ends) for row in await connection.execute(found.order_by(subscriptions.c.starts))]


async def add(
    connection: AsyncConnection, inn: str, span: Span, by: int | None, now: datetime, basis: Basis = _BY_SUPERVISOR
) -> None:
    """Record a paid period; `by` is None where its payment came in without anybody of the desk."""
    row = {"inn": inn, "starts": span[0], "ends": span[1], "recorded_at": now, "recorded_by": by}
    await connection.execute(insert(subscriptions), row | fields_of(basis))


async def any_there(connection: AsyncConnection) -> bool:
    """Tell whether any paid period is on record, whenever it was."""
    return (await connection.execute(select(subscriptions.c.inn).limit(1))).first() is not None


async def company_name(connection: AsyncConnection, inn: str) -> str | None:
    """Return the name last stated for a company, or None."""
    stated = identities.c.inn == inn, identities.c.company != ""  # a caller may have left it open
    named = select(identities.c.company).where(*stated).order_by(identities.c.id.desc()).limit(1)
    return await connection.scalar(named)


async def of_invoice(connection: AsyncConnection, invoice: int) -> Span | None:
    """Return the period that an invoice paid, as (first day, day after the last); None: it is not paid."""
    found = select(subscriptions.c.starts, subscriptions.c.ends).where(subscriptions.c.invoice == invoice)
    row = (await connection.execute(found)).first()
    return (row.starts, row.ends) if row else None
