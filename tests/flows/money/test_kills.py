"""A kill between any two steps of a payment loses and doubles nothing (5)."""

import os
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web

from bot.app import utc_now
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.server import Sandbox
from tests import yookassa
from tests.delivery.conftest import until
from tests.delivery.processes import Nursery, gone, nursery
from tests.desks import free_port, telegram, working
from tests.flows.money.bills import Books, billed, books, shop_settings
from tests.soak.campaign import environment
from tests.yookassa import KEY, SHOP, Yookassa

pytestmark = pytest.mark.xdist_group("kill")


@pytest.fixture(scope="module")
async def desks(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nursery]:
    async with nursery(tmp_path_factory.mktemp("paying")) as started:
        yield started


@pytest.fixture(name="shop")
async def shop_() -> AsyncIterator[Yookassa]:
    async with yookassa.serving() as shop:
        yield shop


@dataclass
class Play:
    """A desk in a process of its own, the Telegram and the shop around it."""

    url: str
    sandbox: Sandbox
    address: str
    shop: Yookassa
    desks: Nursery
    pid: int = 0

    async def begin(self) -> None:
        """Start a desk."""
        port = free_port()
        self.shop.hook = f"http://127.0.0.1:{port}/hooks/yookassa"
        paying = {"YOOKASSA_SHOP_ID": SHOP, "YOOKASSA_SECRET_KEY": KEY, "YOOKASSA_API_URL": self.shop.address}
        provider = {"PAYMENT_PROVIDER_TOKEN": "1:TEST:2", "HTTP_PORT": str(port), "SUPERVISOR_IDS": str(cast.DINA)}
        self.pid = await self.desks.start(environment(self.url, self.address) | paying | provider)

    async def kill(self) -> None:
        """Kill it, at once."""
        os.kill(self.pid, signal.SIGKILL)
        await gone(self.pid)

    async def again(self) -> None:
        """Kill it, and start the next."""
        await self.kill()
        await self.begin()

    def shown(self, kind: str) -> list[Any]:
        """The messages of a kind in Anna's chat."""
        return [post for post in self.sandbox.world.chats[cast.ANNA].posts.values() if post.content.kind == kind]

    def said(self, words: str) -> int:
        """How often Anna was told something."""
        return sum(words in post.content.text for post in self.shown("text"))


async def prepared(url: str, sandbox: Sandbox, address: str, shop: Yookassa, label: str) -> Person:
    """Show Anna an invoice and have her press a button of it, which no desk has heard of yet."""
    more = shop_settings(shop) | {"payment_provider_token": "1:TEST:2"}
    async with working(url, sandbox, address, **more) as stage:
        await billed(stage.desk)
        shown = await stage.people["anna"].sees("Счёт")
        await stage.settled()
        data = shown.data(label)
    world = sandbox.world
    assert data is not None
    sandbox.telegram.press(world.chats[cast.ANNA].posts[shown.id], cast.ANNA, data)
    return stage.people["anna"]


async def outcome(url: str, sandbox: Sandbox, address: str, shop: Yookassa) -> Books:
    """What is on record once a last desk has done all that was left."""
    async with working(url, sandbox, address, **shop_settings(shop)) as stage:
        await stage.settled()
        return await books(stage.desk)


def killing(play: Play, instead: bool) -> yookassa.Fault:
    """Kill the desk when its request was carried out; the answer goes nowhere."""

    async def fault(_request: web.Request) -> web.StreamResponse | None:
        await play.again()
        return web.json_response({}) if instead else None

    return fault


@pytest.mark.both
@pytest.mark.parametrize("step", ["creation", "link", "told", "asking", "asked", "never"])
async def test_clause_5_a_kill_at_any_step_of_a_payment_by_link(
    database_url: str, desks: Nursery, shop: Yookassa, step: str
):
    async with telegram(utc_now(), Sandbox) as (sandbox, address):
        await prepared(database_url, sandbox, address, shop, "Оплатить онлайн")
        play = Play(database_url, sandbox, address, shop, desks)
        if step == "creation":
            shop.faults.append(killing(play, instead=False))
        await play.begin()
        await until(lambda: play.said("оплата на странице"))
        if step == "link":
            await play.again()
        shop.pay("pay-1")
        if step == "asking":
            shop.faults.append(killing(play, instead=True))
        await until_told(play, shop)
        if step == "told":
            await play.again()
        if step == "asked":
            await until(lambda: "GET payments pay-1" in shop.asked)
            await play.again()
        await until(lambda: play.said("оплачен"))
        await play.kill()
        found = await outcome(database_url, sandbox, address, shop)
    assert (found.links, found.payments, len(found.periods)) == ({"paid": 1}, {"matched": 1}, 1)
    assert len(shop.payments) == 1
    assert play.said("оплачен") <= 2, "at most the call in flight is repeated"


async def until_told(play: Play, shop: Yookassa) -> None:
    """Tell of the payment until somebody listens and has it on disk, as the provider does."""
    while True:
        try:
            if await shop.notify("payment.succeeded", "pay-1") == 200:
                return
        except OSError:
            await until(lambda: True, step=0.05)


@pytest.mark.both
@pytest.mark.parametrize("step", ["sent", "paid", "taken"])
async def test_clause_5_a_kill_at_any_step_of_a_payment_in_telegram(
    database_url: str, desks: Nursery, shop: Yookassa, step: str
):
    async with telegram(utc_now(), Sandbox) as (sandbox, address):
        await prepared(database_url, sandbox, address, shop, "Оплатить в Telegram")
        play = Play(database_url, sandbox, address, shop, desks)
        await play.begin()
        await until(lambda: play.shown("invoice"))
        if step == "sent":
            await play.again()
        if step == "paid":
            await play.kill()
        sandbox.telegram.paid(play.shown("invoice")[-1], cast.ANNA)
        if step == "paid":
            await play.begin()
        if step == "taken":
            await until(lambda: not sandbox.telegram.feed.pending)
            await play.again()
        await until(lambda: play.said("оплачен"))
        await play.kill()
        found = await outcome(database_url, sandbox, address, shop)
    assert (found.payments, len(found.periods)) == ({"matched": 1}, 1)
    assert play.said("оплачен") <= 2, "at most the call in flight is repeated"
