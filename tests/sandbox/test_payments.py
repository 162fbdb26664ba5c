"""The sandbox's Telegram plays the provider of payments: it asks the bot first, then pays, declines, pays twice."""

import asyncio
from datetime import timedelta

import pytest

from bot.sandbox import paying
from tests.sandbox.conftest import Refused

BILL = {
    "title": "Счёт ЭО-2026-1",
    "description": "Тариф «Расширенный», 1 месяц",
    "payload": "invoice:1",
    "provider_token": "1:TEST:2",
    "currency": "RUB",
    "prices": [{"label": "1 месяц", "amount": 100_000}],
}


async def asked(api):
    """The next queries of who is about to pay, confirmed."""
    updates = await api("getUpdates", timeout=5)
    await api("getUpdates", offset=updates[-1]["update_id"] + 1)
    return [update["pre_checkout_query"] for update in updates]


async def test_an_invoice_is_paid_after_the_bot_said_yes(api, started):
    sent = await api("sendInvoice", chat_id=started.id, **BILL)
    assert sent["invoice"]["total_amount"] == 100_000
    shown = await started.last()
    assert shown.raw["invoice"]["total"] == "1\u00a0000\u00a0₽"
    paying_ = asyncio.create_task(started.pays(shown))
    [query] = await asked(api)
    assert (query["invoice_payload"], query["total_amount"], query["currency"]) == ("invoice:1", 100_000, "RUB")
    assert query["from"]["id"] == started.id
    await api("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    assert await paying_ == {"paid": 1, "error": ""}
    [told] = await api.updates("message")
    paid = told["successful_payment"]
    assert (paid["invoice_payload"], paid["total_amount"]) == ("invoice:1", 100_000)
    assert paid["telegram_payment_charge_id"] != paid["provider_payment_charge_id"]
    assert (await started.last()).service == "оплачено 1\u00a0000\u00a0₽"


async def test_the_bot_says_no_and_its_words_are_shown(api, started):
    await api("sendInvoice", chat_id=started.id, **BILL)
    paying_ = asyncio.create_task(started.pays(await started.last()))
    [query] = await asked(api)
    with pytest.raises(Refused, match="error message must be non-empty"):
        await api("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=False)
    await api("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=False, error_message="Счёт отменён")
    assert await paying_ == {"paid": 0, "error": "Счёт отменён"}
    assert await api.updates("message") == []


async def test_a_card_is_declined_after_the_bot_said_yes(api, started):
    await api("sendInvoice", chat_id=started.id, **BILL)
    paying_ = asyncio.create_task(started.pays(await started.last(), "decline"))
    [query] = await asked(api)
    await api("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    assert (await paying_)["paid"] == 0
    assert await api.updates("message") == []


async def test_paying_twice_asks_twice_before_either_is_paid(api, started):
    await api("sendInvoice", chat_id=started.id, **BILL)
    paying_ = asyncio.create_task(started.pays(await started.last(), "twice"))
    queries = await asked(api)
    while len(queries) < 2:
        queries += await asked(api)
    for query in queries:
        await api("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    assert await paying_ == {"paid": 2, "error": ""}
    told = await api.updates("message")
    assert len({each["successful_payment"]["telegram_payment_charge_id"] for each in told}) == 2


async def test_a_bot_that_says_nothing_is_paid_nothing(api, started, sandbox):
    await api("sendInvoice", chat_id=started.id, **BILL)
    world = sandbox.world
    post = list(world.chats[started.id].posts.values())[-1]
    answer = await paying.pay(sandbox.telegram, world.users[started.id], post, "pay", seconds=0.01)
    assert answer == {"paid": 0, "error": "the bot did not answer"}
    [query] = await asked(api)
    sandbox.clock.move(timedelta(seconds=11))
    with pytest.raises(Refused, match="query is too old"):
        await api("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"title": "я" * 33}, "title"),
        ({"description": ""}, "description"),
        ({"payload": "я" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"provider_token": ""}, "PAYMENT_PROVIDER_INVALID"),
        ({"currency": "USD"}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"prices": [{"label": "1 месяц", "amount": 9_999}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"prices": [{"label": "1 месяц", "amount": 100_000_001}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
    ],
)
async def test_what_telegram_would_not_take_is_refused(api, started, changed, reason):
    with pytest.raises(Refused, match=reason):
        await api("sendInvoice", chat_id=started.id, **(BILL | changed))


async def test_only_an_invoice_is_paid_and_only_in_known_ways(api, started):
    words = await started.send("Здравствуйте")
    with pytest.raises(AssertionError, match="no invoice"):
        await started.pays(words)
    await api("sendInvoice", chat_id=started.id, **BILL)
    with pytest.raises(AssertionError, match="do is"):
        await started.pays(await started.last(), "borrow")
