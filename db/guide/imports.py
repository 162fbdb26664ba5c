"""Tables that supervisors import: fetched as a whole, loaded in steps that a crash cannot lose count of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns, values
from db.statements import Command, Query
from db.tables import guide, import_faults, import_rows, imports

FETCHING, LOADING, DONE, FAILED, CANCELLED = "fetching", "loading", "done", "failed", "cancelled"
OFFERED, TAKING = "offered", "taking"
"""Of a directory: what it would change is shown; it is being taken in."""
GUIDE, DIRECTORY, STATEMENT = "guide", "directory", "statement"


@dataclass(frozen=True, slots=True)
class Import:
    """An import. `error` says why nothing was taken (reason and details); `bad` are the first rows that were not, each
    with its line and its faults (reason and details)."""

    id: int
    person: int
    destination: str
    file_id: str
    name: str
    state: str
    error: dict[str, str] | None
    columns: dict[str, Any] | None
    total: int
    done: int
    added: int
    changed: int
    unchanged: int
    removed: int
    bad: list[dict[str, Any]]
    bad_count: int
    shown_chat: int | None
    shown_message: int | None
    shown_at: datetime | None
    begun_at: datetime
    kind: str = GUIDE

    @property
    def changes(self) -> int:
        """How many rows say something new."""
        return self.added + self.changed + self.removed

    @property
    def is_over(self) -> bool:
        """Whether nothing more is going to happen."""
        return self.state in (DONE, FAILED, CANCELLED)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; lines count from 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with a line: reasons and their details."""

    line: int
    faults: list[dict[str, Any]]


_ALL = select(*columns(imports, Import))
_BY_ID = Query(Import, _ALL.where(imports.c.id == bindparam("id_")))
_LOADING = Query(Import, _ALL.where(guide.LOADING).order_by(imports.c.id).limit(1))
_ADD = insert(imports).returning(imports.c.id)
_KEEP = Command(insert(import_rows))
_FORGET = Command(
    delete(import_rows).where(import_rows.c.of == bindparam("of_"), import_rows.c.line <= bindparam("until"))
)
_KEEP_FAULTS = Command(insert(import_faults))
_FAULTS = Query(
    Faults,
    select(import_faults.c.line, import_faults.c.faults)
    .where(import_faults.c.of == bindparam("of_"))
    .order_by(import_faults.c.line),
)
_FORGET_FAULTS = Command(delete(import_faults).where(import_faults.c.of == bindparam("of_")))
_NEXT = Query(
    Row,
    select(import_rows.c.line, import_rows.c.cells)
    .where(import_rows.c.of == bindparam("of_"), import_rows.c.line > bindparam("after"))
    .order_by(import_rows.c.line)
    .limit(bindparam("most")),
)


async def add(
    connection: AsyncConnection,
    person: int,
    destination: str,
    file_id: str,
    name: str,
    now: datetime,
    kind: str = GUIDE,
) -> int:
    """Begin an import and return its number; whether a table is of a GUIDE is seen when it is read."""
    row = {"person": person, "destination": destination, "file_id": file_id, "name": name, "begun_at": now}
    row["kind"] = kind
    return int((await connection.execute(_ADD, row | {"state": FETCHING, "bad": []})).scalar_one())


async def find(connection: AsyncConnection, number: int) -> Import | None:
    """Return an import, or None."""
    return await _BY_ID.first(connection, {"id_": number})


async def loading(connection: AsyncConnection) -> Import | None:
    """Return the oldest import that is to be gone on with."""
    return await _LOADING.first(connection)


async def unfinished(connection: AsyncConnection, kind: str) -> list[Import]:
    """Return the imports of a kind that are neither over nor being taken in."""
    found = _ALL.where(imports.c.kind == kind, imports.c.state.in_((FETCHING, OFFERED)))
    return values(Import, await connection.execute(found))


async def change(connection: AsyncConnection, number: int, **fields: Any) -> None:
    """Set columns of an import."""
    await connection.execute(update(imports).where(imports.c.id == number).values(**fields))


async def keep(connection: AsyncConnection, number: int, rows: Sequence[Row]) -> None:
    """Keep rows until they are loaded."""
    await _KEEP.run_each(connection, [{"of": number, "line": row.line, "cells": row.cells} for row in rows])


async def forget_rows(connection: AsyncConnection, number: int, until: int = 2**31 - 1) -> None:
    """Forget the rows of an import, up to a line."""
    await _FORGET.run(connection, {"of_": number, "until": until})


async def keep_faults(connection: AsyncConnection, number: int, bad: Sequence[Mapping[str, Any]]) -> None:
    """Keep what is wrong with lines, each with its `line` and its `faults`."""
    await _KEEP_FAULTS.run_each(connection, [{"of": number, **each} for each in bad])


async def faults(connection: AsyncConnection, number: int) -> list[Faults]:
    """Return what is wrong with the lines of an import, in order."""
    return await _FAULTS.all(connection, {"of_": number})


async def forget_faults(connection: AsyncConnection, number: int) -> None:
    """Forget what is wrong with the lines of an import."""
    await _FORGET_FAULTS.run(connection, {"of_": number})


async def following(connection: AsyncConnection, number: int, after: int, most: int) -> list[Row]:
    """Return the next rows behind a line."""
    return await _NEXT.all(connection, {"of_": number, "after": after, "most": most})
