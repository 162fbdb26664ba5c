"""`GET /healthz`: 200 while the desk can work, else 503 with the reasons."""

import json
import sqlite3
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
from aiohttp.test_utils import make_mocked_request
from pydantic import SecretStr
from sqlalchemy import text

from bot import health
from bot.app import utc_now
from bot.channels.telegram.line import REFUSED, RIVAL, SILENT, SILENT_SECONDS, Line
from bot.sandbox.faults import Fault
from db.engine import Database
from tests import desks
from tests.delivery.conftest import until
from tests.delivery.faults import unwritable
from tests.desks import QUICK, Stage, free_port, playing
from tests.flows.desk.test_webhook import SECRET

REQUEST = make_mocked_request("GET", "/healthz")


async def reasons(stage: Stage) -> list[str]:
    """What /healthz has against the desk."""
    async with aiohttp.ClientSession() as session, session.get(f"{stage.desk.address}/healthz") as answer:
        said = await answer.json()
        assert (answer.status == 200) is said["ok"] is (said["reasons"] == [])
        found: list[str] = said["reasons"]
        return found


async def of_database(database: Database) -> list[str]:
    answer = await health.healthz(database, utc_now, list, lambda: True)(REQUEST)
    assert answer.text is not None
    found: list[str] = json.loads(answer.text)["reasons"]
    return found


async def test_it_is_healthy_until_it_is_told_what_is_wrong_with_telegram(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    await until(lambda: stage.desk.leads)
    assert await reasons(stage) == []
    monkeypatch.setattr(Line, "faults", lambda _: [SILENT])
    assert await reasons(stage) == [SILENT]
    monkeypatch.setattr(stage.desk, "leads", False)
    assert await reasons(stage) == [], "who waits for the lead calls nobody"


@pytest.mark.parametrize(
    ("idle", "refused", "faults"),
    [
        (0, False, []),
        (SILENT_SECONDS - 1, False, []),
        (SILENT_SECONDS + 1, False, [SILENT]),
        (0, True, [REFUSED]),
        (SILENT_SECONDS + 1, True, [REFUSED, SILENT]),
    ],
)
def test_faults_of_the_line_to_telegram(idle: float, refused: bool, faults: list[str]):
    assert Line(time.monotonic() - idle, refused).faults() == faults


@pytest.fixture
async def asking(database_url: str, webhook: bool, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """A desk that asks soon whether Telegram is there."""
    monkeypatch.setattr(desks, "QUICK", replace(QUICK, ask=0.05))
    port = free_port()
    more = {"webhook_url": f"http://127.0.0.1:{port}", "webhook_secret": SecretStr(SECRET), "http_port": port}
    async with playing(database_url, **(more if webhook else {})) as stage:
        await stage.people["anna"].send("Здравствуйте")
        await until(lambda: not stage.sandbox.telegram.feed.pending)  # it listens
        await stage.settled()
        yield stage


@pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "polling"])
async def test_a_desk_that_nobody_writes_to_asks_whether_telegram_is_there(asking: Stage):
    line = asking.desk._api.line
    line.succeeded_at -= 2 * SILENT_SECONDS
    assert line.faults() == [SILENT]
    await until(lambda: not line.faults())
    assert await reasons(asking) == []


@pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "polling"])
async def test_a_token_that_is_revoked_is_told_until_it_is_accepted_again(asking: Stage):
    line, token = asking.desk._api.line, asking.sandbox.token
    asking.sandbox.token = "1000:another"
    await until(lambda: line.token_refused)
    assert REFUSED in await reasons(asking)
    asking.sandbox.token = token
    await until(lambda: not line.token_refused)
    assert await reasons(asking) == []


async def test_another_program_that_takes_the_updates_is_told_until_it_stops(stage: Stage):
    feed, line = stage.sandbox.telegram.feed, stage.desk._api.line
    await until(lambda: feed.polled)
    await feed.poll(0, 1, 0, None)
    await until(lambda: line.rivalled)
    assert await reasons(stage) == [RIVAL]
    await until(lambda: feed.polled)
    await stage.people["anna"].send("Здравствуйте")
    await until(lambda: not line.rivalled)
    assert await reasons(stage) == []


async def test_a_fault_that_passes_is_not_taken_for_a_refused_token(stage: Stage):
    stage.sandbox.faults.add(Fault("500", times=3, method="getUpdates"))
    await stage.people["anna"].send("Здравствуйте")
    await stage.settled()
    assert await reasons(stage) == []


async def test_a_database_that_is_away_is_named():
    database = Database("postgresql+asyncpg://desk:hunter2@127.0.0.1:1/desk")
    assert await of_database(database) == ["nothing can be written to the database: ConnectionRefusedError"]
    await database.close()


async def test_a_database_that_can_be_read_and_not_written_is_named(database_url: str):
    database = Database(database_url)
    assert await of_database(database) == []
    with unwritable(database):
        async with database.reading() as connection:
            assert await connection.scalar(text("select 1")) == 1
        found = await of_database(database)
    assert [each.partition(":")[0] for each in found] == ["nothing can be written to the database"]
    assert await of_database(database) == []
    await database.close()


async def test_a_lock_elsewhere_is_told_in_time_and_stops_nothing_else(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    if not stage.desk.database.is_sqlite:
        pytest.skip("PostgreSQL locks rows, not all there is")
    monkeypatch.setattr(health, "WRITE_SECONDS", 0.2)
    other = sqlite3.connect(stage.desk.database.url.database or "", isolation_level=None)
    other.execute("begin immediate")
    began = time.monotonic()
    for _ in range(3):
        assert await reasons(stage) == ["nothing can be written to the database: TimeoutError"]
    assert time.monotonic() - began < 3
    other.execute("rollback")
    other.close()
    await until(lambda: stage.desk.leads)
    assert await reasons(stage) == []
