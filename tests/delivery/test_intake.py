"""Taking updates in: on disk before Telegram is told so."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app import utc_now
from bot.channels.telegram.intake import storing
from bot.metrics import Metrics
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.faults import Fault
from db import inbox
from db.engine import Database
from tests.desks import Stage, telegram, working
from tests.factories import open_ticket

IDS = "select cast(external_id as bigint) from inbox"


async def on_disk(database: Database, folder: Path) -> set[int]:
    """Return the update ids that somebody finds who looks at the database from outside at this moment."""
    if not database.is_sqlite:
        query = database.url.query
        connection = await asyncpg.connect(user="postgres", database=database.url.database, host=query["host"])
        found = {row[0] for row in await connection.fetch(IDS)}
        await connection.close()
        return found
    file = Path(database.url.database or "")
    for part in (file, file.with_name(file.name + "-wal")):
        shutil.copy(part, folder)
    connection = sqlite3.connect(folder / file.name)
    found = {row[0] for row in connection.execute(IDS)}
    connection.close()
    return found


async def test_what_is_acknowledged_is_on_disk(stage: Stage, anna: Person, vera: Person, tmp_path: Path):
    await open_ticket(stage.desk)
    acknowledged, lacking = [], set[int]()
    carried_out = stage.sandbox._carried_out

    async def looking(request: Any, method: str, call: Any) -> Any:
        if method == "getupdates" and call.offset:
            lacking.update(set(range(1, call.offset)) - await on_disk(stage.desk.database, tmp_path))
            acknowledged.append(call.offset)
        return await carried_out(request, method, call)

    stage.sandbox._carried_out = looking
    for number in range(5):
        await anna.send(f"вопрос {number}")
    await vera.in_topic("ЭО-1").sees("вопрос 4")
    await stage.settled()
    assert len(acknowledged) > 1
    assert not lacking


async def durability(connection: AsyncConnection) -> str:
    """What the connection waits for at its commit: FULL and on are the disk, not only the page cache."""
    if connection.dialect.name == "sqlite":
        return {1: "NORMAL", 2: "FULL"}[await connection.scalar(text("pragma synchronous"))]
    return str(await connection.scalar(text("show synchronous_commit")))


def waits(_update: dict[str, object]) -> bool:
    """Nothing is urgent."""
    return False


async def test_updates_are_committed_to_the_disk_not_only_to_the_page_cache(database: Database, monkeypatch):
    waited_for, store = [], inbox.store

    async def looking(connection, *rest):
        waited_for.append(await durability(connection))
        await store(connection, *rest)

    monkeypatch.setattr(inbox, "store", looking)
    await storing(database, utc_now, Metrics().counts, waits)([{"update_id": 1}])
    async with database.reading() as connection:
        assert await inbox.waiting_count(connection) == 1
    assert waited_for == ["FULL" if database.is_sqlite else "on"]


async def test_an_update_nobody_can_encode_does_not_stop_those_around_it(database: Database):
    store = storing(database, utc_now, Metrics().counts, waits)
    texts = ["до", "половина \ud83d", "ноль \x00", "после"]
    await store([{"update_id": number, "message": {"text": each}} for number, each in enumerate(texts)])
    async with database.reading() as connection:
        stored = await inbox.waiting(connection, 10)
    assert [json.loads(each.payload)["message"]["text"] for each in stored] == texts


@pytest.mark.parametrize("kind", ["429", "500", "cut_before", "cut_after"])
async def test_polling_goes_on_after_a_fault(stage: Stage, anna: Person, vera: Person, kind: str):
    await open_ticket(stage.desk)
    await stage.settled()
    stage.sandbox.faults.add(Fault(kind, times=2, method="getUpdates", retry_after=0))
    await anna.send("раз")
    await anna.send("два")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("два")
    assert [message.text for message in await topic.messages()][-2:] == ["раз", "два"]


async def test_polling_takes_over_from_a_webhook(database_url: str):
    async with telegram() as (sandbox, address):
        sandbox.telegram.use_webhook("http://127.0.0.1:9/", "secret")
        async with working(database_url, sandbox, address) as stage:
            await open_ticket(stage.desk, cast.ANNA)
            await stage.people["anna"].send("раз")
            await stage.people["vera"].in_topic("ЭО-1").sees("раз")
