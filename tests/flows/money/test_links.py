"""2.1, 5: an invoice is paid by a link; what the provider is said to have told is asked for again."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import func, select

from bot.rules.money.invoices import InvoiceState
from bot.sandbox.client import Person
from db import tables
from db.money import links
from keyboards.paying import PayOnline
from tests import yookassa
from tests.desks import Stage, playing
from tests.flows.money.bills import billed, books, change, hook_of, shop_settings
from tests.yookassa import Yookassa

MONTH = [(date(2026, 2, 3), date(2026, 3, 3))]
PAY, GO = "Оплатить онлайн", "Перейти к оплате"


@pytest.fixture(name="shop")
async def shop_() -> AsyncIterator[Yookassa]:
    async with yookassa.serving() as shop:
        yield shop


@pytest.fixture
async def stage(database_url: str, shop: Yookassa) -> AsyncIterator[Stage]:
    async with playing(database_url, **shop_settings(shop)) as stage:
        shop.hook = hook_of(stage.desk)
        yield stage


@pytest.mark.both
async def test_clause_5_an_invoice_is_paid_by_a_link(stage: Stage, shop: Yookassa, anna: Person, dina: Person):
    await dina.send("/start")
    bill = await billed(stage.desk)
    answer = await anna.click(PAY)
    assert answer is not None
    assert answer["text"] == "Ссылка придёт следующим сообщением."
    shown = await anna.sees("оплата на странице")
    assert shown.url(GO) == shop.payments["pay-1"]["confirmation"]["confirmation_url"]
    assert shop.bodies[0]["amount"] == {"value": "1000.00", "currency": "RUB"}
    assert shop.bodies[0]["metadata"]["invoice"] == bill.name
    shop.pay("pay-1")
    assert await shop.notify("payment.succeeded", "pay-1") == 200
    await anna.sees(f"Счёт {bill.name} оплачен")
    await dina.sees("1000 ₽")
    for _ in range(3):
        assert await shop.notify("payment.succeeded", "pay-1") == 200
    await stage.settled()
    found = await books(stage.desk)
    assert (found.links, found.payments, found.periods) == ({"paid": 1}, {"matched": 1}, MONTH)
    assert shop.asked[1:] == ["GET payments pay-1"]
    assert [message.buttons for message in await anna.messages() if message.buttons] == []


async def test_a_notification_that_lies_changes_nothing_and_does_not_hide_the_truth(
    stage: Stage, shop: Yookassa, anna: Person
):
    await billed(stage.desk)
    await anna.click(PAY)
    await anna.sees("оплата на странице")
    lie = {"status": "succeeded", "paid": True}
    assert await shop.notify("payment.succeeded", "pay-1", **lie) == 200
    assert await shop.notify("payment.succeeded", "pay-404", **lie) == 200
    await stage.settled()
    assert (await books(stage.desk)).payments == {}
    shop.pay("pay-1")
    assert await shop.notify("payment.succeeded", "pay-1") == 200
    await anna.sees("оплачен")
    assert (await books(stage.desk)).periods == MONTH


async def test_a_notification_about_another_order_pays_nothing(stage: Stage, shop: Yookassa, anna: Person):
    await billed(stage.desk)
    await anna.click(PAY)
    await anna.sees("оплата на странице")
    key = next(iter(shop.keys))
    shop.payments["pay-2"] = shop.payments["pay-1"] | {"id": "pay-2", "metadata": {"link": "of somebody else"}}
    shop.pay("pay-2")
    await shop.notify("payment.succeeded", "pay-2", metadata={"link": key})
    await stage.settled()
    found = await books(stage.desk)
    assert (found.links, found.payments, found.periods) == ({"open": 1}, {}, [])
    assert "GET payments pay-2" in shop.asked


@pytest.mark.parametrize("amount", [{"value": "999.00", "currency": "RUB"}, {"value": "1000.01", "currency": "RUB"}])
async def test_another_sum_is_a_case_for_supervisors(
    stage: Stage, shop: Yookassa, anna: Person, dina: Person, amount: dict[str, str]
):
    await dina.send("/start")
    await billed(stage.desk)
    await anna.click(PAY)
    await anna.sees("оплата на странице")
    shop.pay("pay-1")
    shop.payments["pay-1"]["amount"] = amount
    await shop.notify("payment.succeeded", "pay-1")
    await dina.sees("Ничего не изменено")
    found = await books(stage.desk)
    assert (found.payments, found.periods) == ({"undecided": 1}, [])


@pytest.mark.both
async def test_a_notification_may_come_before_the_answer_to_the_creation(stage: Stage, shop: Yookassa, anna: Person):
    async def paid_already(_request: web.Request) -> None:
        shop.pay("pay-1")
        assert await shop.notify("payment.succeeded", "pay-1") == 200

    shop.faults.append(paid_already)
    bill = await billed(stage.desk)
    await anna.click(PAY)
    await anna.sees(f"Счёт {bill.name} оплачен")
    found = await books(stage.desk)
    assert (found.links, found.payments, found.periods) == ({"paid": 1}, {"matched": 1}, MONTH)


@pytest.mark.parametrize("fault", [yookassa.cut, yookassa.refusing(500), yookassa.saying(b"{}")])
async def test_an_answer_that_is_lost_makes_no_second_payment(
    stage: Stage, shop: Yookassa, anna: Person, fault: yookassa.Fault
):
    shop.faults += [fault, fault]
    await billed(stage.desk)
    await anna.click(PAY)
    await anna.sees("оплата на странице")
    assert len(shop.payments) == 1
    assert len(set(shop.asked)) == 1


async def test_what_nobody_tells_of_is_asked_for(stage: Stage, shop: Yookassa, anna: Person):
    await billed(stage.desk)
    await anna.click(PAY)
    await anna.sees("оплата на странице")
    await stage.later(minutes=3)
    assert (await books(stage.desk)).periods == []
    shop.pay("pay-1")
    await stage.later(minutes=6)
    await anna.sees("оплачен")
    assert (await books(stage.desk)).links == {"paid": 1}


async def test_a_link_stands_until_it_is_void_and_then_there_is_another(stage: Stage, shop: Yookassa, anna: Person):
    await billed(stage.desk)
    await anna.click(PAY)
    first = await anna.sees("оплата на странице")
    await anna.click("Новая ссылка")
    second = await anna.sees("оплата на странице", after=first)
    assert second.url(GO) == first.url(GO)
    shop.cancel("pay-1")
    await shop.notify("payment.canceled", "pay-1")
    await stage.settled()
    await anna.click("Новая ссылка")
    third = await anna.sees("оплата на странице", after=second)
    assert third.url(GO) != first.url(GO)
    assert len(shop.keys) == 2
    assert (await books(stage.desk)).links == {"over": 1, "open": 1}


@pytest.mark.parametrize("void", [True, False])
async def test_an_older_link_is_looked_at_before_it_is_given_again(
    stage: Stage, shop: Yookassa, anna: Person, void: bool
):
    await billed(stage.desk)
    await anna.click(PAY)
    first = await anna.sees("оплата на странице")
    if void:
        shop.cancel("pay-1")  # and nobody tells of it
    stage.sandbox.clock.move(timedelta(seconds=90))
    await anna.click("Новая ссылка")
    second = await anna.sees("оплата на странице", after=first)
    assert (second.url(GO) != first.url(GO)) is void
    assert "GET payments pay-1" in shop.asked
    assert (await books(stage.desk)).links == ({"over": 1, "open": 1} if void else {"open": 1})


async def test_a_link_that_is_paid_already_is_not_given_again(stage: Stage, shop: Yookassa, anna: Person):
    await billed(stage.desk)
    await anna.click(PAY)
    first = await anna.sees("оплата на странице")
    shop.pay("pay-1")
    stage.sandbox.clock.move(timedelta(seconds=90))
    await anna.click("Новая ссылка")
    await anna.sees("оплачен", after=first)
    await stage.settled()
    assert len(shop.payments) == 1
    assert sum("оплата на странице" in message.text for message in await anna.messages()) == 1


async def test_a_link_whose_making_was_set_aside_is_made_when_it_is_asked_for_again(
    stage: Stage, shop: Yookassa, anna: Person
):
    bill = await billed(stage.desk)
    async with stage.desk.database.transaction() as connection:
        await links.begin(connection, bill.id, "left-over", stage.desk.now())
    await anna.click(PAY)
    await anna.sees("оплата на странице")
    assert list(shop.keys) == ["left-over"]


async def test_two_links_that_are_both_paid_are_one_period_and_a_case(
    stage: Stage, shop: Yookassa, anna: Person, dina: Person
):
    await dina.send("/start")
    await billed(stage.desk)
    await anna.click(PAY)
    await anna.sees("оплата на странице")
    shop.cancel("pay-1")
    await shop.notify("payment.canceled", "pay-1")
    await stage.settled()
    await anna.click("Новая ссылка")
    await stage.settled()
    for payment in ("pay-2", "pay-1"):  # the first is paid after all
        shop.pay(payment)
        await shop.notify("payment.succeeded", payment)
        await stage.settled()
    await dina.sees("уже оплачен")
    found = await books(stage.desk)
    assert (found.payments, found.periods) == ({"matched": 1, "undecided": 1}, MONTH)


async def test_a_link_that_is_refused_is_told_and_the_ways_stay(
    stage: Stage, shop: Yookassa, anna: Person, dina: Person
):
    await dina.send("/start")
    shop.faults.append(yookassa.refusing(400))
    await billed(stage.desk)
    await anna.click(PAY)
    told = await anna.sees("этим способом сейчас нельзя")
    await dina.sees("try again")
    await anna.click(PAY)
    await anna.sees("оплата на странице", after=told)
    assert (await books(stage.desk)).links == {"over": 1, "open": 1}


async def test_money_that_goes_back_is_recorded_once_and_told(stage: Stage, shop: Yookassa, anna: Person, dina: Person):
    await dina.send("/start")
    bill = await billed(stage.desk)
    await anna.click(PAY)
    await anna.sees("оплата на странице")
    shop.pay("pay-1")
    refund = shop.give_back("pay-1", "400.00")  # told before the payment itself was
    for _ in range(2):
        await shop.notify("refund.succeeded", refund)
    await dina.sees(f"400 ₽ по счёту {bill.name} возвращено")
    await stage.settled()
    await shop.notify("refund.succeeded", "ref-404", payment_id="pay-1")
    await stage.settled()
    found = await books(stage.desk)
    assert (found.payments, found.periods) == ({"matched": 1, "returned": 1}, MONTH)
    assert sum("возвращено" in message.text for message in await dina.messages()) == 1
    async with stage.desk.database.reading() as connection:
        row = (await connection.execute(select(tables.payments).where(tables.payments.c.refund_of.isnot(None)))).one()
    assert (row.kopecks, row.external_id) == (400_00, refund)


@pytest.mark.parametrize(
    ("state", "words"),
    [(InvoiceState.CANCELLED, "отменён"), (InvoiceState.EXPIRED, "истёк"), (InvoiceState.PAID, "уже")],
)
async def test_only_an_invoice_that_waits_for_money_gets_a_link(
    stage: Stage, shop: Yookassa, anna: Person, state: InvoiceState, words: str
):
    bill = await billed(stage.desk)
    await change(stage, bill, state=state)
    answer = await anna.click(PAY)
    assert words in ((answer or {}).get("text") or (await anna.last()).text)
    await stage.settled()
    assert shop.asked == []


async def test_nobody_gets_a_link_for_somebody_elses_invoice(stage: Stage, shop: Yookassa, boris: Person):
    await boris.send("/start")
    bill = await billed(stage.desk)
    message = await boris.sees("")
    await boris.press(message, PayOnline(invoice=bill.id).pack(), forged=True)
    await boris.press(message, PayOnline(invoice=999).pack(), forged=True)
    await stage.settled()
    assert shop.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"type": "notification", "event": "payment.succeeded"}',
        b'{"type": "notification", "event": "payment.succeeded", "object": {"id": 5}}',
        b'{"type": "notification", "event": "payout.succeeded", "object": {"id": "p"}}',
        b'{"type": "notification", "event": "refund.succeeded", "object": {"id": "p"}}',
        b'{"type": "notification", "event": "payment.succeeded", "object": {"id": "' + b"x" * 65 + b'"}}',
        b"[" * 100_000,
    ],
)
async def test_what_is_no_notification_is_not_kept(stage: Stage, shop: Yookassa, body: bytes):
    async with aiohttp.ClientSession() as session, session.post(shop.hook, data=body) as answer:
        assert answer.status == 400
    async with stage.desk.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(tables.inbox)) == 0


async def test_a_receipt_is_asked_for_where_receipts_are_on(database_url: str, shop: Yookassa):
    async with playing(database_url, receipts=True, **shop_settings(shop)) as stage:
        await billed(stage.desk)
        await stage.people["anna"].click(PAY)
        await stage.people["anna"].sees("оплата на странице")
    [item] = shop.bodies[0]["receipt"]["items"]
    assert (item["vat_code"], item["amount"]["value"]) == (7, "1000.00")
    assert shop.bodies[0]["receipt"]["customer"]["inn"] == "7707083893"


async def test_without_a_shop_nobody_is_told_of_payments(database_url: str):
    async with (
        playing(database_url) as stage,
        aiohttp.ClientSession() as session,
        session.post(hook_of(stage.desk), json={}) as answer,
    ):
        assert answer.status == 404
