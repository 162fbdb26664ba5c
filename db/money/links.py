"""Links to pay (5): a row for each try, of which an invoice has one that lives."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.money.links import Link, LinkState
from db.rows import columns, inserts
from db.statements import Command, Query
from db.tables import LIVE, payment_links

_FIELDS = [each.name for each in fields(Link)]


def _link(*row: Any) -> Link:
    said = dict(zip(_FIELDS, row, strict=True))
    return Link(**(said | {"state": LinkState(said["state"])}))


_LINKS = select(*columns(payment_links, Link))
_BY_ID = Query(_link, _LINKS.where(payment_links.c.id == bindparam("of")))
_BY_KEY = Query(_link, _LINKS.where(payment_links.c.key == bindparam("of")))
_BY_EXTERNAL_ID = Query(_link, _LINKS.where(payment_links.c.external_id == bindparam("of")))
_LIVE_OF = Query(_link, _LINKS.where(payment_links.c.invoice == bindparam("of"), LIVE))
_DUE = Query(
    _link,
    _LINKS.where(payment_links.c.due_at <= bindparam("now")).order_by(payment_links.c.due_at).limit(bindparam("most")),
)
_BEGIN = Query(
    int,
    {
        name: insert.on_conflict_do_nothing().returning(payment_links.c.id)
        for name, insert in inserts(payment_links).items()
    },
)
_MOVE = Command(
    update(payment_links)
    .where(payment_links.c.id == bindparam("of"))
    .values(
        external_id=bindparam("named"), url=bindparam("leads_to"), state=bindparam("now_is"), due_at=bindparam("due")
    )
)


async def begin(connection: AsyncConnection, invoice: int, key: str, now: datetime) -> int | None:
    """Keep a new try and return its number; None: another one lives."""
    row = {"invoice": invoice, "key": key, "url": "", "state": LinkState.ASKED, "asked_at": now}
    return await _BEGIN.first(connection, row)


async def by_id(connection: AsyncConnection, link: int) -> Link | None:
    """Return a link, or None."""
    return await _BY_ID.first(connection, {"of": link})


async def by_key(connection: AsyncConnection, key: str) -> Link | None:
    """Return the link of a try, or None."""
    return await _BY_KEY.first(connection, {"of": key})


async def by_external_id(connection: AsyncConnection, payment: str) -> Link | None:
    """Return the link of a payment that the provider calls so, or None."""
    return await _BY_EXTERNAL_ID.first(connection, {"of": payment})


async def live(connection: AsyncConnection, invoice: int) -> Link | None:
    """Return the link by which an invoice can be paid now, or could be in a moment; None: there is none."""
    return await _LIVE_OF.first(connection, {"of": invoice})


async def due(connection: AsyncConnection, now: datetime, most: int) -> list[Link]:
    """Return the first links whose payment is to be asked for."""
    return await _DUE.all(connection, {"now": now, "most": most})


async def save(connection: AsyncConnection, link: Link) -> None:
    """Write down how far a link is."""
    come = {"named": link.external_id, "leads_to": link.url, "now_is": link.state, "due": link.due_at}
    await _MOVE.run(connection, {"of": link.id} | come)
