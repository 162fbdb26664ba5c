"""Updates by webhook: refused without the secret, acknowledged after the commit, each worked through once."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from bot.app import WEBHOOK_PATH
from bot.channels import hooks
from bot.channels.telegram.webhook import SECRET_HEADER
from bot.sandbox import cast
from bot.sandbox.client import Person
from db import inbox
from tests.delivery.conftest import until
from tests.delivery.test_intake import on_disk
from tests.desks import Stage, free_port, playing, telegram, working
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


async def test_who_stands_by_takes_updates_in_for_who_leads(postgres_url: str):
    hook = {"webhook_secret": SecretStr(SECRET)}
    async with telegram() as (sandbox, address), working(postgres_url, sandbox, address, **hook) as leading:
        await until(lambda: leading.desk.leads)
        await open_ticket(leading.desk)
        async with working(postgres_url, sandbox, address, **hook) as standby:
            assert await post(standby, update(900, "через запасного")) == 200
            await leading.people["vera"].in_topic("ЭО-1").sees("через запасного")
            assert not standby.desk.leads


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
    assert stage.desk.faults() == []


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
        b'{"update_id": 1e400}',
        b'{"update_id": 1.5}',
        b'{"update_id": true}',
        b'{"update_id": NaN}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b'{"update_id": 1, "message": ' + b'{"reply_to_message": ' * 800 + b"0" + b"}" * 801,
    ],
)
async def test_garbage_is_refused(stage: Stage, body: bytes):
    assert await post(stage, body) == 400
    assert await stage.desk.idle()


@pytest.mark.parametrize(
    ("secret", "status"), [(None, 403), (SECRET, 415)], ids=["of who knows the secret not", "of who knows it"]
)
async def test_a_packed_body_is_not_unpacked(stage: Stage, secret: str | None, status: int):
    headers = {"Content-Encoding": "gzip"} | ({SECRET_HEADER: secret} if secret else {})
    body = gzip.compress(b" " * 50_000_000)
    url = stage.desk.address + WEBHOOK_PATH
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        assert answer.status == status
        assert answer.headers["Connection"] == "close"
    assert await stage.desk.idle()


async def test_a_body_that_does_not_come_is_not_waited_for(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hooks, "BODY_SECONDS", 0.05)
    address = urlsplit(stage.desk.address)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    head = f"POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: desk\r\nContent-Length: 9\r\n{SECRET_HEADER}: {SECRET}\r\n\r\n{{"
    writer.write(head.encode())
    assert b" 408 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


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
    assert [await post(stage, update(7001, "раз")) for _ in range(3)] == [503, 200, 200]
    assert await post(stage, update(7002, "два")) == 200
    await stage.settled()
    shown = [message.text for message in await vera.in_topic("ЭО-1").messages() if not message.service]
    assert shown[-2:] == ["раз", "два"]


async def test_what_a_webhook_is_told_200_for_is_on_disk(stage: Stage, tmp_path: Path):
    for number in (101, 102):
        assert await post(stage, update(number, "раз")) == 200
        assert number in await on_disk(stage.desk.database, tmp_path)
