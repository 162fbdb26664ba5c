"""Updates by webhook: refused without the secret, acknowledged after the commit, each worked through once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from bot.app import WEBHOOK_PATH
from bot.channels.telegram.intake import SECRET_HEADER
from bot.sandbox import cast
from bot.sandbox.client import Person
from db import inbox
from tests.delivery.test_intake import on_disk
from tests.desks import Stage, free_port, playing
from tests.factories import open_ticket

SECRET = "s3cret"


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    port = free_port()
    webhook = {"webhook_url": f"http://127.0.0.1:{port}", "webhook_secret": SecretStr(SECRET), "http_port": port}
    async with playing(database_url, **webhook) as stage:
        yield stage


async def post(stage: Stage, body: bytes, secret: str | None = SECRET) -> int:
    """Post what pretends to be an update; returns the status."""
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(stage.desk.address + WEBHOOK_PATH, data=body, headers=headers) as answer,
    ):
        return answer.status


def update(number: int, text: str) -> bytes:
    """A message of Anna's as Telegram would post it."""
    person = f'"id": {cast.ANNA}, "first_name": "Анна", "last_name": "Смирнова"'
    message = f'"message_id": {number}, "date": 1770102000, "text": "{text}"'
    who = f'"from": {{{person}, "is_bot": false}}, "chat": {{{person}, "type": "private"}}'
    return f'{{"update_id": {number}, "message": {{{message}, {who}}}}}'.encode()


async def test_a_conversation_by_webhook(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await anna.send("раз")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("раз")
    await topic.send("Исправлено, проверьте")
    await topic.click("Решено")
    await anna.click("Да, вопрос решён")
    await topic.sees("подтвердил: вопрос решён")
    assert stage.sandbox.telegram.webhook is not None
    assert not stage.desk.silent()


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET.upper(), "с3cret"])
async def test_a_wrong_secret_is_refused(stage: Stage, secret: str | None):
    assert await post(stage, update(7001, "подделка"), secret) == 403
    assert await stage.desk.idle()


async def test_a_secret_that_is_no_text_is_refused(stage: Stage):
    address = urlsplit(stage.desk.address)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    head = f"POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: desk\r\nContent-Length: 2\r\n{SECRET_HEADER}: ".encode()
    writer.write(head + b"\xff\r\nConnection: close\r\n\r\n{}")
    assert b" 403 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"update"',
        b"{}",
        b'{"update_id": null}',
        b'{"update_id": "x"}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
async def test_garbage_is_refused(stage: Stage, body: bytes):
    assert await post(stage, body) == 400
    assert await stage.desk.idle()


async def test_it_is_acknowledged_after_the_commit_and_worked_through_once(
    stage: Stage, vera: Person, monkeypatch: pytest.MonkeyPatch
):
    await open_ticket(stage.desk)
    store, away = inbox.store, [OperationalError("insert", {}, Exception("database is locked"))]

    async def failing(*given):
        await store(*given)
        if away:
            raise away.pop()

    monkeypatch.setattr(inbox, "store", failing)
    assert [await post(stage, update(7001, "раз")) for _ in range(3)] == [500, 200, 200]
    assert await post(stage, update(7002, "два")) == 200
    await stage.settled()
    assert [message.text for message in await vera.in_topic("ЭО-1").messages()][-2:] == ["раз", "два"]


async def test_what_a_webhook_is_told_200_for_is_on_disk(stage: Stage, tmp_path: Path):
    for number in (101, 102):
        assert await post(stage, update(number, "раз")) == 200
        assert number in await on_disk(stage.desk.database, tmp_path)
