"""The desk's own backups: each day, and before an upgrade; who is told, and what a scrape shows."""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from alembic import command
from structlog.testing import capture_logs

from bot import app, backing_up
from bot.backing_up import DailyBackups
from bot.metrics import Metrics
from bot.sandbox.client import Person
from db.backups.folder import BackupError, listed
from db.engine import Database, DatabaseUnusableError
from db.upgrade import configuration
from tests.delivery.conftest import until
from tests.desks import Stage, playing, settings_for, telegram
from tests.test_metrics import scrape

FAILED, WORKS = "Не удалось создать резервную копию", "Резервная копия снова создана"
EARLIER = "0018"


@pytest.fixture(autouse=True)
def programs(request: pytest.FixtureRequest, monkeypatch) -> None:
    """PostgreSQL's, of the server's version."""
    if "postgres" in request.node.name:
        found = request.getfixturevalue("postgres_databases").programs
        monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ['PATH']}")


async def test_the_first_is_made_at_once_and_a_scrape_shows_its_age(database_url: str, tmp_path: Path):
    async with playing(database_url, backup_dir=tmp_path) as stage:
        await until(lambda: listed(tmp_path), seconds=60, step=0.05)
        found = [each for each in (await scrape(stage)).samples if each.name == "desk_backup_age_seconds"]
        assert len(found) == 1
    assert len(listed(tmp_path)) == 1


async def test_without_a_folder_no_age_is_shown(stage: Stage):
    assert "desk_backup_age_seconds" not in {each.name for each in (await scrape(stage)).samples}


def test_without_a_backup_its_age_is_beyond_every_alert_and_never_below_nothing():
    metrics, now = Metrics(), datetime(2026, 2, 3, tzinfo=UTC)
    for at, shown in ((None, "+Inf"), (now - timedelta(hours=2), "7200.0"), (now + timedelta(hours=2), "0.0")):
        metrics.backed_up(at)
        assert f"desk_backup_age_seconds {shown}\n" in metrics.text(None, now).decode()


def daily(stage: Stage, folder: Path) -> DailyBackups:
    desk = stage.desk
    settings = desk.settings.model_copy(update={"backup_dir": folder})
    return DailyBackups(settings, desk.database, desk.policy, desk.now, Metrics(), desk.courier.wake)


async def test_supervisors_are_told_once_a_day_that_it_fails_and_once_that_it_works_again(
    stage: Stage, dina: Person, tmp_path: Path, monkeypatch
):
    await dina.send("/help")
    await stage.settled()
    folder = tmp_path / "not mounted"
    backups = daily(stage, folder)
    await backups.look(folder)
    told = await dina.sees(FAILED)
    assert "нет папки для резервных копий" in told.text
    assert str(folder) not in told.text
    folder.mkdir()
    await backups.look(folder)  # it rests for an hour
    assert listed(folder) == []
    folder.rmdir()
    monkeypatch.setattr(backing_up, "RETRY_SECONDS", 0.0)
    backups._rests_until = 0.0
    await backups.look(folder)
    assert [FAILED in each.text for each in await dina.messages()].count(True) == 1
    await stage.later(days=1)
    await backups.look(folder)
    await dina.sees(FAILED, after=told)
    folder.mkdir()
    await backups.look(folder)
    await dina.sees(WORKS)
    assert len(listed(folder)) == 1
    await backups.look(folder)
    assert len(listed(folder)) == 1
    assert [WORKS in each.text for each in await dina.messages()].count(True) == 1


async def test_what_the_word_says_is_the_reason(stage: Stage, dina: Person, tmp_path: Path):
    await dina.send("/help")
    await stage.settled()
    (tmp_path / "desk-20260203T070000Z.db.part").mkdir()  # which cannot be removed as a file is
    with capture_logs() as logs:
        await daily(stage, tmp_path).look(tmp_path)
    assert "причина — в журнале, в строке backup_failed" in (await dina.sees(FAILED)).text
    whys = [line["why"] for line in logs if line["event"] == "backup_failed"]
    assert whys == [f"no backup was made in {tmp_path}: Is a directory"]


def ended(pid: int) -> bool:
    """Also when nobody has fetched its status yet: it has lost its parent."""
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("last", ["exec sleep 60", "sleep 60"], ids=["itself", "what it began"])
async def test_a_backup_under_way_ends_with_the_desk(stage: Stage, tmp_path: Path, monkeypatch, last: str):
    python, noted = tmp_path / "python", tmp_path / "pid"
    python.write_text(f"#!/bin/sh\nsh -c 'echo $$ >{noted}; {last}'\ntrue\n")
    python.chmod(0o755)
    started, create = asyncio.Event(), asyncio.create_subprocess_exec

    async def creating(*command: str, **options: object) -> asyncio.subprocess.Process:
        process = await create(*command, **options)
        started.set()
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", creating)
    monkeypatch.setattr(sys, "executable", str(python))
    looking = asyncio.create_task(daily(stage, tmp_path).look(tmp_path))
    await started.wait()
    await until(lambda: noted.exists() and noted.read_text().strip(), seconds=30)
    looking.cancel()
    await asyncio.wait([looking])
    await until(lambda: ended(int(noted.read_text())), seconds=30)


async def test_a_word_that_dies_without_a_word_is_a_failure_too(stage: Stage, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(BackupError, match="it ended with 1"):
        await backing_up._word(stage.desk.settings, tmp_path)


async def earlier(url: str) -> str:
    """A desk of an earlier release, with a ticket."""
    database = Database(url)
    async with database.durable() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), EARLIER))
        await connection.exec_driver_sql("insert into people (id, name, created_at) values (1, 'Анна', '2026-02-03')")
        await connection.exec_driver_sql(
            """insert into identities (id, person, login, surname, name, inn, company, recorded_at, recorded_by)
            values (1, 1, 'a@b.example', 'С', 'А', '7707083893', 'Р', '2026-02-03', 1)"""
        )
        await connection.exec_driver_sql(
            """insert into tickets (number, person, identity, channel, reply_channel, service, tariff, technical_error,
            state, opened_at) values (1, 1, 1, 'telegram', 'telegram', 3, 'basic', false, 'closed', '2026-02-03')"""
        )
    await database.close()
    return url


@pytest.mark.parametrize("in_backup_dir", [True, False])
async def test_before_an_upgrade_a_backup_is_made_that_is_named_after_its_schema(tmp_path: Path, in_backup_dir: bool):
    url = await earlier(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}")
    folder = tmp_path / "backups" if in_backup_dir else tmp_path
    folder.mkdir(exist_ok=True)
    async with telegram() as (_sandbox, address):
        settings = settings_for(url, address, backup_dir=folder if in_backup_dir else None)
        async with app._opened(settings):
            pass
        async with app._opened(settings):
            pass
    (made,) = listed(folder)
    assert made.path.name.endswith(f"-schema-{EARLIER}.db")


async def test_without_a_backup_there_is_no_upgrade(tmp_path: Path):
    url = await earlier(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}")
    settings = settings_for(url, "http://127.0.0.1:1", backup_dir=tmp_path / "missing")
    with pytest.raises(DatabaseUnusableError, match=rf"^there is no folder {tmp_path}/missing for backups"):
        async with app._opened(settings):
            pass
    database = Database(url)
    async with database.reading() as connection:
        assert (await connection.exec_driver_sql("select version_num from alembic_version")).scalar() == EARLIER
    await database.close()


@pytest.fixture
def postgres_url(postgres_databases) -> str:
    url = postgres_databases.new()
    postgres_databases.spoilt.add(url)
    return url


async def test_on_postgresql_the_log_says_how_it_is_made(postgres_url: str):
    url = postgres_url
    database = Database(url)
    async with database.transaction() as connection:
        await connection.exec_driver_sql("drop schema public cascade")
        await connection.exec_driver_sql("create schema public")
    await database.close()
    with capture_logs() as logs:
        async with app._opened(settings_for(await earlier(url), "http://127.0.0.1:1")):
            pass
    assert [(each["schema"], each["how"]) for each in logs if each["event"] == "upgrade_without_backup"] == [
        (EARLIER, "stop the desk, then python -m bot backup FOLDER")
    ]
