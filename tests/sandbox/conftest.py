import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiogram.methods.base import Response
from aiohttp import ClientSession
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from bot.sandbox import Clock, Sandbox
from bot.sandbox.client import Person, cast
from bot.sandbox.requests import MODELS

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = ("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking")
IN_CHROMIUM = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium; $CHROMIUM may name it"),
    pytest.mark.xdist_group("chromium"),  # one browser for all of them
]
Open = Callable[..., Awaitable[Page]]
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


@pytest.fixture
def forbidden() -> list[str]:
    """What the browser's console says that the page's own policy forbade."""
    return []


@pytest.fixture
async def open_page(browser: Browser, base: str, forbidden: list[str]) -> AsyncIterator[Open]:
    """Opens the page at a place (`person/chat/thread`) and waits until its chats are there."""
    context = await browser.new_context()

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            forbidden.append(message.text)

    context.on("console", listen)

    async def open_page(place: str, viewport: dict[str, int] | None = None) -> Page:
        page = await context.new_page()
        await page.set_viewport_size(viewport or {"width": 1280, "height": 800})
        page.set_default_timeout(10_000)
        await page.goto(f"{base}/#{place}")
        await expect(page.locator(".row").first).to_be_visible()
        return page

    yield open_page
    await context.close()
    assert forbidden == []
