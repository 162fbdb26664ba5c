"""Every column says whether it holds personal data of requesters: a new one has to."""

import pytest

from db.people.personal import FREE, ROWS
from db.tables import metadata


def told(table: str) -> list[str]:
    """The columns of a table that something is said of."""
    if table in FREE:
        return FREE[table].split()
    rows = ROWS[table]
    return [*rows.free.split(), *rows.erased, *rows.kept, *rows.apart.split()]


def test_every_table_is_told():
    assert ROWS.keys() | FREE.keys() == metadata.tables.keys()
    assert not ROWS.keys() & FREE.keys()


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_column_is_told_once(table: str):
    assert sorted(told(table)) == sorted(metadata.tables[table].columns.keys())


@pytest.mark.parametrize("table", sorted(ROWS))
def test_what_is_erased_is_somebodys_and_fits_its_column(table: str):
    rows = ROWS[table]
    assert bool(rows.erased) == (rows.whose is not None)
    if rows.removed:
        return
    for name, value in rows.erased.items():
        column = metadata.tables[table].c[name]
        assert value is not None or column.nullable, name
        assert not isinstance(value, str) or len(value) <= (getattr(column.type, "length", None) or len(value)), name
