"""From an invoice to the bank's statement: what is plain is paid, everything else is decided by buttons (5)."""

from collections import Counter
from collections.abc import Mapping

import pytest
from sqlalchemy import select

from bot.sandbox.client import Person
from db import tables
from tests.desks import Stage
from tests.factories import IDENTITY
from tests.flows.money.test_invoices import enter, invoice
from tests.flows.requester_steps import choose, identify
from tests.rules.money import statements
from tests.rules.money.statements import ACCOUNT, PAYER_ACCOUNT

PAYER = {"ПлательщикИНН": IDENTITY["inn"], "Плательщик1": IDENTITY["company"], "ДатаПоступило": "03.02.2026"}
BACK = {"ПлательщикСчет": ACCOUNT, "ПолучательСчет": PAYER_ACCOUNT, "ДатаПоступило": "", "ДатаСписано": "03.02.2026"}
SILENT = {"НазначениеПлатежа": "За услуги"}


async def send(dina: Person, *documents: Mapping[str, str | None], data: bytes | None = None) -> None:
    """Send what the bank gave out."""
    found = statements.data(*(PAYER | each for each in documents)) if data is None else data
    await dina.send_file("kl_to_1c.txt", found, caption="/statement")


async def on_record(stage: Stage) -> tuple[Counter[str], int]:
    """The states of payments, and how many periods were bought."""
    async with stage.desk.database.reading() as connection:
        states = (await connection.execute(select(tables.payments.c.state))).scalars()
        bought = tables.subscriptions.c.invoice
        periods = await connection.execute(select(bought).where(bought.is_not(None)))
        return Counter(states), len(periods.all())


@pytest.mark.both
async def test_clause_5_what_the_statement_of_the_bank_says_pays_the_invoice(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await enter(dina)
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Загрузка прайс-листа")
    await anna.click("Подключить «Расширенный»")
    await anna.click("1 месяц — 1000 ₽")
    await anna.sees("Счёт ЭО-2026-1:")
    await send(dina, {})
    report = await dina.sees("прочитан 1 документ")
    assert "Оплачен 1 счёт на 1000 ₽: ЭО-2026-1" in report.text
    assert report.buttons == ()
    await anna.sees("Счёт ЭО-2026-1 оплачен. Тариф «Расширенный» действует с 03.02.2026 по 02.03.2026 включительно")
    assert not any("Оплачен" in message.buttons for message in await dina.messages())
    said = await anna.send("/new")
    await anna.sees("по-прежнему верны", after=said)
    await anna.click("Всё верно")
    await choose(anna, "Загрузка прайс-листа")
    await anna.sees("Опишите", after=said)


@pytest.mark.both
async def test_clause_5_the_same_file_twice_changes_nothing(stage: Stage, anna: Person, dina: Person):
    await invoice(stage, anna, dina)
    await send(dina, {}, SILENT | {"Номер": "42", "Сумма": "5.00"})
    await dina.sees("Оплачен 1 счёт")
    before = await on_record(stage)
    assert before == ({"matched": 1, "undecided": 1}, 1)
    said = await dina.last()
    await send(dina, {}, SILENT | {"Номер": "42", "Сумма": "5.00"})
    again = await dina.sees("Уже учтены по прежней выписке: 2", after=said)
    assert "Оплаченных счетов в ней нет" in again.text
    assert await on_record(stage) == before
    assert len([each for each in await anna.messages() if "ЭО-2026-1 оплачен" in each.text]) == 1


async def test_a_payment_without_a_number_pays_the_only_invoice_that_fits(stage: Stage, anna: Person, dina: Person):
    await invoice(stage, anna, dina)
    await send(dina, SILENT)
    await anna.sees("Счёт ЭО-2026-1 оплачен")


async def test_what_is_not_plain_is_decided_one_after_another(stage: Stage, anna: Person, dina: Person):
    await invoice(stage, anna, dina)
    await send(
        dina, {"Сумма": "999.00"}, SILENT | {"Номер": "42", "Сумма": "7.00", "ПлательщикИНН": "7736050003"}, BACK
    )
    report = await dina.sees("Нужно решить: 2")
    assert "списания: 1" in report.text
    await dina.click("Решить (2)")
    page = await dina.sees("999 ₽ от 03.02.2026 · нужно решить: 2")
    assert "сумма меньше, чем в счёте (ЭО-2026-1, 1000 ₽)" in page.text
    assert page.buttons == ("Это оплата ЭО-2026-1", "Не относится", "Возврат", "Позже, следующий")
    await dina.click("Позже, следующий")
    page = await dina.sees("7 ₽ от 03.02.2026")
    assert "подходящего открытого счёта нет" in page.text
    assert page.buttons == ("Не относится", "Возврат", "Позже, следующий")
    await dina.click("Не относится")
    await dina.sees("999 ₽ от 03.02.2026 · нужно решить: 1")
    await dina.click("Это оплата ЭО-2026-1")
    await dina.sees("Все поступления по выписке разобраны")
    await anna.sees("Счёт ЭО-2026-1 оплачен")
    assert await on_record(stage) == ({"matched": 1, "ignored": 1}, 1)


async def test_money_that_went_back_is_a_case_and_pays_nothing(stage: Stage, anna: Person, dina: Person):
    await invoice(stage, anna, dina)
    await send(dina, {}, BACK | {"Номер": "7", "НазначениеПлатежа": "Возврат по счёту ЭО-2026-1"})
    await dina.sees("Нужно решить: 1")
    await dina.click("Решить (1)")
    page = await dina.sees("деньги ушли с нашего счёта обратно (ЭО-2026-1, 1000 ₽)")
    assert page.buttons == ("Не относится", "Возврат")
    await dina.click("Возврат")
    await dina.sees("Все поступления по выписке разобраны")
    assert await on_record(stage) == ({"matched": 1, "returned": 1}, 1)
    async with stage.desk.database.reading() as connection:
        found = await connection.execute(select(tables.payments).order_by(tables.payments.c.id))
        paid, back = found.all()
    assert (back.refund_of, back.invoice) == (paid.id, paid.invoice)


async def test_what_a_supervisor_noted_by_hand_is_no_second_payment(stage: Stage, anna: Person, dina: Person):
    await invoice(stage, anna, dina)
    await dina.sees("Счёт ЭО-2026-1:")
    await dina.click("Оплачен")
    await anna.sees("Счёт ЭО-2026-1 оплачен")
    await send(dina, {}, {"Номер": "42"})
    report = await dina.sees("Отмечены вручную раньше: 1")
    assert report.buttons == ("Решить (1)",)
    await dina.click("Решить (1)")
    page = await dina.sees("счёт уже оплачен (ЭО-2026-1, 1000 ₽)")
    assert page.buttons == ("Не относится", "Возврат")
    assert await on_record(stage) == ({"matched": 1, "ignored": 1, "undecided": 1}, 1)


REFUSED = [
    (statements.data({})[:300], "Выписка обрывается"),
    (b"INN;SUM", "Это не выписка для 1С"),
    (statements.data({"ПолучательСчет": "40702810100000000000"}, head={"РасчСчет": "40702810100000000000"}), "другому"),
]


@pytest.mark.parametrize(("data", "words"), REFUSED)
async def test_a_file_that_cannot_be_taken_is_refused_as_a_whole(
    stage: Stage, anna: Person, dina: Person, data: bytes, words: str
):
    await invoice(stage, anna, dina)
    await send(dina, data=data)
    await dina.sees(words)
    assert await on_record(stage) == ({}, 0)


async def test_without_requisites_or_a_file_it_is_said_what_is_missing(stage: Stage, anna: Person, dina: Person):
    await dina.send("/start")
    await send(dina, {})
    await dina.sees("Реквизитов и счёта пока нет")
    said = await dina.send("/statement")
    assert (await dina.sees("с подписью /statement", after=said)).buttons == ()
    await anna.send("/start")
    await anna.send_file("kl_to_1c.txt", statements.data({}), caption="/statement")
    await stage.settled()
    assert await on_record(stage) == ({}, 0)
