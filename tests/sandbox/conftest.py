import asyncio
import os
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiogram.methods.base import Response
from aiohttp import ClientSession
from playwright.async_api import Browser, async_playwright

from bot.sandbox import Clock, Sandbox
from bot.sandbox.client import Person, cast
from bot.sandbox.requests import MODELS

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = ("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking")
IN_CHROMIUM = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium; $CHROMIUM may name it"),
    pytest.mark.xdist_group("chromium"),  # one browser for all of them
]
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        flags = [f"--{flag}" for flag in (*FLAGS, "disable-component-update", "disable-sync")]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        await browser.close()


class Refused(Exception):
    def __init__(self, body: dict[str, Any]):
        super().__init__(body["description"])
        self.code = body["error_code"]
        self.parameters = body.get("parameters", {})


class Api:
    """Calls the Bot API as JSON over HTTP; every answer must be one aiogram can read."""

    def __init__(self, session: ClientSession, base: str, token: str):
        self.session, self.url = session, f"{base}/bot{token}"

    async def __call__(self, method: str, **fields: Any) -> Any:
        async with self.session.post(f"{self.url}/{method}", json=fields) as answer:
            return self.result(method, await answer.json())

    def result(self, method: str, body: dict[str, Any]) -> Any:
        if not body["ok"]:
            raise Refused(body)
        Response[MODELS[method.lower()].__returning__].model_validate(body)
        return body["result"]

    async def updates(self, *kinds: str) -> list[Any]:
        """What waits for the bot, of these kinds, and confirms it."""
        found = await self("getUpdates")
        if found:
            await self("getUpdates", offset=found[-1]["update_id"] + 1)
        bodies = [(kind, body) for update in found for kind, body in update.items() if kind != "update_id"]
        return [body for kind, body in bodies if not kinds or kind in kinds]


async def until(condition: Callable[[], Any]) -> None:
    """Let others run until something inside the sandbox is so."""
    while not condition():  # noqa: ASYNC110
        await asyncio.sleep(0)


@pytest.fixture
def sandbox() -> Sandbox:
    sandbox = Sandbox(Clock(lambda: MONDAY), pace=0.001)
    sandbox.seed()
    return sandbox


@pytest.fixture
async def base(sandbox: Sandbox) -> AsyncIterator[str]:
    async with sandbox.running() as base:
        yield base


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def api(session: ClientSession, base: str, sandbox: Sandbox) -> Api:
    return Api(session, base, sandbox.token)


@pytest.fixture
def people(session: ClientSession, base: str) -> dict[str, Person]:
    return cast(session, base)


@pytest.fixture
def anna(people: dict[str, Person]) -> Person:
    return people["anna"]


@pytest.fixture
def vera(people: dict[str, Person]) -> Person:
    return people["vera"].in_group()


@pytest.fixture
async def started(anna: Person, api: Api) -> Person:
    """Anna, who has pressed /start already, so that the bot may write to her."""
    await anna.send("/start")
    await api.updates()
    return anna
