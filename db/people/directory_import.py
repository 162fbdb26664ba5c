"""Rows of a file of companies: kept while a supervisor looks at what they would change, then taken in step by step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.people import finding
from db.rows import columns, inserts, upserts
from db.statements import Command, Query
from db.tables import (
    IS_OPEN,
    companies,
    company_words,
    directory,
    directory_rows,
    guide,
    identities,
    imports,
    subscriptions,
    tickets,
)


@dataclass(frozen=True, slots=True)
class Row:
    """What a line says of a company and a login of it (`bot.rules.people.directory_import.Line`)."""

    line: int
    inn: str
    kpp: str | None
    company: str | None
    address: str | None
    login: str | None
    full_name: str | None
    tariff: str | None
    paid_until: date | None
    colleagues_see: bool | None
    remove: bool = False


@dataclass(frozen=True, slots=True)
class Taking:
    """An import that is being taken in: its number, and who said so."""

    number: int
    by: int


@dataclass(frozen=True, slots=True)
class Paid:
    """A paid period on record; its last day is the one before `ends`."""

    id: int
    inn: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in the directory of some companies, by INN, and of some logins."""

    companies: dict[str, Any]
    logins: dict[str, Any]
    paid: dict[str, list[Paid]]


_TAKING = Query(Taking, select(imports.c.id, imports.c.person).where(guide.TAKING).order_by(imports.c.id).limit(1))
_ALL = select(*columns(directory_rows, Row)).where(directory_rows.c.of == bindparam("of_"))
_NEXT = Query(Row, _ALL.order_by(directory_rows.c.line).limit(bindparam("most")))
_ABOUT = Query(
    Row,
    _ALL.where(or_(directory_rows.c.inn == bindparam("inn_"), directory_rows.c.login == bindparam("login_")))
    .order_by(case((directory_rows.c.login == bindparam("login_"), 0), else_=1))
    .limit(bindparam("most")),
)
_KEEP = Command(insert(directory_rows))
_DROP = Command(
    delete(directory_rows).where(directory_rows.c.of == bindparam("of_"), directory_rows.c.line == bindparam("line_"))
)
_SAID = ("name", "kpp", "address", "listed_at", "colleagues_see", "colleagues_see_by", "colleagues_see_at")
_KEPT = ("listed_at",)
"""Said once: the first time stays."""


def _listing() -> dict[str, Any]:
    """Build what puts a company into the directory: what a file does not say stays as it is."""

    def value(new: Any, name: str) -> Any:
        old = companies.c[name]
        return func.coalesce(old, new) if name in _KEPT else func.coalesce(new, old)

    return {
        dialect: insert.on_conflict_do_update(
            index_elements=["inn"], set_={name: value(insert.excluded[name], name) for name in _SAID}
        )
        for dialect, insert in inserts(companies).items()
    }


_LIST = Command(_listing())
_ENTER = Command(upserts(directory, "login"))


async def taking(connection: AsyncConnection) -> Taking | None:
    """Return the import that is being taken in, or None."""
    return await _TAKING.first(connection)


async def keep(connection: AsyncConnection, number: int, rows: Iterable[Row]) -> None:
    """Keep rows of an import."""
    await _KEEP.run_each(connection, [{"of": number, **_cells(row)} for row in rows])


async def following(connection: AsyncConnection, number: int, most: int) -> list[Row]:
    """Return the first rows that are kept of an import."""
    return await _NEXT.all(connection, {"of_": number, "most": most})


async def about(connection: AsyncConnection, number: int, inn: str, login: str, most: int) -> list[Row]:
    """Return rows of an import that say something of a company or of a login."""
    return await _ABOUT.all(connection, {"of_": number, "inn_": inn, "login_": login, "most": most})


async def about_any(connection: AsyncConnection, number: int, inns: set[str], logins: set[str]) -> list[Row]:
    """Return the rows of an import that say something of any of these companies or logins."""
    rows = directory_rows.c
    found = select(*columns(directory_rows, Row)).where(
        rows.of == number, or_(rows.inn.in_(inns), rows.login.in_(logins))
    )
    return [Row(*each) for each in await connection.execute(found.order_by(rows.line))]


async def drop(connection: AsyncConnection, number: int, rows: Iterable[Row]) -> None:
    """Forget rows of an import."""
    await _DROP.run_each(connection, [{"of_": number, "line_": row.line} for row in rows])


async def known(connection: AsyncConnection, rows: Sequence[Row]) -> Known:
    """Return what the directory says of the companies and logins of rows, and what is paid for."""
    inns, logins = {row.inn for row in rows}, {row.login for row in rows if row.login is not None}
    listed = await connection.execute(select(companies).where(companies.c.inn.in_(inns)))
    entered = await connection.execute(select(directory).where(directory.c.login.in_(logins)))
    about_money = {row.inn for row in rows if row.tariff is not None or row.paid_until is not None}
    return Known(
        {each.inn: each for each in listed},
        {each.login: each for each in entered},
        await paid(connection, about_money),
    )


async def paid(connection: AsyncConnection, inns: set[str]) -> dict[str, list[Paid]]:
    """Return the paid periods of companies, in order."""
    found: dict[str, list[Paid]] = {inn: [] for inn in inns}
    if inns:
        wanted = select(*columns(subscriptions, Paid)).where(subscriptions.c.inn.in_(inns))
        for each in await connection.execute(wanted.order_by(subscriptions.c.starts)):
            found[each.inn].append(Paid(*each))
    return found


async def enter(connection: AsyncConnection, rows: Sequence[Row], by: int, now: datetime) -> None:
    """Put companies and logins into the directory, as rows say; what they do not say stays."""
    listed = [
        {
            "inn": row.inn,
            "name": row.company,
            "kpp": row.kpp,
            "address": row.address,
            "listed_at": now,
            "colleagues_see": row.colleagues_see,
            "colleagues_see_by": None if row.colleagues_see is None else by,
            "colleagues_see_at": None if row.colleagues_see is None else now,
        }
        for row in rows
    ]
    await _LIST.run_each(connection, listed)
    await finding.note_companies(connection, {row.inn: row.company for row in rows if row.company})
    logins = select(directory.c.login, directory.c.full_name)
    wanted = {row.login for row in rows if row.login is not None}
    named = {
        each.login: each.full_name for each in await connection.execute(logins.where(directory.c.login.in_(wanted)))
    }
    entered = [
        {
            "login": row.login,
            "inn": row.inn,
            "full_name": row.full_name or named.get(row.login),
            "recorded_at": now,
        }
        for row in rows
        if row.login is not None
    ]
    await _ENTER.run_each(connection, entered)


async def remove(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Take logins out of the directory, and companies with theirs; what supervisors said of a company stays."""
    logins = {row.login for row in rows if row.login is not None}
    inns = {row.inn for row in rows if row.login is None}
    await connection.execute(delete(directory).where(or_(directory.c.login.in_(logins), directory.c.inn.in_(inns))))
    await connection.execute(delete(company_words).where(company_words.c.inn.in_(inns)))
    nothing = dict.fromkeys(("name", "kpp", "address", "listed_at"))
    await connection.execute(update(companies).where(companies.c.inn.in_(inns)).values(nothing))


async def open_tickets(connection: AsyncConnection, rows: Sequence[Row]) -> list[int]:
    """Return the numbers of open tickets whose requester states a company or a login that rows are about."""
    inns, logins = {row.inn for row in rows}, {row.login for row in rows if row.login is not None}
    about = or_(identities.c.inn.in_(inns), func.lower(identities.c.login).in_(logins))
    found = select(tickets.c.number).join(identities, identities.c.id == tickets.c.identity).where(IS_OPEN, about)
    return list((await connection.execute(found.order_by(tickets.c.number))).scalars())


async def end_paid(connection: AsyncConnection, period: int, ends: date) -> None:
    """Let a paid period end on an earlier day."""
    await connection.execute(update(subscriptions).where(subscriptions.c.id == period).values(ends=ends))


def _cells(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}
