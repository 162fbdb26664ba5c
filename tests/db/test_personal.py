"""Every column says whether it holds personal data of requesters: a new one has to."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import make_url

from db.engine import Database
from db.people import forget
from db.people.personal import FREE, GONE, OF_TICKET, ROWS
from db.tables import metadata
from tests.databases import SqliteFiles
from tests.db.test_copying import fill


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


def state_of(connection: sqlite3.Connection) -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    connection.row_factory = sqlite3.Row
    return {
        table.name: [dict(row) for row in connection.execute(f'select * from "{table.name}"')]
        for table in metadata.sorted_tables
    }


async def test_every_column_loses_what_it_says_of_one_person_and_nothing_of_others(sqlite_files: SqliteFiles):
    sqlite_url = sqlite_files.new()
    fill(sqlite_url)
    path = make_url(sqlite_url).database or ""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update accounts set address = '1', channel = 'telegram' where id = 1")
        connection.execute("update messages set place = '1' where id = 1")
        connection.execute("update messages set ticket = id")
        connection.execute("update dialogues set key = 'fsm:1:1' where rowid = 1")
        connection.execute("""update audit set details = '{"text": "said", "hours": 16}'""")
        before = state_of(connection)
    database = Database(sqlite_url)
    async with database.transaction() as work:
        await forget.erase(work, await forget.subject(work, 1), datetime(2026, 2, 3, tzinfo=UTC))
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        after = state_of(connection)
    for name, rows in ROWS.items():
        if rows.whose is None:
            continue
        first, *others = before[name]
        assert [row for row in after[name] if row in others] == others, name
        [left] = [row for row in after[name] if row not in others] or [None]
        assert (left is None) is rows.removed, name
        for column, value in rows.erased.items():
            said_something = first[column] is None or first[column] != value
            assert left is None or (left[column] == value and said_something), (name, column)
    assert next(row["place"] for row in after["messages"]) == GONE
    said = {row["id"]: row["details"] for row in after["audit"]}
    others = '{"text": "said", "hours": 16}'
    assert said == {1: '{"hours": 16}', 2: others, 3: others}
    kept = {"acceptances", "companies", "consents", "rights_requests", "subscriptions", "invoices", "payments", "inbox"}
    untouched = FREE.keys() | kept
    assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}


PERSONS = {
    "accounts",
    "dialogues",
    "directory",
    "directory_rows",
    "identities",
    "identity_words",
    "live_questions",
    "login_codes",
    "login_proofs",
    "member_menus",
    "menus",
    "people",
    "representatives",
}
"""Tables that are about who asked: erasing a ticket by age leaves them."""


def test_what_is_erased_is_either_of_a_person_or_of_a_ticket():
    erased = {name for name, rows in ROWS.items() if rows.whose is not None}
    assert erased == PERSONS | OF_TICKET.keys()
    assert not PERSONS & OF_TICKET.keys()
