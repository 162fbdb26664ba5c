"""Everybody who ever spoke to the desk: requesters, operators and supervisors alike."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.statements import Query
from db.tables import people


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by the name of the account they last renamed; `locale` is None until chosen."""

    id: int
    name: str
    locale: str | None


_BY_ID = Query(Person, select(people.c.id, people.c.name, people.c.locale).where(people.c.id == bindparam("id")))


async def by_id(connection: AsyncConnection, person: int) -> Person:
    """Return a person that must exist."""
    found = await _BY_ID.first(connection, {"id": person})
    assert found is not None, f"no person {person}"
    return found


async def add(connection: AsyncConnection, name: str, now: datetime) -> Person:
    """Know somebody whom no channel vouches for: they called."""
    number = await connection.scalar(insert(people).returning(people.c.id), {"name": name, "created_at": now})
    assert number is not None
    return Person(number, name, None)


async def choose_locale(connection: AsyncConnection, person: int, locale: str) -> None:
    """Remember the language a person reads."""
    await connection.execute(update(people).where(people.c.id == person).values(locale=locale))
