"""From a database row to the frozen value that the rest of the program knows; and the one statement that differs."""

from dataclasses import fields
from typing import Any, TypeVar, cast

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite

Value = TypeVar("Value")


def value(kind: type[Value], row: Any) -> Value | None:
    """Build `kind` from a row whose columns bear its field names; None stays None."""
    return None if row is None else kind(**row._mapping)  # noqa: SLF001 -- SQLAlchemy's public name


def values(kind: type[Value], rows: Any) -> list[Value]:
    """Build `kind` from every row."""
    return [kind(**row._mapping) for row in rows]  # noqa: SLF001 -- SQLAlchemy's public name


def fields_of(row: Any) -> dict[str, Any]:
    """Return what a frozen value holds, by the names of its fields; `dataclasses.asdict` would copy each deeply."""
    return {name: getattr(row, name) for name in row.__slots__}


def columns(table: Table, kind: type[Any]) -> list[Column[Any]]:
    """Return the columns that bear the field names of `kind`, in their order."""
    return [table.c[field.name] for field in fields(kind)]


def storable(said: str) -> str:
    """Return what somebody's program said as every database takes it: without NUL and halves of characters."""
    return said.replace("\0", "").encode(errors="replace").decode()


def inserts(table: Table) -> dict[str, postgresql.Insert]:
    """Return an INSERT that knows ON CONFLICT, by the name of the dialect; both dialects spell it alike."""
    return {"sqlite": cast("postgresql.Insert", sqlite.insert(table)), "postgresql": postgresql.insert(table)}


def upserts(table: Table, *key: str) -> dict[str, postgresql.Insert]:
    """Return an INSERT that overwrites the row with the same key, by the name of the dialect."""
    rest = [column.name for column in table.columns if column.name not in key]
    return {
        name: insert.on_conflict_do_update(
            index_elements=key, set_={column: insert.excluded[column] for column in rest}
        )
        for name, insert in inserts(table).items()
    }
