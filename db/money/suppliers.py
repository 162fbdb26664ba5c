"""Who bills (5): requisites, the rates of VAT by date, and whose companies are billed by another than the default."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.money.requisites import Requisites
from bot.rules.money.vat import Rate
from db.rows import upserts
from db.statements import Command, Query
from db.tables import supplier_companies, supplier_vat, suppliers

_NAMES = [each.name for each in fields(Requisites)]


@dataclass(frozen=True, slots=True)
class Supplier:
    """One that bills; the default bills every company that no other one does."""

    id: int
    is_default: bool
    requisites: Requisites


def _supplier(number: int, is_default: Any, *requisites: Any) -> Supplier:
    return Supplier(number, bool(is_default), Requisites(*requisites))


_SUPPLIERS = select(suppliers.c.id, suppliers.c.is_default, *(suppliers.c[name] for name in _NAMES))
_EVERY_SUPPLIER = Query(_supplier, _SUPPLIERS.order_by(suppliers.c.id))
_BY_ID = Query(_supplier, _SUPPLIERS.where(suppliers.c.id == bindparam("of")))
_OF_COMPANY = Query(
    _supplier,
    _SUPPLIERS.join(supplier_companies, supplier_companies.c.supplier == suppliers.c.id).where(
        supplier_companies.c.inn == bindparam("of")
    ),
)
_DEFAULT_SUPPLIER = Query(_supplier, _SUPPLIERS.where(suppliers.c.is_default).limit(1))
_ADD = Query(int, insert(suppliers).returning(suppliers.c.id))
_SAID = (*_NAMES, "changed_at", "changed_by")
_CHANGE = Command(
    update(suppliers)
    .where(suppliers.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _SAID})
)
_MAKE_DEFAULT_SUPPLIER = Command(update(suppliers).values(is_default=suppliers.c.id == bindparam("of")))
_RATES = Query(
    lambda since, rate: (since, Rate(rate)),
    select(supplier_vat.c.since, supplier_vat.c.rate).where(supplier_vat.c.supplier == bindparam("of")),
)
_SET_RATE = Command(upserts(supplier_vat, "supplier", "since"))
_BILL = Command(upserts(supplier_companies, "inn"))
_LEAVE = Command(delete(supplier_companies).where(supplier_companies.c.inn == bindparam("of")))


async def everyone(connection: AsyncConnection) -> list[Supplier]:
    """Return all suppliers: there are few."""
    return await _EVERY_SUPPLIER.all(connection)


async def by_id(connection: AsyncConnection, supplier: int) -> Supplier | None:
    """Return a supplier, or None."""
    return await _BY_ID.first(connection, {"of": supplier})


async def of_company(connection: AsyncConnection, inn: str) -> Supplier | None:
    """Return who bills a company: its own supplier, else the default; None while there is none."""
    return await _OF_COMPANY.first(connection, {"of": inn}) or await _DEFAULT_SUPPLIER.first(connection)


async def add(connection: AsyncConnection, requisites: Requisites, by: int, now: datetime) -> int:
    """Keep a new supplier; the first one is the default."""
    first = await _DEFAULT_SUPPLIER.first(connection) is None
    row = {**requisites.packed(), "is_default": first, "changed_at": now, "changed_by": by}
    added = await _ADD.first(connection, row)
    assert added is not None
    return added


async def change(connection: AsyncConnection, supplier: int, requisites: Requisites, by: int, now: datetime) -> None:
    """Put other requisites in the place of a supplier's; what was billed keeps those it was billed with."""
    said = {**requisites.packed(), "changed_at": now, "changed_by": by}
    await _CHANGE.run(connection, {"of": supplier, **{f"new_{name}": each for name, each in said.items()}})


async def make_default(connection: AsyncConnection, supplier: int) -> None:
    """Let a supplier bill every company that no other one does."""
    await _MAKE_DEFAULT_SUPPLIER.run(connection, {"of": supplier})


async def rates(connection: AsyncConnection, supplier: int) -> dict[date, Rate]:
    """Return a supplier's rates of VAT by the day since which each is billed."""
    return dict(await _RATES.all(connection, {"of": supplier}))


async def set_rate(connection: AsyncConnection, supplier: int, since: date, rate: Rate) -> None:
    """Say which rate of VAT a supplier bills since a day."""
    await _SET_RATE.run(connection, {"supplier": supplier, "since": since, "rate": rate})


async def bill(connection: AsyncConnection, inn: str, supplier: int | None) -> None:
    """Say who bills a company; None: the default."""
    if supplier is None:
        await _LEAVE.run(connection, {"of": inn})
    else:
        await _BILL.run(connection, {"inn": inn, "supplier": supplier})


async def count(connection: AsyncConnection) -> int:
    """Count the suppliers."""
    return await connection.scalar(select(func.count()).select_from(suppliers)) or 0
