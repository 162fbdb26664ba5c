"""Where channels reach people: a person may have several accounts, an account has one person."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, case, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.channels import TELEGRAM
from db.people.people import Person
from db.rows import columns
from db.statements import Query
from db.tables import accounts, copies, messages, people


@dataclass(frozen=True, slots=True)
class Account:
    """An address in a channel, and how it is called there. `verified_at` is None while it is only said to be theirs."""

    id: int
    person: int
    channel: str
    address: str
    name: str
    username: str | None
    verified_at: datetime | None
    unreachable_since: datetime | None
    thread: int | None = None
    """The topic of a private chat in which the person wrote last."""


@dataclass(frozen=True, slots=True)
class Known:
    """A person, and the account by which they speak or are spoken to."""

    person: Person
    account: Account
    last: int | None = None
    """Of several accounts the one by which they wrote last; None: they never had but one."""


def _known(name: str, locale: str | None, last: int | None, *columns: Any) -> Known:
    account = Account(*columns)
    return Known(Person(account.person, name, locale), account, last)


_ALL = select(
    people.c.name.label("called"), people.c.locale, people.c.last_account, *columns(accounts, Account)
).join_from(accounts, people, people.c.id == accounts.c.person)
_WROTE_LAST = case((accounts.c.id == people.c.last_account, 0), else_=1)
_AT = Query(_known, _ALL.where(accounts.c.channel == bindparam("channel"), accounts.c.address == bindparam("address")))
_OF = Query(
    _known,
    _ALL.where(accounts.c.person == bindparam("person"), accounts.c.channel == bindparam("channel"))
    .order_by(_WROTE_LAST, accounts.c.id)
    .limit(1),
)
_WROTE_FROM = (
    select(messages.c.place)
    .where(
        messages.c.ticket == bindparam("ticket"),
        messages.c.author == bindparam("person"),
        messages.c.channel == bindparam("channel"),
        messages.c.by_operator.is_(False),
    )
    .order_by(messages.c.id.desc())
    .limit(1)
    .scalar_subquery()
)


def _stands_there(table: Table, message: Any) -> Any:
    return exists().where(
        message == bindparam("message"), table.c.channel == accounts.c.channel, table.c.place == accounts.c.address
    )


_SEEN_AT = or_(_stands_there(copies, copies.c.message), _stands_there(messages, messages.c.id))
_LAST_USED = Query(
    _known,
    _ALL.where(accounts.c.person == bindparam("person"), accounts.c.channel == bindparam("channel"))
    .order_by(
        case((_SEEN_AT, 0), else_=1),
        case((accounts.c.address == _WROTE_FROM, 0), else_=1),
        _WROTE_LAST,
        accounts.c.id,
    )
    .limit(1),
)
_MAIN = Query(
    _known,
    _ALL.where(accounts.c.person == bindparam("person"))
    .order_by(case((accounts.c.channel == TELEGRAM, 0), else_=1), _WROTE_LAST, accounts.c.id)
    .limit(1),
)
_ADD_PERSON = Query(int, insert(people).returning(people.c.id))
_ADD = Query(int, insert(accounts).returning(accounts.c.id))


async def seen(
    connection: AsyncConnection, channel: str, address: str, name: str, username: str | None, now: datetime
) -> Known:
    """Return who is behind an account that its channel vouches for: new ones are made, renamed ones renamed."""
    known = await _AT.first(connection, {"channel": channel, "address": address})
    if known is None:
        return await _add(connection, channel, address, name, username, now)
    if (known.account.name, known.account.username) == (name, username):
        return known
    return await _rename(connection, known, name, username)


async def _add(
    connection: AsyncConnection, channel: str, address: str, name: str, username: str | None, now: datetime
) -> Known:
    person = await _ADD_PERSON.first(connection, {"name": name, "created_at": now})
    assert person is not None
    account = await link(connection, person, channel, address, name, username=username, verified_at=now)
    return Known(Person(person, name, None), account)


async def link(
    connection: AsyncConnection,
    person: int,
    channel: str,
    address: str,
    name: str,
    *,
    username: str | None = None,
    verified_at: datetime | None = None,
) -> Account:
    """Give a person one more account."""
    row = {"person": person, "channel": channel, "address": address, "name": name}
    row |= {"username": username, "verified_at": verified_at}
    number = await _ADD.first(connection, row)
    assert number is not None
    return Account(number, person, channel, address, name, username, verified_at, None)


async def _rename(connection: AsyncConnection, known: Known, name: str, username: str | None) -> Known:
    change = update(accounts).where(accounts.c.id == known.account.id)
    await connection.execute(change.values(name=name, username=username))
    await connection.execute(update(people).where(people.c.id == known.person.id).values(name=name))
    return replace(
        known, person=replace(known.person, name=name), account=replace(known.account, name=name, username=username)
    )


async def at(connection: AsyncConnection, channel: str, address: str) -> Known | None:
    """Return who is behind an account, if it was ever seen."""
    return await _AT.first(connection, {"channel": channel, "address": address})


async def of(connection: AsyncConnection, person: int, channel: str) -> Known | None:
    """Return a person with their account in a channel, or None without one there."""
    return await _OF.first(connection, {"person": person, "channel": channel})


async def last_used(
    connection: AsyncConnection, person: int, channel: str, ticket: int | None, message: int | None = None
) -> Known | None:
    """Return a person with the account in a channel by which they last wrote about a ticket, else at all.

    With a `message`, what became of it goes to the account where it stands.
    """
    params = {"person": person, "channel": channel, "ticket": ticket, "message": message}
    return await _LAST_USED.first(connection, params)


async def main(connection: AsyncConnection, person: int) -> Known | None:
    """Return a person with the account that notices go to: in Telegram, or else the first they had."""
    return await _MAIN.first(connection, {"person": person})


async def all_of(connection: AsyncConnection, person: int) -> list[Account]:
    """Return the accounts of a person, the oldest first."""
    theirs = select(*columns(accounts, Account)).where(accounts.c.person == person).order_by(accounts.c.id)
    return [Account(*row) for row in await connection.execute(theirs)]


async def write_by(connection: AsyncConnection, known: Known) -> None:
    """Remember by which of several accounts a person writes now."""
    whose = people.c.id == known.person.id
    await connection.execute(update(people).where(whose).values(last_account=known.account.id))


async def people_at(connection: AsyncConnection, channel: str, addresses: Collection[str]) -> list[int]:
    """Return those who are behind some addresses of a channel; not everybody ever spoke to the desk."""
    found = select(accounts.c.person).where(accounts.c.channel == channel, accounts.c.address.in_(addresses))
    return list((await connection.execute(found.order_by(accounts.c.person))).scalars())


async def set_unreachable(connection: AsyncConnection, account: int, since: datetime | None) -> None:
    """Remember since when nothing reaches an account, or (None) that it can be written to again."""
    await connection.execute(update(accounts).where(accounts.c.id == account).values(unreachable_since=since))


async def set_thread(connection: AsyncConnection, account: int, thread: int | None) -> None:
    """Remember in which topic of their private chat a person wrote last; None: in none."""
    await connection.execute(update(accounts).where(accounts.c.id == account).values(thread=thread))


async def lose_thread(connection: AsyncConnection, channel: str, address: str) -> bool:
    """Forget the topic of a private chat, because it is gone; False when there was none."""
    there = accounts.c.channel == channel, accounts.c.address == address, accounts.c.thread.is_not(None)
    lost = await connection.execute(update(accounts).where(*there).values(thread=None))
    return lost.rowcount > 0
