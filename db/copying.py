"""Everything from one database into another, between SQLite and PostgreSQL as well: all tables, or nothing.

What a database makes of tables by itself, the search in the guide, is made again by the other one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import (
    JSON,
    Column,
    Insert,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    text,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from db import leases, sqlite
from db.engine import FAILURES, Database, DatabaseUnusableError
from db.schema import migrate, reason_of, revision_of, revisions
from db.tables import metadata
from db.upgrade import check_references

BATCH = 1000
_OF_TICKETS = text("select 1 from tickets limit 1")


class CopyError(DatabaseUnusableError):
    """Nothing was copied; the text is one line that says why."""


@dataclass(frozen=True, slots=True)
class Ends:
    """From where to where."""

    source: AsyncConnection
    target: AsyncConnection


async def copy(source: Database, target: Database) -> Mapping[str, int]:
    """Copy everything into a database that is empty, or is made here; returns the number of rows of each table.

    The source is seen as it is at one instant, so nobody should write there. Raises DatabaseUnusableError.
    """
    try:
        return await _copy_all(source, target)
    except FAILURES as error:
        raise CopyError(f"nothing was copied: {reason_of(error)}") from error


async def _copy_all(source: Database, target: Database) -> Mapping[str, int]:
    async with source.long_reading() as seen:
        await _check_source(seen, source)
        await _check_target(target)
        await migrate(target)
        async with target.rebuilding() as connection:
            ends = Ends(seen, connection)
            copied = {table.name: await _copy(table, ends) for table in metadata.sorted_tables}
            await _finish(connection, target)
    if target.is_sqlite:
        async with target.reading() as connection:
            sqlite.empty_log(connection)
    return copied


async def _check_source(connection: AsyncConnection, source: Database) -> None:
    found, present = await connection.run_sync(revision_of), max(revisions())
    if found != present:
        what = (
            f"has schema {found}, not {present}: start the desk of this release on it first"
            if found
            else "is no desk's"
        )
        raise CopyError(f"nothing was copied: {_named(source)} {what}")
    if not source.is_sqlite and await leases.is_led(connection):
        raise CopyError(f"nothing was copied: a desk runs on {_named(source)}; stop it first")


async def _check_target(target: Database) -> None:
    """See to it that a database with tickets is not even brought to the present schema."""
    async with target.reading() as connection:
        if await connection.run_sync(revision_of) and await connection.scalar(_OF_TICKETS):
            raise CopyError(f"nothing was copied: {_named(target)} is not empty, there are tickets in it")


async def _copy(table: Table, ends: Ends) -> int:
    """Copy a table in the order of its keys, and return the number of rows on both sides, which is the same."""
    if await ends.target.scalar(select(func.count()).select_from(table)):
        raise CopyError(f"nothing was copied: the other database is not empty, there are rows in {table.name}")
    writing = _writing(table, ends.target)
    rows = await ends.source.stream(_reading(table, ends.source), execution_options={"yield_per": BATCH})
    async for batch in rows.mappings().partitions():
        await ends.target.execute(writing, [dict(row) for row in batch])
    counts = [await each.scalar(select(func.count()).select_from(table)) for each in (ends.source, ends.target)]
    if counts[0] != counts[1]:
        raise CopyError(f"nothing was copied: {table.name} has {counts[0]} rows, of which {counts[1]} arrived")
    return counts[0] or 0


def _reading(table: Table, connection: AsyncConnection) -> Select[tuple[object, ...]]:
    """Read JSON as the text that it is: a null of JSON is not one of SQL."""
    as_text = type_coerce if _is_sqlite(connection) else cast
    columns = [as_text(each, Text).label(each.name) if _is_json(each) else each for each in table.columns]
    return select(*columns).order_by(*table.primary_key.columns)


def _writing(table: Table, connection: AsyncConnection) -> Insert:
    as_json = type_coerce if _is_sqlite(connection) else cast

    def value(column: Column[object]) -> object:
        if _is_json(column):
            return as_json(bindparam(column.name, type_=Text), Text if _is_sqlite(connection) else JSON)
        return bindparam(column.name, type_=column.type)

    return insert(table).values({each.name: value(each) for each in table.columns})


async def _finish(connection: AsyncConnection, target: Database) -> None:
    """Let new rows get numbers behind those that came, and look whether every row refers to one that is there."""
    await connection.run_sync(check_references)
    if target.is_sqlite:
        return
    for table in metadata.sorted_tables:
        if (key := table.autoincrement_column) is not None:
            highest = select(func.coalesce(func.max(key), 1), func.max(key).is_not(None)).subquery()
            sequence = func.pg_get_serial_sequence(table.name, key.name)
            await connection.execute(select(func.setval(sequence, *highest.columns)))


def _is_json(column: Column[object]) -> bool:
    return isinstance(column.type, JSON)


def _is_sqlite(connection: AsyncConnection) -> bool:
    return connection.dialect.name == "sqlite"


def _named(database: Database) -> str:
    return database.url.render_as_string(hide_password=True)
