"""Invoices (5): issued with the next number of their year, then open, paid, cancelled or expired."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.money.invoices import Draft, Invoice, InvoiceState
from bot.rules.money.requisites import unpacked
from bot.rules.money.vat import Rate
from bot.rules.tariffs import Tariff
from db.rows import columns, fields_of
from db.statements import Command, Query
from db.tables import UNPAID, invoices

_FIELDS = [each.name for each in fields(Invoice)]


def _invoice(*row: Any) -> Invoice:
    said = dict(zip(_FIELDS, row, strict=True))
    said |= {"tariff": Tariff(said["tariff"]), "vat_rate": Rate(said["vat_rate"]), "state": InvoiceState(said["state"])}
    return Invoice(**(said | {"requisites": unpacked(said["requisites"])}))


_INVOICES = select(*columns(invoices, Invoice))
_BY_ID = Query(_invoice, _INVOICES.where(invoices.c.id == bindparam("of")))
_BY_NUMBER = Query(_invoice, _INVOICES.where(invoices.c.year == bindparam("in_"), invoices.c.number == bindparam("of")))
_OPEN = Query(_invoice, _INVOICES.where(UNPAID).order_by(invoices.c.id).limit(bindparam("most")))
_LATEST = _INVOICES.order_by(invoices.c.id.desc()).limit(bindparam("most"))
_OF_COMPANY = Query(_invoice, _LATEST.where(invoices.c.inn == bindparam("of")))
_OF_PERSON = Query(_invoice, _LATEST.where(invoices.c.person == bindparam("of")))
_DUE = Query(
    _invoice,
    _INVOICES.where(invoices.c.due_at <= bindparam("now")).order_by(invoices.c.due_at).limit(bindparam("most")),
)
_LAST_NUMBER = select(func.max(invoices.c.number)).where(invoices.c.year == bindparam("in_"))
_ADD = Query(int, insert(invoices).returning(invoices.c.id))
_MOVE = Command(
    update(invoices)
    .where(invoices.c.id == bindparam("of"), invoices.c.state == bindparam("was"))
    .values(state=bindparam("now_is"), due_at=bindparam("due"))
)


async def issue(connection: AsyncConnection, draft: Draft, year: int) -> Invoice:
    """Keep an invoice under the next number of a year."""
    number = (await connection.scalar(_LAST_NUMBER, {"in_": year}) or 0) + 1
    said = fields_of(draft) | {"requisites": draft.requisites.packed()}
    added = await _ADD.first(connection, said | {"year": year, "number": number, "state": InvoiceState.OPEN})
    assert added is not None
    return await get(connection, added)


async def find(connection: AsyncConnection, invoice: int) -> Invoice | None:
    """Return an invoice, or None."""
    return await _BY_ID.first(connection, {"of": invoice})


async def get(connection: AsyncConnection, invoice: int) -> Invoice:
    """Return an invoice that is known to be there."""
    found = await find(connection, invoice)
    assert found is not None
    return found


async def by_number(connection: AsyncConnection, year: int, number: int) -> Invoice | None:
    """Return the invoice ЭО-`year`-`number`, or None."""
    return await _BY_NUMBER.first(connection, {"in_": year, "of": number})


async def waiting(connection: AsyncConnection, most: int) -> list[Invoice]:
    """Return the first invoices that wait for their money, the oldest first."""
    return await _OPEN.all(connection, {"most": most})


async def latest(connection: AsyncConnection, state: InvoiceState, most: int) -> list[Invoice]:
    """Return the last invoices that are in a state, the newest first."""
    found = _INVOICES.where(invoices.c.state == state).order_by(invoices.c.id.desc()).limit(most)
    return [_invoice(*row) for row in await connection.execute(found)]


async def of_company(connection: AsyncConnection, inn: str, most: int) -> list[Invoice]:
    """Return the last invoices of a company, whatever became of them, the newest first."""
    return await _OF_COMPANY.all(connection, {"of": inn, "most": most})


async def of_person(connection: AsyncConnection, person: int, most: int) -> list[Invoice]:
    """Return the last invoices that somebody asked for, the newest first."""
    return await _OF_PERSON.all(connection, {"of": person, "most": most})


async def due(connection: AsyncConnection, now: datetime, most: int) -> list[Invoice]:
    """Return the first invoices whose reminder or end is due."""
    return await _DUE.all(connection, {"now": now, "most": most})


async def move(
    connection: AsyncConnection, invoice: Invoice, state: InvoiceState, due_at: datetime | None = None
) -> bool:
    """Let an invoice be in another state, and say when it is looked at again; False: it had moved meanwhile."""
    params = {"of": invoice.id, "was": invoice.state, "now_is": state, "due": due_at}
    return await _MOVE.run(connection, params) == 1
