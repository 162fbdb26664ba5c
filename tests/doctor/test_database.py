"""What is found of the database, of what it holds, and of the disk."""

import asyncio
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, text

from bot.doctor import database as doctor_of_database
from bot.doctor import disk as doctor_of_disk
from bot.doctor.calendar import calendar
from bot.doctor.database import database, integrity
from bot.doctor.disk import disk
from bot.doctor.guide import guide
from bot.doctor.queues import queues
from bot.doctor.rules import rules
from bot.doctor.subject import UnexaminedError
from bot.doctor.supervisors import supervisors
from bot.rules.channels import TELEGRAM
from bot.rules.deadlines import work_year
from bot.rules.desk import judgement
from bot.rules.desk.findings import Missing, Verdict, What
from bot.rules.guide.guide import Article
from db import inspection, tables
from db.deadlines import calendar as calendar_rows
from db.engine import Database
from db.guide import articles
from db.money import suppliers
from db.people import accounts, subscriptions
from tests.db.money_rows import REQUISITES
from tests.doctor.conftest import NOW, subject, told

WRONG, ODD, RIGHT = Verdict
AWAY = "postgresql+asyncpg://desk:hunter2@127.0.0.1:1/desk"
"""A server that is not there."""


async def change(url: str, *statements: str) -> None:
    """Spoil a database."""
    opened = Database(url)
    async with opened.transaction() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await opened.close()


async def test_a_database_in_order_is_right(database_url: str):
    examined = subject(database_url)
    (finding,) = await database(examined)
    assert (finding.verdict, finding.what) == (RIGHT, What.DATABASE_RIGHT)
    (whole,) = await integrity(examined)
    assert whole.what is (What.INTACT if database_url.startswith("sqlite") else What.INTEGRITY_SERVER)


@pytest.mark.parametrize(
    ("revision", "verdict", "what"), [("0001", ODD, What.DATABASE_OLDER), ("9999", WRONG, What.DATABASE_NEWER)]
)
async def test_an_older_schema_is_odd_and_a_newer_one_wrong(spoilt_url: str, revision, verdict, what):
    await change(spoilt_url, f"update alembic_version set version_num = '{revision}'")
    assert told(await database(subject(spoilt_url))) == [(verdict, what)]


async def test_a_database_of_another_program_is_wrong(spoilt_url: str):
    await change(spoilt_url, "drop table alembic_version")
    assert told(await database(subject(spoilt_url))) == [(WRONG, What.DATABASE_FOREIGN)]


async def test_a_server_that_is_away_is_one_line_and_what_it_holds_is_not_examined():
    examined = subject(AWAY)
    (finding,) = await database(examined)
    assert (finding.verdict, finding.what, finding.details["path"]) == (
        WRONG,
        What.DATABASE_UNUSABLE,
        "127.0.0.1/desk",
    )
    assert "hunter2" not in str(finding)
    for check in (queues, guide, supervisors):
        with pytest.raises(UnexaminedError) as caught:
            await check(examined)
        assert caught.value.missing is Missing.DATABASE


async def test_before_the_first_start_there_is_nothing_to_look_at(absent: str):
    examined = subject(absent)
    assert told(await database(examined)) == [(RIGHT, What.DATABASE_NONE)]
    for check in (integrity, queues, guide, supervisors):
        with pytest.raises(UnexaminedError) as caught:
            await check(examined)
        assert caught.value.missing is Missing.FIRST_START


def spoil(path: Path) -> None:
    """Overwrite some pages behind the first ones."""
    held = bytearray(path.read_bytes())
    held[4096 * 5 : 4096 * 9] = b"\xff" * 4096 * 4
    path.write_bytes(held)


async def test_a_damaged_file_is_wrong(sqlite_files):
    url = sqlite_files.new()
    spoil(Path(url.removeprefix("sqlite+aiosqlite:///")))
    assert told(await integrity(subject(url))) == [(WRONG, What.DAMAGED)]


async def test_a_file_that_is_no_database_is_said_once(tmp_path: Path):
    (tmp_path / "desk.db").write_bytes(b"hello" * 1000)
    examined = subject(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}")
    assert told(await database(examined)) == [(WRONG, What.DATABASE_UNUSABLE)]
    with pytest.raises(UnexaminedError):
        await integrity(examined)


async def test_a_file_too_large_to_be_read_in_time_is_odd(sqlite_files, monkeypatch: pytest.MonkeyPatch):
    async def endless(_connection: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(inspection, "damage", endless)
    monkeypatch.setattr(doctor_of_database, "READ_SECONDS", 0.05)
    assert told(await integrity(subject(sqlite_files.new()))) == [(ODD, What.UNFINISHED)]


async def test_what_waits_is_told_by_its_oldest(database_url: str):
    opened = Database(database_url)
    examined = subject(database_url)
    assert told(await queues(examined)) == [(RIGHT, What.QUEUES_RIGHT)]
    at = NOW - timedelta(minutes=20)
    async with opened.transaction() as connection:
        for number, state in enumerate(("waiting", "waiting", "failed", "done")):
            row = {"source": TELEGRAM, "external_id": str(number), "payload": "{}", "received_at": at, "state": state}
            await connection.execute(insert(tables.inbox).values(row))
        parcel = {"channel": TELEGRAM, "destination": "chat:-1", "kind": "call", "body": {}, "created_at": at}
        await connection.execute(insert(tables.outbox).values(parcel | {"due_at": at}))
    findings = await queues(examined)
    assert told(findings) == [(WRONG, What.INBOX_OLD), (ODD, What.OUTBOX_OLD), (ODD, What.FAILURES)]
    assert [each.details["number"] for each in findings] == [2, 1, 1]
    assert findings[0].details["age"] == 1200
    await opened.close()


async def test_supervisors_who_never_wrote_and_who_are_gone_are_named(database_url: str):
    opened = Database(database_url)
    async with opened.transaction() as connection:
        await accounts.seen(connection, TELEGRAM, "301", "Дина", None, NOW)
        gone = await accounts.seen(connection, TELEGRAM, "302", "Егор", None, NOW)
        await accounts.set_unreachable(connection, gone.account.id, NOW)
    found = await supervisors(subject(database_url, supervisor_ids=frozenset({301, 302, 303})))
    assert [(each.verdict, each.what, each.details["names"]) for each in found] == [
        (ODD, What.SUPERVISORS_NEW, ["303"]),
        (ODD, What.SUPERVISORS_GONE, ["Егор"]),
        (RIGHT, What.SUPERVISORS_RIGHT, ["Дина"]),
    ]
    assert told(await supervisors(subject(database_url, supervisor_ids=frozenset()))) == [(ODD, What.SUPERVISORS_NONE)]
    await opened.close()


async def test_the_guide_is_counted_and_its_hosts_are_named(database_url: str):
    opened = Database(database_url)
    examined = subject(database_url)
    assert told(await guide(examined)) == [(ODD, What.GUIDE_EMPTY)]
    async with opened.transaction() as connection:
        await articles.put(connection, Article(0, "Вход", "https://help.example.ru/1", "текст", None, (), "ru"))
    (finding,) = await guide(examined)
    assert (finding.what, finding.details) == (
        What.GUIDE_RIGHT,
        {"number": 1, "names": ["help.example.ru", "tbshelp.ru"]},
    )
    await opened.close()


async def test_rules_that_do_nothing_are_named(database_url: str):
    opened = Database(database_url)
    bills = (ODD, What.SUPPLIERS_NONE)
    assert told(await rules(subject(database_url))) == [(RIGHT, What.RULES_ON), (ODD, What.TARIFFS_NONE), bills]
    off, *_ = await rules(subject(database_url, check_links=False, check_slang=False))
    assert (off.verdict, off.what, off.details) == (
        ODD,
        What.RULES_OFF,
        {"names": ["CHECK_SLANG (3.5)", "CHECK_LINKS (3.6)"]},
    )
    async with opened.transaction() as connection:
        dina = await accounts.seen(connection, TELEGRAM, "301", "Дина", None, NOW)
        await subscriptions.add(connection, "7707083893", (NOW.date(), NOW.date()), dina.person.id, NOW)
    assert told(await rules(subject(database_url))) == [(RIGHT, What.RULES_ON), bills]
    async with opened.transaction() as connection:
        await suppliers.add(connection, REQUISITES, dina.person.id, NOW)
    assert told(await rules(subject(database_url))) == [(RIGHT, What.RULES_ON), (ODD, What.PAPERS_STUCK)]
    for reaching in ({"telegram_sensitive": True}, {"smtp_url": SecretStr("smtp://mail.example.ru")}):
        assert told(await rules(subject(database_url, **reaching))) == [(RIGHT, What.RULES_ON)]
    await opened.close()


async def test_clause_2_5_a_decree_that_was_put_in_by_hand_is_enough(
    database_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(work_year, "has_decree", lambda year: year != 2026)
    examined = subject(database_url)
    assert (ODD, What.YEAR_UNKNOWN) in told(await calendar(examined))
    opened = Database(database_url)
    async with opened.transaction() as connection:
        await calendar_rows.keep_year(connection, calendar_rows.Year(2026, None, NOW))
    assert told(await calendar(examined)) == [(RIGHT, What.YEARS_KNOWN)]
    await opened.close()


async def test_clause_2_5_the_calendar_is_looked_at_without_a_database(monkeypatch: pytest.MonkeyPatch):
    assert date(2026, 2, 3) == NOW.date()
    assert told(await calendar(subject(AWAY))) == [(RIGHT, What.YEARS_KNOWN)]
    monkeypatch.setattr(work_year, "has_decree", lambda _year: False)
    assert (ODD, What.YEAR_UNKNOWN) in told(await calendar(subject(AWAY)))


async def test_folders_that_are_not_there_yet_are_judged_by_those_above(tmp_path: Path):
    examined = subject(f"sqlite+aiosqlite:///{tmp_path / 'a' / 'b' / 'desk.db'}", files_dir=tmp_path / "c" / "files")
    (finding,) = await disk(examined)
    assert finding.what is What.SPACE
    assert finding.details["path"] == str(tmp_path)
    assert not os.listdir(tmp_path)  # noqa: PTH208


@pytest.mark.parametrize("forbidden", ["desk.db", "", "files"])
async def test_what_may_not_be_written_to_is_wrong(
    tmp_path: Path, absent: str, monkeypatch: pytest.MonkeyPatch, forbidden: str
):
    (tmp_path / "desk.db").touch()
    (tmp_path / "files").mkdir()
    access: Callable[..., bool] = os.access
    monkeypatch.setattr(
        doctor_of_disk.os, "access", lambda path, mode: path != tmp_path / forbidden and access(path, mode)
    )  # the rights themselves do not stop root, as whom tests may run
    findings = await disk(subject(absent, files_dir=tmp_path / "files"))
    assert (WRONG, What.NO_WRITING) in told(findings)
    assert {each.details["path"] for each in findings if each.what is What.NO_WRITING} == {str(tmp_path / forbidden)}


async def test_a_log_that_has_grown_is_odd(tmp_path: Path, absent: str, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "desk.db-wal").write_bytes(b"x" * 100)
    assert (ODD, What.LOG_LARGE) not in told(await disk(subject(absent)))
    monkeypatch.setattr(judgement, "LOG_LIMIT", 99)
    assert (ODD, What.LOG_LARGE) in told(await disk(subject(absent)))
