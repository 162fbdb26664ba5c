"""2.1, 5: from a service that «Базовый» leaves to the requester to an operator who does it, paid online in one go."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from bot.sandbox.client import Person
from tests import yookassa
from tests.desks import Stage, playing
from tests.flows.money.bills import hook_of, shop_settings
from tests.flows.money.test_invoices import THREE, enter
from tests.flows.requester_steps import choose, identify
from tests.yookassa import Yookassa

ONLINE, HERE = "Оплатить онлайн", "Оплатить в Telegram"
PERIOD = "с 03.02.2026 по 02.05.2026 включительно"


@pytest.fixture(name="shop")
async def shop_() -> AsyncIterator[Yookassa]:
    async with yookassa.serving() as shop:
        yield shop


@pytest.fixture
async def stage(database_url: str, shop: Yookassa) -> AsyncIterator[Stage]:
    provider = SecretStr("381764678:TEST:100037")
    async with playing(database_url, payment_provider_token=provider, **shop_settings(shop)) as stage:
        shop.hook = hook_of(stage.desk)
        yield stage


async def invoiced(anna: Person, dina: Person) -> None:
    """Ask for a service of the extended tariff, and be billed for it."""
    await enter(dina)
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Загрузка прайс-листа")
    await anna.click("Подключить «Расширенный»")
    await anna.click(THREE)
    assert (await anna.sees("Счёт ЭО-2026-1: 2500 ₽")).buttons == (ONLINE, HERE)


async def served(stage: Stage, anna: Person, vera: Person) -> None:
    """Ask again, and see an operator's card that says who does it."""
    said = await anna.send("/new")
    await anna.sees("по-прежнему верны", after=said)
    await anna.click("Всё верно")
    await choose(anna, "Загрузка прайс-листа")
    await anna.sees("Опишите, пожалуйста, ваш вопрос", after=said)
    await anna.send("Загрузите, пожалуйста, прайс")
    await stage.settled()  # the question is asked again below
    await anna.click("Готово")
    await anna.click("Отправить")
    await vera.in_topic("ЭО-1").sees("Расширенный — выполняет оператор")


@pytest.mark.both
async def test_clause_5_from_a_service_to_an_operator_by_a_link(
    stage: Stage, shop: Yookassa, anna: Person, vera: Person, dina: Person
):
    await invoiced(anna, dina)
    await anna.click(ONLINE)
    page = await anna.sees("оплата на странице")
    assert page.buttons == ("Перейти к оплате", "Новая ссылка", HERE)
    assert shop.bodies[0]["amount"]["value"] == "2500.00"
    shop.pay("pay-1")
    await shop.notify("payment.succeeded", "pay-1")
    await anna.sees(f"Счёт ЭО-2026-1 оплачен. Тариф «Расширенный» действует {PERIOD}")
    await stage.settled()
    assert not any("Оплачен" in message.buttons for message in await dina.messages())
    await served(stage, anna, vera)


@pytest.mark.both
async def test_clause_5_from_a_service_to_an_operator_inside_telegram(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await invoiced(anna, dina)
    await anna.click(HERE)
    assert (await anna.pays(await anna.sees("total_amount")))["paid"] == 1
    await anna.sees(PERIOD)
    await served(stage, anna, vera)


async def test_an_invoice_that_a_supervisor_has_cancelled_is_not_paid_any_more(
    stage: Stage, shop: Yookassa, anna: Person, dina: Person
):
    await invoiced(anna, dina)
    await anna.click(HERE)
    here = await anna.sees("total_amount")
    await dina.click("Отменить")
    await dina.click("Да, отменить")
    await anna.sees("отменён")
    assert "отменён" in (await anna.pays(here))["error"]


async def test_a_supervisor_and_the_provider_say_that_it_is_paid(
    stage: Stage, shop: Yookassa, anna: Person, dina: Person
):
    await invoiced(anna, dina)
    await anna.click(ONLINE)
    await anna.sees("оплата на странице")
    await dina.click("Оплачен")
    await anna.sees(PERIOD)
    shop.pay("pay-1")
    await shop.notify("payment.succeeded", "pay-1")
    await dina.sees("уже оплачен")
