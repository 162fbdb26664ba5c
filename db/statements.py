"""Statements that are built and compiled once, and the values that their rows become.

On SQLite they go to the driver directly: SQLAlchemy takes ten times as long to pass a statement on as SQLite to run it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Insert, Select, UpdateBase
from sqlalchemy.ext.asyncio import AsyncConnection

from db.sqlite import InLoop, driver

Value = TypeVar("Value")
Params: TypeAlias = Mapping[str, Any]
Statement: TypeAlias = Select[Any] | UpdateBase
Process: TypeAlias = Callable[[Any], Any]

_NOTHING: Params = {}
_DIALECT = InLoop()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement in SQLite's words; `binds` and `cells` say what is converted on the way in and out, and where."""

    sql: str
    constants: Params
    keys: tuple[str, ...]
    binds: tuple[tuple[int, Process], ...]
    cells: tuple[tuple[int, Process], ...]

    def arguments(self, params: Params) -> list[Any]:
        """Return the parameters in the statement's order."""
        given = {**self.constants, **params} if self.constants else params
        values = [given[key] for key in self.keys]
        for index, process in self.binds:
            values[index] = process(values[index])
        return values

    def converted(self, rows: list[Sequence[Any]]) -> list[Sequence[Any]]:
        """Return rows with their cells as Python sees them."""
        return [self._converted(row) for row in rows] if self.cells else rows

    def _converted(self, row: Sequence[Any]) -> Sequence[Any]:
        cells = list(row)
        for index, process in self.cells:
            if cells[index] is not None:
                cells[index] = process(cells[index])
        return cells


def compiled(statement: Statement, columns: Sequence[str] | None) -> Compiled:
    """Compile for SQLite; `columns` are those that an INSERT is given."""
    made: Any = statement.compile(dialect=_DIALECT, column_keys=columns)
    assert not made.post_compile_params, "a list as a parameter is spelled out again at every execution"
    binds = [made.binds[name] for name in made.positiontup]
    impls = [bind.type.dialect_impl(_DIALECT) for bind in binds]
    shown = [column.type.dialect_impl(_DIALECT) for column in statement.exported_columns]
    return Compiled(
        sql=str(made),
        constants={bind.key: bind.effective_value for bind in binds if not bind.required},
        keys=tuple(bind.key for bind in binds),
        binds=_only(impl.bind_processor(_DIALECT) for impl in impls),
        cells=_only(impl.result_processor(_DIALECT, None) for impl in shown),
    )


def _only(processes: Iterable[Process | None]) -> tuple[tuple[int, Process], ...]:
    return tuple((index, process) for index, process in enumerate(processes) if process is not None)


class Command:
    """A statement that is executed for what it does.

    Its parameters are `bindparam`s; an INSERT takes its columns from the rows it is given. A mapping holds one
    statement for each dialect.
    """

    def __init__(self, statement: Statement | Mapping[str, UpdateBase]) -> None:
        """Take the statement; it is compiled when it is first needed."""
        self.statement = statement["postgresql"] if isinstance(statement, Mapping) else statement
        self._for_sqlite = statement["sqlite"] if isinstance(statement, Mapping) else statement
        self._is_insert = isinstance(self._for_sqlite, Insert)
        self._compiled: dict[tuple[str, ...], Compiled] = {}

    async def run(self, connection: AsyncConnection, params: Params = _NOTHING) -> int:
        """Execute once and return the number of changed rows."""
        raw = driver(connection)
        if raw is None:
            return (await connection.execute(self.statement, params)).rowcount
        ready = self.compiled(params)
        return raw.execute(ready.sql, ready.arguments(params)).rowcount

    async def run_each(self, connection: AsyncConnection, rows: Sequence[Params]) -> None:
        """Execute once for every row; the rows have the same keys."""
        raw = driver(connection)
        if not rows:
            return
        if raw is None:
            await connection.execute(self.statement, rows)
            return
        ready = self.compiled(rows[0])
        raw.executemany(ready.sql, [ready.arguments(row) for row in rows])

    async def rows(self, connection: AsyncConnection, params: Params) -> list[Sequence[Any]]:
        """Execute once and return all rows."""
        raw = driver(connection)
        if raw is None:
            return list(await connection.execute(self.statement, params))
        ready = self.compiled(params)
        return ready.converted(raw.execute(ready.sql, ready.arguments(params)).fetchall())

    def compiled(self, params: Params) -> Compiled:
        """Return the statement in SQLite's words."""
        columns = tuple(params) if self._is_insert else ()
        ready = self._compiled.get(columns)
        if ready is None:
            ready = self._compiled[columns] = compiled(self._for_sqlite, columns or None)
        return ready


class Query(Generic[Value]):
    """A statement that returns rows. Its columns stand in the order in which `make` takes them."""

    def __init__(self, make: Callable[..., Value], statement: Statement | Mapping[str, UpdateBase]) -> None:
        """Make a value of every row of a SELECT, or of what RETURNING gives."""
        self._make = make
        self.command = Command(statement)

    async def all(self, connection: AsyncConnection, params: Params = _NOTHING) -> list[Value]:
        """Return the values of all rows."""
        make = self._make
        return [make(*row) for row in await self.command.rows(connection, params)]

    async def first(self, connection: AsyncConnection, params: Params = _NOTHING) -> Value | None:
        """Return the value of the first row, or None."""
        rows = await self.command.rows(connection, params)
        return self._make(*rows[0]) if rows else None
