"""The sandbox's provider of payments by link, as a program asks it and as somebody pays on its page."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.sandbox.shop import HOOK, Shop, ShopApi

ASKED = {
    "amount": {"value": "2500.00", "currency": "RUB"},
    "confirmation": {"type": "redirect", "return_url": "https://t.me/desk"},
    "description": "Тариф <b>, 3 месяца",
    "metadata": {"link": "k"},
}
Act = Callable[[str], Awaitable[int]]


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    return []


@pytest.fixture
async def shop(heard: list[dict[str, Any]]) -> AsyncIterator[str]:
    async def hear(request: web.Request) -> web.Response:
        heard.append(await request.json())
        return web.Response()

    app = web.Application()
    app.add_routes([*ShopApi(Shop()).routes(), web.post(HOOK, hear)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def created(session: ClientSession, shop: str, key: str = "k") -> dict[str, Any]:
    async with session.post(f"{shop}/v3/payments", json=ASKED, headers={"Idempotence-Key": key}) as answer:
        return dict(await answer.json())


async def pressed(session: ClientSession, url: str, act: str) -> tuple[int, list[str]]:
    """Press a button of a payment's page; returns the status and the buttons that are there then."""
    async with session.post(url, data={"do": act}) as answer:
        return answer.status, re.findall(r'value="(\w+)"', await answer.text())


async def test_a_key_makes_one_payment(session: ClientSession, shop: str):
    first, second = await created(session, shop), await created(session, shop)
    assert first == second
    assert (await created(session, shop, "other"))["id"] != first["id"]
    async with session.post(f"{shop}/v3/payments", json=ASKED) as answer:
        assert answer.status == 400
    async with session.get(f"{shop}/v3/payments/{first['id']}") as answer:
        assert await answer.json() == first
    async with session.get(f"{shop}/v3/refunds/{first['id']}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("act", "told", "left"),
    [
        ("pay", ["payment.succeeded"], ["back"]),
        ("twice", ["payment.succeeded", "payment.succeeded"], ["back"]),
        ("decline", ["payment.canceled"], []),
    ],
)
async def test_somebody_pays_on_the_page(
    session: ClientSession, shop: str, heard: list[dict[str, Any]], act: str, told: list[str], left: list[str]
):
    payment = await created(session, shop)
    page = payment["confirmation"]["confirmation_url"]
    async with session.get(page) as answer:
        shown = await answer.text()
    assert "2\u00a0500\u00a0₽" in shown
    assert "Тариф &lt;b&gt;" in shown
    assert await pressed(session, page, act) == (200, left)
    assert [each["event"] for each in heard] == told
    assert heard[-1]["object"]["paid"] is (act != "decline")
    assert (await pressed(session, page, act))[0] == 400


async def test_money_goes_back(session: ClientSession, shop: str, heard: list[dict[str, Any]]):
    page = (await created(session, shop))["confirmation"]["confirmation_url"]
    await pressed(session, page, "pay")
    await pressed(session, page, "back")
    told = heard[-1]
    assert (told["event"], told["object"]["payment_id"]) == ("refund.succeeded", heard[0]["object"]["id"])
    async with session.get(f"{shop}/v3/refunds/{told['object']['id']}") as answer:
        assert (await answer.json())["amount"] == ASKED["amount"]


async def test_there_is_no_page_of_no_payment(session: ClientSession, shop: str):
    async with session.get(f"{shop}/sandbox/shop/sandbox-9") as answer:
        assert answer.status == 404
