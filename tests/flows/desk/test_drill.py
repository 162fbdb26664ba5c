"""The drill: a backup under load becomes a desk elsewhere, which has what was committed before it and goes on."""

import asyncio
import os
import subprocess
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url

from bot.app import utc_now
from db import tables
from db.backups import snapshots
from db.backups.dumps import restoring_command
from db.backups.making import make
from db.backups.restoring import SET_ASIDE, restore
from db.engine import Database
from tests.delivery.conftest import until
from tests.desks import Stage, telegram, working
from tests.soak.load import Load, opened

pytestmark = pytest.mark.both

BEFORE, AFTER = 60, 30
"""Messages that are certainly written before and after."""


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, database_url: str, tmp_path: Path, monkeypatch) -> str:
    """Another database of the same kind."""
    if database_url.startswith("sqlite"):
        monkeypatch.setattr(snapshots, "STEP", 1)  # so that much is written meanwhile
        return f"sqlite+aiosqlite:///{tmp_path / 'elsewhere.db'}"
    databases = request.getfixturevalue("postgres_databases")
    monkeypatch.setenv("PATH", f"{databases.programs}{os.pathsep}{os.environ['PATH']}")
    url = databases.new()
    databases.spoilt.add(url)
    return url


def put_back(made: Path, url: str, *, as_delivered: bool) -> None:
    """As the documents say."""
    address = make_url(url)
    if made.suffix == ".db":
        restore(made, Path(address.database), datetime.now(UTC), as_delivered=as_delivered)
        return
    subprocess.run(restoring_command(address, made), shell=True, check=True)
    if as_delivered:
        host = address.query["host"]
        subprocess.run(["psql", "-qh", host, "-U", "postgres", "-c", SET_ASIDE, address.database], check=True)


async def stored(url: str) -> set[tuple[int, str]]:
    """Every message that is in a database."""
    database = Database(url)
    async with database.reading() as connection:
        found = await connection.execute(select(tables.messages.c.id, tables.messages.c.html))
        rows = {(row.id, row.html) for row in found}
    await database.close()
    return rows


async def waiting(url: str) -> int:
    database = Database(url)
    async with database.reading() as connection:
        query = select(func.count()).select_from(tables.outbox).where(text("state in ('waiting', 'held')"))
        found = await connection.scalar(query)
    await database.close()
    return found


async def under_load(load: Load, stage: Stage, folder: Path) -> tuple[set[tuple[int, str]], set[tuple[int, str]], Path]:
    """Back up while everybody writes; returns what was delivered and what was committed before, and the backup."""
    while sum(map(len, load.written.values())) < BEFORE:
        load.write()
    await until(lambda: not load.missing(), seconds=30, step=0.02)
    await stage.settled()
    delivered = {(place, words) for place, texts in load.arrived().items() for words in texts}
    url = stage.desk.database.url
    backing_up = asyncio.create_task(asyncio.to_thread(make, url, folder, utc_now()))
    committed = await stored(url.render_as_string(hide_password=False))
    meanwhile = 0
    while not backing_up.done():
        load.write()
        meanwhile += 1
        await asyncio.sleep(0.002)
    assert meanwhile > 0
    for _ in range(AFTER):
        load.write()
    await until(lambda: not load.missing(), seconds=30, step=0.02)
    return delivered, committed, backing_up.result().path


def repeated(load: Load) -> set[tuple[int, str]]:
    """What came twice."""
    counts = Counter((place, words) for place, texts in load.arrived().items() for words in texts)
    return {what for what, times in counts.items() if times > 1}


@pytest.mark.parametrize("as_delivered", [False, True], ids=["again", "as delivered"])
async def test_a_backup_under_load_becomes_a_desk_elsewhere(
    database_url: str, elsewhere: str, tmp_path: Path, as_delivered: bool
):
    async with telegram(utc_now()) as (sandbox, address):
        load = Load(sandbox, await opened(database_url, sandbox, address))
        async with working(database_url, sandbox, address) as stage:
            delivered, committed, made = await under_load(load, stage, tmp_path)
        await asyncio.to_thread(put_back, made, elsewhere, as_delivered=as_delivered)
        assert committed <= await stored(elsewhere)
        assert len(committed) >= BEFORE
        left = await waiting(elsewhere)
        assert left == 0 or not as_delivered
        async with working(elsewhere, sandbox, address) as stage:
            await stage.settled(30)
            assert len(repeated(load)) <= (0 if as_delivered else left)
            assert not repeated(load) & delivered
            for _ in range(20):
                load.write()
            last = {place: texts[-1] for place, texts in load.written.items()}
            await until(lambda: all(text in load.arrived()[place] for place, text in last.items()), seconds=20)
