"""What is stored about a person, for them to take along: theirs by `db.people.personal`, without what stays inside.

Inside stay notes of operators, what they wrote and did not send, and what only serves the desk: places of cards,
copies, questions that stand.
"""

from typing import Any, TypeAlias

from sqlalchemy import Select, Table, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db import audit
from db.people.personal import ROWS, Subject
from db.tables import acceptances, consents, copies, files, invoices, message_versions, messages, rights_requests

Rows: TypeAlias = list[dict[str, Any]]
_OF_PERSON: tuple[Table, ...] = (acceptances, consents, rights_requests, invoices)
INSIDE = frozenset(
    {
        "copies",
        "former_places",
        "held_messages",
        "live_questions",
        "login_codes",
        "member_menus",
        "menus",
        "message_versions",
        "messages",
        "promises",
        "topics",
    }
)
"""Tables that are not given out, or only in part."""


async def everything(connection: AsyncConnection, whose: Subject) -> dict[str, Rows]:
    """Return the rows about a person by table, with the record of their tickets; a long read."""
    found: dict[str, Rows] = {}
    for name, rows in ROWS.items():
        if rows.whose is not None and name not in INSIDE:
            found[name] = await _rows(connection, messages.metadata.tables[name], rows.whose(whose))
    for table in _OF_PERSON:
        found[table.name] = await _rows(connection, table, table.c.person == whose.person)
    said, earlier = _read_by(whose), _written_by(whose)
    found["messages"] = await _rows(connection, messages, messages.c.id.in_(said))
    found["message_versions"] = await _rows(connection, message_versions, message_versions.c.message.in_(earlier))
    sent = select(messages.c.file).where(messages.c.id.in_(said))
    before = select(message_versions.c.file).where(message_versions.c.message.in_(earlier))
    found["files"] = await _rows(connection, files, or_(files.c.id.in_(sent), files.c.id.in_(before)))
    found["audit"] = await audit.without_words(connection, whose.tickets)
    return found


def _written_by(whose: Subject) -> Select[Any]:
    """Select what the person wrote."""
    return select(messages.c.id).where(messages.c.id.in_(whose.messages), ~messages.c.by_operator)


def _read_by(whose: Subject) -> Select[Any]:
    """Select what the person wrote, and what was brought to them."""
    brought = exists().where(copies.c.message == messages.c.id, copies.c.place.in_(whose.addresses))
    return select(messages.c.id).where(and_(messages.c.id.in_(whose.messages), or_(~messages.c.by_operator, brought)))


async def _rows(connection: AsyncConnection, table: Table, condition: Any) -> Rows:
    found = await connection.execute(select(table).where(condition).order_by(*table.primary_key.columns))
    return [dict(row) for row in found.mappings()]
