"""2.1, 5: an invoice is paid inside Telegram; who is about to pay is answered within ten seconds, whatever the load."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from time import monotonic

import pytest
from pydantic import SecretStr
from sqlalchemy import update

from bot.actions import outgoing
from bot.actions.money import checkout
from bot.actions.work import Work
from bot.delivery.checkout import Query, query_of
from bot.rules.money import paying
from bot.rules.money.invoices import Invoice, InvoiceState
from bot.sandbox import cast
from bot.sandbox.client import Person, Seen
from bot.sandbox.world import Content
from db import inbox, tables
from db.money import invoices
from tests.desks import Stage, playing
from tests.flows.money.bills import billed, books, change

MONTH = [(date(2026, 2, 3), date(2026, 3, 3))]
PAY = "Оплатить в Telegram"
TOKEN = SecretStr("381764678:TEST:100037")


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    async with playing(database_url, payment_provider_token=TOKEN) as stage:
        yield stage


async def shown(stage: Stage, anna: Person, **fields: object) -> tuple[Invoice, Seen]:
    """An invoice of Anna's, and its copy that is paid here."""
    bill = await billed(stage.desk, **fields)
    await anna.click(PAY)
    return bill, await anna.sees("total_amount")


@pytest.mark.both
async def test_clause_5_an_invoice_is_paid_inside_telegram(stage: Stage, anna: Person, dina: Person):
    await dina.send("/start")
    bill, here = await shown(stage, anna)
    assert here.raw["invoice"]["title"] == f"Счёт {bill.name}"
    assert here.raw["invoice"]["description"] == "Тариф «Расширенный», 1 месяц"
    assert here.raw["invoice"]["total_amount"] == 100_000
    assert await anna.pays(here) == {"paid": 1, "error": ""}
    await anna.sees(f"Счёт {bill.name} оплачен")
    await dina.sees("в Telegram")
    found = await books(stage.desk)
    assert (found.payments, found.periods) == ({"matched": 1}, MONTH)
    again = await anna.pays(here)
    assert again == {"paid": 0, "error": f"Счёт {bill.name} уже оплачен."}
    assert (await books(stage.desk)).payments == {"matched": 1}


async def test_a_card_that_is_declined_changes_nothing(stage: Stage, anna: Person):
    _bill, here = await shown(stage, anna)
    assert (await anna.pays(here, "decline"))["paid"] == 0
    await stage.settled()
    assert (await books(stage.desk)).payments == {}
    assert (await anna.pays(here))["paid"] == 1
    await anna.sees("оплачен")


@pytest.mark.both
async def test_paying_twice_at_once_is_one_period_and_a_case(stage: Stage, anna: Person, dina: Person):
    await dina.send("/start")
    _bill, here = await shown(stage, anna)
    assert (await anna.pays(here, "twice"))["paid"] == 2
    await dina.sees("уже оплачен")
    found = await books(stage.desk)
    assert (found.payments, found.periods) == ({"matched": 1, "undecided": 1}, MONTH)


@pytest.mark.parametrize(
    ("state", "words"),
    [(InvoiceState.CANCELLED, "отменён"), (InvoiceState.EXPIRED, "истёк"), (InvoiceState.PAID, "уже")],
)
async def test_who_is_about_to_pay_what_is_not_offered_any_more_is_stopped(
    stage: Stage, anna: Person, state: InvoiceState, words: str
):
    bill, here = await shown(stage, anna)
    await change(stage, bill, state=state)
    answer = await anna.pays(here)
    assert (answer["paid"], words in answer["error"]) == (0, True)


async def test_the_last_day_is_that_of_the_desks_zone(stage: Stage, anna: Person):
    today = stage.desk.now().astimezone(stage.desk.policy.zone).date()
    _bill, here = await shown(stage, anna, valid_until=today)
    stage.move(hours=13)  # 23:00 in Moscow
    assert (await anna.pays(here, "decline"))["error"] == "the bank declined the card"
    stage.move(hours=1, seconds=5)
    assert "истёк" in (await anna.pays(here))["error"]


@pytest.mark.parametrize(("amount", "currency"), [(99_999, "RUB"), (100_000, "USD")])
async def test_another_sum_or_currency_than_offered_is_stopped(stage: Stage, anna: Person, amount: int, currency: str):
    _bill, here = await shown(stage, anna)
    post = stage.sandbox.world.chats[cast.ANNA].posts[here.id]
    post.content = replace(post.content, data=post.content.data | {"total_amount": amount, "currency": currency})
    answer = await anna.pays(here)
    assert (answer["paid"], "другая" in answer["error"]) == (0, True)


@pytest.mark.parametrize(
    "payload", ["invoice:999", "invoice:", "invoice:-1", "invoice:¹", "5", "", "invoice:" + "9" * 30]
)
async def test_what_is_no_invoice_of_ours_is_stopped(stage: Stage, anna: Person, payload: str):
    _bill, here = await shown(stage, anna)
    stage.sandbox.world.chats[cast.ANNA].posts[here.id].payload = payload
    assert await anna.pays(here) == {"paid": 0, "error": "Такого счёта нет."}


async def test_money_for_no_invoice_of_ours_is_logged_and_pays_nothing(stage: Stage, anna: Person):
    _bill, here = await shown(stage, anna)
    post = stage.sandbox.world.chats[cast.ANNA].posts[here.id]
    post.payload = "invoice:999"
    stage.sandbox.telegram.paid(post, cast.ANNA)
    await stage.settled()
    found = await books(stage.desk)
    assert (found.payments, found.periods) == ({}, [])


async def test_money_that_telegram_gives_back_is_recorded_once(stage: Stage, anna: Person, dina: Person):
    await dina.send("/start")
    bill, here = await shown(stage, anna)
    await anna.pays(here)
    await anna.sees("оплачен")
    chat = stage.sandbox.world.chats[cast.ANNA]
    [paid] = [post.content.data for post in chat.posts.values() if post.content.kind == "successful_payment"]
    for _ in range(2):
        content = Content("refunded_payment", data=paid, service=True)
        stage.sandbox.telegram.post(chat, cast.ANNA, content)
    await dina.sees(f"по счёту {bill.name} возвращено")
    await stage.settled()
    assert (await books(stage.desk)).payments == {"matched": 1, "returned": 1}


async def test_a_sum_that_telegram_does_not_take_is_told(stage: Stage, anna: Person, dina: Person):
    await dina.send("/start")
    await billed(stage.desk, kopecks=50_00)
    await anna.click(PAY)
    await anna.sees("этим способом сейчас нельзя")
    await dina.sees("CURRENCY_TOTAL_AMOUNT_INVALID")


async def test_a_charge_with_a_long_name_counts_once(stage: Stage, anna: Person):
    bill, _here = await shown(stage, anna)
    async with stage.desk.database.transaction() as connection:
        work = Work(connection, stage.desk.now(), stage.desk.policy)
        for _ in range(2):
            await checkout.paid(work, checkout.Charge("я" * 200, paying.payload(bill.id), 100_000, "RUB"))
    found = await books(stage.desk)
    assert (found.payments, found.periods) == ({"matched": 1}, MONTH)


async def test_an_invoice_that_was_cancelled_before_it_went_out_is_not_sent(stage: Stage, anna: Person):
    bill = await billed(stage.desk)
    async with stage.desk.database.transaction() as connection:
        await outgoing.bill(Work(connection, stage.desk.now(), stage.desk.policy), bill.person, bill.id)
        await invoices.move(connection, bill, InvoiceState.CANCELLED)
    stage.desk.courier.wake()
    await stage.settled()
    assert [message.raw["invoice"] for message in await anna.messages() if message.raw["invoice"]] == []


async def test_who_is_about_to_pay_is_answered_while_thousands_of_updates_wait(stage: Stage, anna: Person):
    """The inbox is full and the poller goes on: what is urgent is not stored behind it."""
    _bill, here = await shown(stage, anna)
    await stage.settled()
    backlog = [(f"old-{number}", _said(number)) for number in range(3000)]
    async with stage.desk.database.transaction() as connection:
        await inbox.store(connection, "telegram", backlog, stage.desk.now())
    stage.desk.consumer.wake()
    await anna.send("и ещё вопрос")  # whoever fetches is not kept until all that is worked through
    began = monotonic()
    answer = await anna.pays(here, "decline")
    assert answer["error"] == "the bank declined the card"
    assert monotonic() - began < 10
    async with stage.desk.database.reading() as connection:
        assert await inbox.waiting_count(connection) > 0, "there was no load"
    async with stage.desk.database.transaction() as connection:
        await connection.execute(update(tables.inbox).where(tables.inbox.c.state == "waiting").values(state="dropped"))


def _said(number: int) -> str:
    """A message of a stranger's, as Telegram sends it."""
    who = f'{{"id": {900_000 + number}, "first_name": "Ф", "is_bot": false}}'
    chat = f'{{"id": {900_000 + number}, "type": "private"}}'
    message = f'{{"message_id": {number + 1}, "date": 1770102000, "text": "вопрос", "from": {who}, "chat": {chat}}}'
    return f'{{"update_id": {number + 10**7}, "message": {message}}}'


async def test_a_database_that_does_not_answer_stops_who_is_about_to_pay(
    stage: Stage, anna: Person, monkeypatch: pytest.MonkeyPatch
):
    _bill, here = await shown(stage, anna)
    await stage.settled()

    def away() -> None:
        raise OSError("the disk is away")

    with monkeypatch.context() as patch:
        patch.setattr("bot.delivery.checkout.checkout.named", lambda *_given: away())
        answer = await anna.pays(here)
    assert (answer["paid"], "через несколько минут" in answer["error"]) == (0, True)


@pytest.mark.parametrize(
    ("said", "query"),
    [
        ({}, None),
        ({"pre_checkout_query": None}, None),
        ({"pre_checkout_query": {"id": 5}}, None),
        ({"pre_checkout_query": {"id": "5"}}, Query("5", "None", "None", -1, "None")),
        ({"pre_checkout_query": {"id": "5", "total_amount": True, "from": []}}, Query("5", "None", "None", -1, "None")),
        (
            {
                "pre_checkout_query": {
                    "id": "5",
                    "from": {"id": 7},
                    "invoice_payload": "invoice:1",
                    "total_amount": 3,
                    "currency": "RUB",
                }
            },
            Query("5", "7", "invoice:1", 3, "RUB"),
        ),
    ],
)
def test_a_query_is_read_whatever_is_missing(said: dict[str, object], query: Query | None):
    assert query_of(said) == query


async def test_without_a_provider_nothing_is_offered_inside_telegram(database_url: str):
    async with playing(database_url, yookassa_shop_id="1", yookassa_secret_key=SecretStr("k")) as stage:
        await billed(stage.desk)
        assert (await stage.people["anna"].sees("Счёт")).buttons == ("Оплатить онлайн",)


async def test_it_is_answered_beside_a_transaction_that_lasts(stage: Stage, anna: Person):
    _bill, here = await shown(stage, anna)
    await stage.settled()
    async with stage.desk.database.transaction():
        asked = asyncio.create_task(anna.pays(here, "decline"))
        assert (await asyncio.wait_for(asked, 10))["error"] == "the bank declined the card"
