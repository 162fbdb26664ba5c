"""The client of YooKassa: what it asks for, and what it makes of odd answers, slow and broken ones."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.channels.yookassa.client import LARGEST, LATER, Shop, ShopError
from bot.channels.yookassa.requests import Buyer, OddAnswerError, Order, kopecks_of, order, payment, rubles
from tests import yookassa
from tests.yookassa import KEY, SHOP, Yookassa

ORDER = Order("key-1", "ЭО-2026-1", 250_000, "Тариф «Расширенный», 3 месяца, счёт ЭО-2026-1", "https://t.me/desk_bot")
RECEIPT = Buyer("anna@romashka.example", "ООО «Ромашка»", "7736050003", "5")


@pytest.fixture(name="shop")
async def shop_() -> AsyncIterator[Yookassa]:
    async with yookassa.serving() as shop:
        yield shop


@pytest.fixture(name="client")
def client_(shop: Yookassa) -> Shop:
    return Shop(SHOP, KEY, shop.address, seconds=5.0)


@pytest.mark.parametrize(
    ("kopecks", "written"), [(1, "0.01"), (10, "0.10"), (100_000, "1000.00"), (99_999_999, "999999.99")]
)
def test_sums_are_written_in_rubles_and_read_back(kopecks: int, written: str):
    assert rubles(kopecks) == written
    assert kopecks_of(written) == kopecks


@pytest.mark.parametrize(
    "value", [None, "", "abc", "1.001", "-1.00", "NaN", "Infinity", "1e400", [], {}, "1 000.00", "1000,00"]
)
def test_what_is_no_sum_in_kopecks_is_refused_and_nothing_is_rounded(value: object):
    with pytest.raises(OddAnswerError):
        kopecks_of(value)


def test_an_order_without_receipts_names_sum_order_and_way_back():
    assert order(ORDER) == {
        "amount": {"value": "2500.00", "currency": "RUB"},
        "capture": True,
        "confirmation": {"type": "redirect", "return_url": "https://t.me/desk_bot"},
        "description": ORDER.description,
        "metadata": {"link": "key-1", "invoice": "ЭО-2026-1"},
    }


@pytest.mark.parametrize(("rate", "code"), [("none", 1), ("5", 7), ("7", 8), ("22", 11)])
def test_a_receipt_names_the_company_and_the_rate(rate: str, code: int):
    receipt = order(replace(ORDER, receipt=replace(RECEIPT, vat_rate=rate)))["receipt"]
    assert receipt["customer"] == {"full_name": "ООО «Ромашка»", "inn": "7736050003", "email": "anna@romashka.example"}
    assert [(item["vat_code"], item["amount"]["value"], item["quantity"]) for item in receipt["items"]] == [
        (code, "2500.00", "1.00")
    ]


def test_long_names_are_cut_to_what_is_taken():
    long = order(replace(ORDER, description="я" * 300, receipt=replace(RECEIPT, company="₽" * 300)))
    assert len(long["description"]) == 128
    assert len(long["receipt"]["customer"]["full_name"]) == 256


async def test_an_order_is_created_once_by_its_key(shop: Yookassa, client: Shop):
    first, second = await client.create(ORDER), await client.create(ORDER)
    assert first == second
    assert (first.id, first.status, first.kopecks, first.key) == ("pay-1", "pending", 250_000, "key-1")
    assert first.url.startswith("https://")
    assert len(shop.payments) == 1
    assert (await client.create(replace(ORDER, key="key-2"))).id == "pay-2"


async def test_a_payment_and_a_refund_are_asked_for(shop: Yookassa, client: Shop):
    await client.create(ORDER)
    shop.pay("pay-1")
    refund = shop.give_back("pay-1", "1000.00")
    seen, back = await client.payment("pay-1"), await client.refund(refund)
    assert seen is not None
    assert (seen.status, seen.paid) == ("succeeded", True)
    assert back is not None
    assert (back.payment, back.kopecks) == ("pay-1", 100_000)
    assert await client.payment("../refunds/ref-1") is None
    assert await client.refund("ref-2") is None


@pytest.mark.parametrize(
    ("fault", "permanent", "retry_after"),
    [
        (yookassa.cut, False, None),
        (yookassa.refusing(500), False, None),
        (yookassa.refusing(202, {"Retry-After": "2"}), False, 2.0),
        (yookassa.refusing(429, {"Retry-After": "7"}), False, 7.0),
        (yookassa.refusing(429, {"Retry-After": "soon"}), False, None),
        (yookassa.refusing(400), True, None),
        (yookassa.refusing(302, {"Location": "/v3/payments"}), True, None),
        (yookassa.refusing(403), False, LATER),
        (yookassa.saying(b"<html>"), False, None),
        (yookassa.saying(b"[]"), False, None),
        (yookassa.saying(b"{}"), False, None),
        (yookassa.saying(b"[" * 100_000), False, None),
        (yookassa.saying(json.dumps({"id": "x" * LARGEST}).encode()), False, None),
    ],
)
async def test_an_odd_answer_is_a_failure_and_the_next_try_finds_the_same_payment(
    fault: yookassa.Fault, permanent: bool, retry_after: float | None, shop: Yookassa, client: Shop
):
    shop.faults.append(fault)
    with pytest.raises(ShopError) as failed:
        await client.create(ORDER)
    assert (failed.value.permanent, failed.value.retry_after) == (permanent, retry_after)
    assert KEY not in failed.value.reason
    assert (await client.create(ORDER)).id == "pay-1"
    assert len(shop.payments) == 1


async def test_a_slow_answer_is_waited_for_so_long_and_no_longer(shop: Yookassa, client: Shop):
    never = asyncio.Event()
    shop.faults.append(yookassa.until(never))
    with pytest.raises(ShopError, match="TimeoutError") as failed:
        await replace(client, seconds=0.05).create(ORDER)
    never.set()
    assert not failed.value.permanent


async def test_a_wrong_key_is_tried_again_later_for_it_may_be_mended(shop: Yookassa, client: Shop):
    with pytest.raises(ShopError, match="401") as failed:
        await replace(client, secret="wrong").payment("pay-1")
    assert (failed.value.permanent, failed.value.retry_after) == (False, LATER)


async def test_a_shop_that_is_away_is_tried_again():
    with pytest.raises(ShopError, match="503") as failed:
        await Shop(SHOP, KEY, "http://127.0.0.1:1").payment("pay-1")
    assert not failed.value.permanent


@pytest.mark.parametrize("missing", ["id", "status", "amount"])
def test_a_payment_without_what_makes_it_one_is_refused(missing: str):
    whole = {"id": "p", "status": "succeeded", "paid": True, "amount": {"value": "1.00", "currency": "RUB"}}
    assert payment(whole).kopecks == 100
    with pytest.raises(OddAnswerError):
        payment({name: value for name, value in whole.items() if name != missing})
