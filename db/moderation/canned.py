"""Canned answers: of one operator group, or common to all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns
from db.statements import Command, Query
from db.tables import canned_answers


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer. `group_id` None is common to all groups, `locale` None to all languages.

    `key` is the name as it is looked for.
    """

    id: int
    group_id: int | None
    locale: str | None
    key: str
    name: str
    html: str


_ALL = select(*columns(canned_answers, Canned))
_COMMON = canned_answers.c.group_id.is_(None)
_OF_GROUP = Query(
    Canned, _ALL.where(or_(canned_answers.c.group_id == bindparam("chat"), _COMMON)).order_by(canned_answers.c.key)
)
_OF_ALL = Query(Canned, _ALL.where(_COMMON).order_by(canned_answers.c.key))
_ADD = Command(insert(canned_answers))
_CHANGE = Command(
    update(canned_answers)
    .where(canned_answers.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in ("name", "html", "edited_by", "edited_at")})
)
_REMOVE = Command(delete(canned_answers).where(canned_answers.c.id == bindparam("of")))


async def of_group(connection: AsyncConnection, chat: int) -> list[Canned]:
    """Return the answers of a group and the common ones, by name, in whatever language."""
    return await _OF_GROUP.all(connection, {"chat": chat})


async def common(connection: AsyncConnection) -> list[Canned]:
    """Return the common answers by name."""
    return await _OF_ALL.all(connection)


async def add(
    connection: AsyncConnection,
    chat: int | None,
    key: str,
    name: str,
    html: str,
    by: int,
    now: datetime,
    locale: str | None = None,
) -> None:
    """Keep a new answer."""
    row: dict[str, Any] = {"group_id": chat, "locale": locale, "key": key, "name": name, "html": html}
    row |= {"edited_by": by, "edited_at": now}
    await _ADD.run(connection, row)


async def change(connection: AsyncConnection, answer: int, name: str, html: str, by: int, now: datetime) -> None:
    """Give an answer another text."""
    row = {"of": answer, "new_name": name, "new_html": html, "new_edited_by": by, "new_edited_at": now}
    await _CHANGE.run(connection, row)


async def remove(connection: AsyncConnection, answer: int) -> None:
    """Forget an answer."""
    await _REMOVE.run(connection, {"of": answer})
