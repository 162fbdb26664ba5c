"""While something reads for long the desk goes on: held open by statements that never end of themselves."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot import app
from bot.actions.desk import reports
from bot.actions.work import Work
from bot.channels.telegram import reporting
from bot.sandbox.client import Person
from db.engine import Database
from db.long_reads import AT_ONCE
from tests.db.test_long_reads import ENDLESS
from tests.desks import Stage, telegram, working
from tests.factories import open_ticket


@contextlib.asynccontextmanager
async def reading_on(database: Database) -> AsyncIterator[None]:
    """Keep every place for long reads busy."""
    began = asyncio.Semaphore(0)

    async def read() -> None:
        async with database.long_reading() as connection:
            began.release()
            await connection.execute(ENDLESS)

    reading = [asyncio.create_task(read()) for _ in range(AT_ONCE)]
    for _ in reading:
        await began.acquire()
    try:
        yield
    finally:
        for each in reading:
            each.cancel()
        await asyncio.gather(*reading, return_exceptions=True)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has to wait is told at once."""
    monkeypatch.setattr(reporting, "SOON", 0.05)


async def test_messages_go_through_while_statistics_are_read(stage: Stage, anna: Person, vera: Person, dina: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    async with reading_on(stage.desk.database):
        asked = await dina.send("/stats day")
        await dina.sees("Статистика считается", after=asked)
        await anna.send("Ещё вопрос")
        await topic.sees("Ещё вопрос")
        await topic.send("Смотрим")
        await anna.sees("Смотрим")
        await dina.send("/audit ЭО-1")
        await dina.sees("Журнал обращения ЭО-1", after=asked)
    counted = await dina.sees("Статистика: 03.02.2026", after=asked)
    assert "Зарегистрировано: 1" in counted.text
    assert counted.reply_to is not None


async def test_what_a_crash_interrupts_is_counted_again(database_url: str, monkeypatch: pytest.MonkeyPatch):
    begun, count = [], reports.summary

    async def summary(work: Work, *days: date) -> reports.Summary:
        begun.append(days)
        if len(begun) == 1:
            await asyncio.Event().wait()
        return await count(work, *days)

    monkeypatch.setattr(reports, "summary", summary)
    monkeypatch.setattr(app, "STOP_SECONDS", 0.05)
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address) as first:
            asked = await first.people["dina"].send("/stats day")
            await first.people["dina"].sees("Статистика считается", after=asked)
        async with working(database_url, sandbox, address) as second:
            await second.people["dina"].sees("Статистика: 03.02.2026", after=asked)
            await second.settled()
            found = [each for each in await second.people["dina"].messages() if "Статистика:" in each.text]
    assert len(begun) == 2
    assert len(found) == 1
