"""Everything comes to another database as it is, to the last byte, or nothing does; a desk goes on with it."""

import asyncio
import contextlib
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, String, Table, func, select
from sqlalchemy.engine import make_url

from bot import administration
from bot.rules.guide.guide import stems
from bot.settings import Settings
from db import leases, tables
from db.copying import copy
from db.engine import Database, DatabaseUnusableError
from db.guide import articles
from db.guide.articles import Article
from db.tables import metadata
from db.types import Instant
from db.upgrade import configuration
from tests.desks import telegram, working
from tests.factories import open_ticket

NASTY = "Ёж «\\u0000» 👩‍🚀 ' \" \\ %s {x}\n\t"


@pytest.fixture
def sqlite_url(sqlite_files) -> str:
    return sqlite_files.new()


@pytest.fixture
def another_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'new' / 'desk.db'}"


def copied(source: str, target: str) -> int:
    return administration.perform(["copy", source, target], Settings)


def written(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours as SQLite keeps it."""
    with contextlib.closing(sqlite3.connect(make_url(url).database)) as connection:
        return {
            name: connection.execute(f"select *, {kinds(name)} from {name} order by {key(name)}").fetchall()
            for name in metadata.tables
        }


def kinds(name: str) -> str:
    """Also of which type of SQLite each value is: to Python true is 1."""
    return ", ".join(f'typeof("{column.name}")' for column in metadata.tables[name].columns)


def key(name: str) -> str:
    return ", ".join(f'"{column.name}"' for column in metadata.tables[name].primary_key)


JSONS = (f'{{"a": "{"ё" * 3}", "b": [1, 2.50, null, "\\u0000"]}}', "null", None)
"""What JSON is stored as: with a zero that a number does not need, a null of JSON, and one of SQL."""


def value(column: Column, number: int) -> Any:
    """What SQLite keeps in a column of the so many-th row, from 1; whatever refers to a row refers to the same one."""
    kind = column.type
    if isinstance(kind, JSON):
        found = JSONS[number - 1] if column.nullable else JSONS[number % 2]
    elif column.foreign_keys and column.nullable:  # an earlier row of its own table
        found = number - 1 or None
    elif column.name == "state" or column.name in CHECKED:
        found = CHECKED.get(column.name) or allowed(column.table)
    elif isinstance(kind, Boolean):
        found = number % 2
    elif isinstance(kind, Instant):
        found = f"2026-02-0{number} 07:00:00.{number:06}" if number < 3 or not column.nullable else None
    elif isinstance(kind, Date):
        found = f"2026-02-0{number}"
    elif isinstance(kind, String):
        found = f"{number} {NASTY}"[: kind.length]
    else:
        found = number
    return found


CHECKED = {
    "rating": 5,
    "cause": "extended",
    "act": "edit",
    "treatment": "hint",
    "answer": "refused",
    "wish": "mydata",
    "rate": "5",
    "source": "supervisor",
}


def allowed(table: Table) -> str:
    """The last state that a table takes."""
    checks = [str(each.sqltext) for each in table.constraints if isinstance(each, CheckConstraint)]
    found = [re.findall(r"'(\w+)'", check)[-1] for check in checks if check.startswith("state in")]
    return found[0] if found else "new"


def fill(url: str) -> None:
    """Put three rows into every table."""
    with contextlib.closing(sqlite3.connect(make_url(url).database)) as connection, connection:
        for table in metadata.sorted_tables:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            marks = ", ".join("?" * len(table.columns))
            each = [[value(column, number) for column in table.columns] for number in (1, 2, 3)]
            connection.executemany(f"insert into {table.name} ({names}) values ({marks})", each)
        assert connection.execute("pragma foreign_key_check").fetchall() == []


def test_every_row_of_every_table_comes_to_postgresql_and_back_as_it_was(
    sqlite_url: str, postgres_url: str, another_sqlite_url: str, capsys
):
    fill(sqlite_url)
    before = written(sqlite_url)
    assert {len(found) for found in before.values()} == {3}
    assert copied(sqlite_url, postgres_url) == 0
    assert copied(postgres_url, another_sqlite_url) == 0
    assert written(another_sqlite_url) == before
    told = capsys.readouterr().out.splitlines()
    assert [line.split() for line in told if line.startswith("  ")] == [
        ["3", table.name] for table in metadata.sorted_tables
    ] * 2
    assert "Every table has as many rows in both." in told[-1]
    assert Path(make_url(another_sqlite_url).database).stat().st_mode & 0o777 == 0o600


async def test_a_desk_goes_on_after_each_move_and_its_guide_is_searched(
    sqlite_url: str, postgres_url: str, another_sqlite_url: str
):
    article = Article(1, "Загрузка прайса", "https://tbshelp.ru/a", "Как загрузить прайс", None, (), "ru")
    async with telegram() as (sandbox, address):
        before = None
        for number, url in enumerate((sqlite_url, postgres_url, another_sqlite_url), 1):
            if before is not None:
                await moved(before, url)
            async with working(url, sandbox, address) as stage:
                if before is None:
                    async with stage.desk.database.transaction() as connection:
                        await articles.put(connection, article)
                ticket = await open_ticket(stage.desk, text=f"Обращение {number}")
                await stage.settled()
                assert ticket.number == number
                for earlier in range(1, number + 1):
                    await stage.people["vera"].in_topic(f"ЭО-{earlier}").send(f"Ответ {number} на {earlier}")
                    await stage.people["anna"].sees(f"Ответ {number} на {earlier}")
                async with stage.desk.database.reading() as connection:
                    found = await articles.search(connection, stems("загрузка прайса"), most=1)
                assert [each.title for each in found] == ["Загрузка прайса"]
            before = url


async def moved(source: str, target: str) -> None:
    ends = [Database(url) for url in (source, target)]
    with ends[0].exclusively(), ends[1].exclusively():
        await copy(*ends)
        for database in ends:
            await database.close()


def rows_in(url: str) -> int:
    return sum(map(len, written(url).values()))


async def at_schema(url: str, revision: str, *statements: str) -> None:
    database = Database(url)
    async with database.rebuilding() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), revision))
        for statement in statements:
            await connection.exec_driver_sql(statement)
    await database.close()


class TestRefusals:
    """One line, and nothing is changed on either side."""

    def refusal(self, source: str, target: str) -> str:
        with pytest.raises(DatabaseUnusableError) as caught:
            copied(source, target)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    def test_one_and_the_same(self, sqlite_url: str):
        assert "FROM and TO are the same database" in self.refusal(sqlite_url, sqlite_url)

    def test_no_database_to_copy_from(self, another_sqlite_url: str, sqlite_url: str):
        assert "there is no database" in self.refusal(another_sqlite_url, sqlite_url)
        assert not Path(make_url(another_sqlite_url).database).exists()

    @pytest.mark.parametrize("way", ["from", "to"])
    def test_a_desk_that_runs(self, sqlite_url: str, another_sqlite_url: str, way: str):
        with Database(sqlite_url if way == "from" else another_sqlite_url).exclusively():
            assert "another desk is already running" in self.refusal(sqlite_url, another_sqlite_url)

    def test_a_desk_that_leads_on_a_server(self, postgres_url: str, another_sqlite_url: str):
        asyncio.run(led(postgres_url))
        assert "a desk runs on" in self.refusal(postgres_url, another_sqlite_url)

    def test_a_database_of_an_earlier_release(self, tmp_path: Path, another_sqlite_url: str):
        earlier = f"sqlite+aiosqlite:///{tmp_path / 'earlier.db'}"
        asyncio.run(at_schema(earlier, "0015"))
        assert "has schema 0015, not" in self.refusal(earlier, another_sqlite_url)

    def test_a_database_of_another_program(self, tmp_path: Path, another_sqlite_url: str):
        with contextlib.closing(sqlite3.connect(tmp_path / "notes.db")) as connection:
            connection.execute("create table notes (id integer)")
        assert "is no desk's" in self.refusal(f"sqlite+aiosqlite:///{tmp_path / 'notes.db'}", another_sqlite_url)

    def test_a_target_that_is_not_empty(self, sqlite_url: str, sqlite_files):
        full = sqlite_files.new()
        fill(full)
        before = written(full)
        assert "is not empty" in self.refusal(sqlite_url, full)
        assert written(full) == before

    def test_a_target_that_holds_no_tickets_but_something_else(self, sqlite_url: str, sqlite_files):
        target = sqlite_files.new()
        with contextlib.closing(sqlite3.connect(make_url(target).database)) as connection, connection:
            connection.execute("insert into menus values (7)")
        fill(sqlite_url)
        assert "is not empty, there are rows in menus" in self.refusal(sqlite_url, target)
        assert rows_in(target) == 1

    def test_a_target_of_an_earlier_release_with_tickets_is_not_brought_up(self, sqlite_url: str, tmp_path: Path):
        earlier = f"sqlite+aiosqlite:///{tmp_path / 'earlier.db'}"
        asyncio.run(at_schema(earlier, "0018", TICKET))
        assert "there are tickets in it" in self.refusal(sqlite_url, earlier)
        with contextlib.closing(sqlite3.connect(tmp_path / "earlier.db")) as connection:
            assert connection.execute("select version_num from alembic_version").fetchone() == ("0018",)

    def test_a_row_that_the_other_database_does_not_take_leaves_it_empty(self, sqlite_url: str, postgres_url: str):
        fill(sqlite_url)
        with contextlib.closing(sqlite3.connect(make_url(sqlite_url).database)) as connection, connection:
            connection.execute("update tickets set comment = 'a' || char(0)")
        assert self.refusal(sqlite_url, postgres_url).startswith("nothing was copied: ")
        assert asyncio.run(count_people(postgres_url)) == 0

    def test_rows_that_get_lost_on_the_way(self, sqlite_url: str, sqlite_files):
        target = sqlite_files.new()
        fill(sqlite_url)
        with contextlib.closing(sqlite3.connect(make_url(target).database)) as connection, connection:
            connection.execute(LOSE)
        assert "menus has 3 rows, of which 2 arrived" in self.refusal(sqlite_url, target)
        assert rows_in(target) == 0

    def test_an_address_that_is_none_is_not_quoted(self, sqlite_url: str):
        told = self.refusal(sqlite_url, "mysql://root:hunter2@db/desk")
        assert told.startswith("FROM or TO: its driver is none of")
        assert "hunter2" not in told

    def test_a_server_that_is_away(self, sqlite_url: str):
        told = self.refusal(sqlite_url, "postgresql+asyncpg://desk:hunter2@127.0.0.1:1/desk")
        assert told.startswith("nothing was copied: ")
        assert "hunter2" not in told


LOSE = "create trigger lose before insert on menus when new.chat_id = 2 begin select raise(ignore); end"
TICKET = """insert into tickets (number, person, identity, channel, reply_channel, service, tariff, technical_error,
    state, opened_at) values (1, 1, 1, 'telegram', 'telegram', 3, 'basic', false, 'closed', '2026-02-03')"""


async def led(url: str) -> None:
    """Let a desk lead that does not say that it stops."""
    database = Database(url)
    async with database.transaction() as connection:
        await leases.take(connection, "desk of somebody")
    await database.close()


async def count_people(url: str) -> int:
    database = Database(url)
    async with database.reading() as connection:
        found = await connection.scalar(select(func.count()).select_from(tables.people))
    await database.close()
    return found
