"""A login proven by a code in a letter to it: before work begins, later, or not at all (issue 15)."""

import re
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.actions.tickets import registration
from bot.actions.work import Work
from bot.rules.channels import PHONE, TELEGRAM
from bot.sandbox import cast
from bot.sandbox.client import Person
from db.people import proofs
from db.tables import login_codes, outbox
from tests.desks import Stage, playing
from tests.factories import identify as known
from tests.factories import pay, seen
from tests.flows.requester_steps import ANSWERS, choose, describe, identify
from tests.smtp import serving

LOGIN = ANSWERS[0]
PAID = (date(2026, 2, 1), date(2026, 3, 1))
PRICES = "Загрузка прайс-листа"


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    """A desk that asks for codes."""
    async with playing(database_url, verify_login=True) as stage:
        yield stage


async def code_in(stage: Stage, number: int = -1) -> str:
    """The code in a letter, the newest without a number."""
    await stage.settled()
    letter = stage.sandbox.mailbox.letters[number]
    found = re.search(r"Ваш код: (\d{6})", letter.text)
    assert found is not None, letter.text
    assert found[1] not in letter.subject
    return found[1]


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


async def send_request(person: Person, service: str = "Доступ в Систему") -> None:
    """From the choice of the service to the end."""
    await choose(person, service)
    await describe(person, "Не открывается каталог")
    await person.click("Отправить")


async def test_the_right_code_goes_on_is_shown_on_the_card_and_asked_for_once(stage: Stage, anna: Person, vera: Person):
    await anna.send("/new")
    await identify(anna)
    page = await anna.sees("Подтвердите, пожалуйста, логин")
    assert page.buttons == ("Отправить ещё раз", "Изменить адрес", "Не приходит письмо", "Отмена")
    assert LOGIN in page.text
    code = await code_in(stage)
    [letter] = stage.sandbox.mailbox.letters
    assert (letter.to, letter.subject) == (LOGIN, "Код для подтверждения логина")
    assert "Смирнова" not in letter.text  # whose mailbox it is nobody knows yet
    async with stage.desk.database.reading() as connection:
        stored = [*(await connection.execute(select(login_codes))), *(await connection.execute(select(outbox.c.body)))]
    assert code not in str([[each for each in row if not isinstance(each, int)] for row in stored])
    await anna.send(f"Код {code[:3]} {code[3:]}")
    await anna.sees("✅ Логин подтверждён.")
    await send_request(anna)
    opened = await anna.sees("под номером ЭО-1")
    assert opened.buttons == ()
    card = await vera.in_topic("ЭО-1").sees("Не открывается каталог")
    assert "✅ Логин подтверждён" in card.text
    said = await anna.send("/new")
    await anna.sees("по-прежнему верны", after=said)
    await anna.click("Всё верно")
    await anna.sees("К какой услуге", after=said)
    assert len(stage.sandbox.mailbox.letters) == 1


async def test_after_five_wrong_codes_only_a_new_one_helps(stage: Stage, anna: Person):
    await anna.send("/new")
    await identify(anna)
    code = await code_in(stage)
    await anna.send("12345")
    await anna.sees("Код состоит из 6 цифр")
    for left in ("Осталось 4 попытки", "Осталось 3 попытки", "Осталось 2 попытки", "Осталась 1 попытка"):
        await anna.send(wrong(code))
        await anna.sees(left)
    await anna.send(wrong(code))
    await anna.sees("попыток больше не осталось")
    said = await anna.send(code)
    await anna.sees("попыток больше не осталось", after=said)
    await anna.click("Отправить ещё раз")
    await anna.sees("Следующее письмо можно отправить через")
    stage.move(seconds=61)
    await anna.click("Отправить ещё раз")
    await anna.sees("Отправлено ещё одно письмо")
    await anna.send(await code_in(stage))
    await anna.sees("К какой услуге")


async def test_an_expired_code_is_told_and_no_letter_goes_on_unproven(stage: Stage, anna: Person, vera: Person):
    await anna.send("/new")
    await identify(anna)
    code = await code_in(stage)
    stage.move(minutes=10)
    await anna.send(code)
    await anna.sees("Срок действия кода истёк")
    await anna.send("не приходит письмо")
    await anna.sees("Логин не подтверждён: операторы не сообщат")
    await send_request(anna)
    opened = await anna.sees("под номером ЭО-1")
    assert opened.buttons == ("Подтвердить вход",)
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("Не открывается каталог")
    assert "🟡 Логин не подтверждён: не сообщайте сведения об организации, договоре и оплате" in card.text
    said = await anna.send("/new")
    await anna.click("Всё верно")  # who went on without is not asked again
    await anna.sees("К какой услуге", after=said)
    await anna.send("/cancel")
    await anna.click("Подтвердить вход")
    page = await anna.sees("Подтвердите, пожалуйста, логин", after=said)
    assert LOGIN not in page.text
    assert "a***@romashka.example" in page.text
    await anna.send(await code_in(stage))
    await anna.sees("✅ Логин подтверждён.")
    await stage.settled()
    assert "✅ Логин подтверждён" in (await topic.sees("Не открывается каталог")).text
    await anna.send("/profile")
    profile = await anna.sees("Данные о вас")
    assert "Подтвердить вход" not in profile.buttons


async def test_a_changed_login_is_asked_for_again_and_an_older_code_proves_nothing(stage: Stage, anna: Person):
    await anna.send("/new")
    await identify(anna)
    old = await code_in(stage)
    await anna.send("anna@vasilek.example")  # another address instead of a code
    await anna.sees("Сейчас: anna@romashka.example")
    await anna.click("anna@vasilek.example")
    await anna.click("Всё верно")
    page = await anna.sees("На адрес anna@vasilek.example отправлено")
    new = await code_in(stage)
    assert stage.sandbox.mailbox.letters[-1].to == "anna@vasilek.example"
    if old != new:
        await anna.send(old)
        await anna.sees("Код неверный", after=page)
    await anna.click("Изменить адрес")
    await anna.sees("Сейчас: anna@vasilek.example")
    await anna.click("Назад")
    await anna.click("Всё верно")
    await anna.send(new)
    await anna.sees("К какой услуге")


async def test_a_flood_of_codes_is_refused_with_when_again(stage: Stage, anna: Person):
    await known(stage.desk)
    await anna.send("/profile")
    await anna.click("Подтвердить вход")
    await anna.sees("Подтвердите, пожалуйста, логин")
    for _ in range(4):
        stage.move(seconds=61)
        await anna.click("Отправить ещё раз")
        await stage.settled()
    stage.move(seconds=61)
    await anna.click("Отправить ещё раз")
    refused = await anna.sees("Коды запрашивались слишком часто")
    assert re.search(r"не раньше вт 03\.02\.2026 11:00 МСК", refused.text)
    assert len(stage.sandbox.mailbox.letters) == 5
    await anna.send(await code_in(stage))  # the newest one is as good as before
    await anna.sees("✅ Логин подтверждён.")


async def test_an_address_that_bounces_is_told_at_once(sqlite_files: Any):
    async with serving() as server:
        url = SecretStr(f"smtp://127.0.0.1:{server.port}")
        async with playing(sqlite_files.new(), verify_login=True, smtp_url=url) as stage:
            server.answers[LOGIN] = ["550 5.1.1 No such user"]
            anna = stage.people["anna"]
            await anna.send("/new")
            await identify(anna)
            told = await anna.sees(f"Письмо на адрес {LOGIN} не доставлено")
            assert told.buttons == ("Изменить адрес", "Продолжить без кода")
            await anna.send("123456")
            await anna.sees("Действующего кода нет", after=told)
            await anna.press(told, told.data("Продолжить без кода") or "")
            await anna.sees("К какой услуге")
            assert server.letters == []
            await stage.people["dina"].send("/failed")
            await stage.people["dina"].sees("Сбоев нет")


async def test_clause_5_works_of_the_extended_tariff_begin_once_the_login_is_proven(
    stage: Stage, anna: Person, vera: Person
):
    await pay(stage.desk, *PAID)
    await anna.send("/new")
    await identify(anna)
    await anna.click("Не приходит письмо")
    await choose(anna, PRICES)
    page = await anna.sees("оказывается только после подтверждения логина")
    assert page.buttons == ("Нужна текстовая инструкция", "Подтвердить вход", "Назад", "Отмена")
    stage.move(seconds=61)
    await anna.click("Подтвердить вход")
    await anna.sees("Подтвердите, пожалуйста, логин")
    await anna.send(await code_in(stage))
    await describe(anna, "Загрузите прайс")
    review = await anna.sees("Проверьте")
    assert "Расширенный" in review.text
    await anna.click("Отправить")
    await vera.in_topic("ЭО-1").sees("✅ Логин подтверждён")


async def test_clause_5_who_is_not_proven_gets_what_basic_gives(stage: Stage, anna: Person, vera: Person):
    await pay(stage.desk, *PAID)
    await anna.send("/new")
    await identify(anna)
    await anna.click("Не приходит письмо")
    await choose(anna, PRICES)
    await anna.click("Нужна текстовая инструкция")
    await describe(anna, "Загрузите прайс")
    await anna.click("Отправить")
    card = await vera.in_topic("ЭО-1").sees("🟡 Логин не подтверждён")
    assert "Базовый" in card.text


async def test_two_people_are_told_apart_and_a_code_proves_its_own_only(stage: Stage, anna: Person, boris: Person):
    await known(stage.desk)
    await known(stage.desk, cast.BORIS)
    for person in (anna, boris):
        await person.send("/profile")
        await person.click("Подтвердить вход")
        await person.sees("Подтвердите, пожалуйста, логин")
        await stage.settled()
    first, second = await code_in(stage, 0), await code_in(stage, 1)
    if first != second:
        await boris.send(first)
        await boris.sees("Код неверный")
    await boris.send(second)
    await boris.sees("✅ Логин подтверждён.")


async def test_clause_2_6_a_voice_on_the_phone_proves_no_login(sqlite_files: Any):
    async with playing(sqlite_files.new(), verify_login=True) as stage:
        await known(stage.desk)
        await known(stage.desk, cast.BORIS, login="boris@romashka.example")
        await pay(stage.desk, *PAID)
        async with stage.desk.database.transaction() as connection:
            work = Work(connection, stage.desk.now(), stage.desk.policy)
            person = await seen(connection, cast.ANNA, "Анна Смирнова", work.now)
            await proofs.record(connection, person.id, LOGIN, TELEGRAM, work.now, proven=True)
            await registration.open_ticket(work, person, 9, PHONE)
            await registration.open_ticket(work, person, 9)
            await registration.open_ticket(work, await seen(connection, cast.BORIS, "Борис", work.now), 9, PHONE)
        stage.desk.courier.wake()
        vera = stage.people["vera"]
        called = await vera.in_topic("ЭО-1").sees("🟡 Логин не подтверждён")
        wrote = await vera.in_topic("ЭО-2").sees("✅ Логин подтверждён")
        unproven = await vera.in_topic("ЭО-3").sees("🟡 Логин не подтверждён")
        for card in (called, wrote, unproven):  # operators decide themselves what they do for who calls
            assert "Расширенный" in card.text


async def test_of_two_logins_of_one_person_each_is_proven_for_itself(sqlite_files: Any):
    async with playing(sqlite_files.new(), verify_login=True) as stage:
        await known(stage.desk)
        await known(stage.desk, login="anna@vector.example", inn="500100732259", company="ООО «Вектор»")
        anna = stage.people["anna"]
        await anna.send("/profile")
        page = await anna.sees("🟡 Логин не подтверждён")
        assert page.buttons[-3:-1] == ("Подтвердить вход anna@vector.example", f"Подтвердить вход {LOGIN}")
        await anna.click(f"Подтвердить вход {LOGIN}")
        await anna.sees("На адрес a***@romashka.example")
        await anna.send(await code_in(stage))
        await anna.sees("✅ Логин подтверждён.")
        said = await anna.send("/profile")
        page = await anna.sees("✅ Логин подтверждён", after=said)
        assert "🟡 Логин не подтверждён" in page.text
        assert "Подтвердить вход" in page.buttons
