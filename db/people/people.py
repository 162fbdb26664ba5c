"""Everybody who ever spoke to the desk: requesters, operators and supervisors alike."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import values
from db.statements import Query
from db.tables import people


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, as Telegram names them; `locale` is None until chosen."""

    id: int
    telegram_id: int | None
    name: str
    username: str | None
    locale: str | None
    unreachable_since: datetime | None = None


_COLUMNS = (people.c.id, people.c.telegram_id, people.c.name, people.c.username, people.c.locale)
_ALL = select(*_COLUMNS, people.c.unreachable_since)
_BY_TELEGRAM = Query(Person, _ALL.where(people.c.telegram_id == bindparam("telegram_id")))
_BY_ID = Query(Person, _ALL.where(people.c.id == bindparam("id")))
_INSERT = insert(people).returning(people.c.id)


async def seen(connection: AsyncConnection, telegram_id: int, name: str, username: str | None, now: datetime) -> Person:
    """Give the person behind a Telegram id: made when new, renamed when they renamed themselves."""
    known = await _BY_TELEGRAM.first(connection, {"telegram_id": telegram_id})
    if known is None:
        row = {"telegram_id": telegram_id, "name": name, "username": username, "created_at": now}
        number = (await connection.execute(_INSERT, row)).scalar_one()
        return Person(number, telegram_id, name, username, None)
    if (known.name, known.username) != (name, username):
        renaming = update(people).where(people.c.id == known.id).values(name=name, username=username)
        await connection.execute(renaming)
        known = replace(known, name=name, username=username)
    return known


async def by_id(connection: AsyncConnection, person: int) -> Person:
    """Give a person that must exist."""
    found = await _BY_ID.first(connection, {"id": person})
    assert found is not None, f"no person {person}"
    return found


async def by_telegram_ids(connection: AsyncConnection, telegram_ids: frozenset[int]) -> list[Person]:
    """Give those of the named who ever spoke to the bot."""
    return values(Person, await connection.execute(select(*_COLUMNS).where(people.c.telegram_id.in_(telegram_ids))))


async def choose_locale(connection: AsyncConnection, person: int, locale: str) -> None:
    """Remember the language a person reads."""
    await connection.execute(update(people).where(people.c.id == person).values(locale=locale))


async def set_unreachable(connection: AsyncConnection, person: int, since: datetime | None) -> None:
    """Remember since when nothing reaches a person, or (None) that they are back."""
    await connection.execute(update(people).where(people.c.id == person).values(unreachable_since=since))
