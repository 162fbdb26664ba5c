"""`GET /healthz`: 200 while the desk can work, else 503 with the reasons."""

import json
import time
from types import SimpleNamespace

import aiohttp
from aiohttp.test_utils import make_mocked_request

from bot import health
from bot.channels.telegram.intake import SILENT_SECONDS, Poller
from db.engine import Database
from tests.desks import Stage

REQUEST = make_mocked_request("GET", "/healthz")


async def test_it_is_healthy_until_telegram_is_silent_for_too_long(stage: Stage, monkeypatch):
    url = f"{stage.desk.address}/healthz"
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            assert answer.status == 200
        monkeypatch.setattr(stage.desk.poller, "silent", lambda: True)  # a poll may be answered at any moment
        async with session.get(url) as answer:
            assert answer.status == 503
            assert (await answer.json())["reasons"] == ["Telegram has not answered for over 90 s"]


def test_a_poller_is_silent_when_polls_take_longer_than_they_may(monkeypatch):
    heard = time.monotonic()
    poller = Poller(*[None] * 3)  # it asks nobody
    monkeypatch.setattr("bot.channels.telegram.intake.time", SimpleNamespace(monotonic=lambda: heard + SILENT_SECONDS))
    assert not poller.silent()
    monkeypatch.setattr(
        "bot.channels.telegram.intake.time", SimpleNamespace(monotonic=lambda: heard + 1 + SILENT_SECONDS)
    )
    assert poller.silent()


async def test_a_webhook_may_be_silent(stage: Stage, monkeypatch):
    monkeypatch.setattr(stage.desk.poller, "silent", lambda: True)
    monkeypatch.setattr(stage.desk, "leads", True)
    assert stage.desk.silent()
    monkeypatch.setattr(stage.desk, "settings", stage.desk.settings.model_copy(update={"webhook_url": "https://x"}))
    assert not stage.desk.silent()


async def test_every_reason_is_named_when_the_database_is_away():
    database = Database("postgresql+asyncpg://desk:hunter2@127.0.0.1:1/desk")
    answer = await health.healthz(database, lambda: True)(REQUEST)
    await database.close()
    assert answer.status == 503
    assert answer.text is not None
    reasons = json.loads(answer.text)["reasons"]
    assert reasons == [
        "the database does not answer: ConnectionRefusedError",
        "Telegram has not answered for over 90 s",
    ]
