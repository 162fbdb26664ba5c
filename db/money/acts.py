"""Acts (5): one for each invoice whose period is over, with the next number of its year."""

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.money.acts import Act
from bot.rules.money.invoices import Invoice
from bot.rules.money.requisites import unpacked
from bot.rules.money.vat import Rate
from db.rows import columns
from db.statements import Query
from db.tables import acts

_FIELDS = [each.name for each in fields(Act)]


def _act(*row: Any) -> Act:
    said = dict(zip(_FIELDS, row, strict=True))
    return Act(**(said | {"vat_rate": Rate(said["vat_rate"]), "requisites": unpacked(said["requisites"])}))


_ACTS = select(*columns(acts, Act))
_BY_ID = Query(_act, _ACTS.where(acts.c.id == bindparam("of")))
_OF_INVOICE = Query(_act, _ACTS.where(acts.c.invoice == bindparam("of")))
_LAST_NUMBER = select(func.max(acts.c.number)).where(acts.c.year == bindparam("in_"))
_ADD = Query(int, insert(acts).returning(acts.c.id))


async def issue(connection: AsyncConnection, invoice: Invoice, on: date) -> Act | None:
    """Keep the act of an invoice; None: there is one already."""
    if await _OF_INVOICE.first(connection, {"of": invoice.id}) is not None:
        return None
    number = (await connection.scalar(_LAST_NUMBER, {"in_": on.year}) or 0) + 1
    row = {
        "year": on.year,
        "number": number,
        "invoice": invoice.id,
        "issued_on": on,
        "kopecks": invoice.kopecks,
        "vat_rate": invoice.vat_rate,
        "vat_kopecks": invoice.vat_kopecks,
        "requisites": invoice.requisites.packed(),
    }
    added = await _ADD.first(connection, row)
    assert added is not None
    return await get(connection, added)


async def get(connection: AsyncConnection, act: int) -> Act:
    """Return an act that is known to be there."""
    found = await _BY_ID.first(connection, {"of": act})
    assert found is not None
    return found
