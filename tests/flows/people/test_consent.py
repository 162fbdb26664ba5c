"""Consent to the processing of personal data: before the first question, once for each version (152-ФЗ, article 9)."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.consent import in_force
from bot.sandbox import cast
from db.tables import accounts, consents, identities, messages
from tests.desks import Stage, playing, telegram, working
from tests.flows.requester_steps import ANSWERS, choose, describe, identify

QUESTION = "Согласие на обработку персональных данных"


@pytest.fixture
async def asking(database_url: str) -> AsyncIterator[Stage]:
    """A desk to which nobody has agreed yet."""
    async with playing(database_url, agreed=False) as stage:
        yield stage


async def answers(stage: Stage) -> list[tuple[str, str]]:
    """Who answered what, in order."""
    query = select(accounts.c.address, consents.c.answer).join_from(
        consents, accounts, accounts.c.person == consents.c.person
    )
    async with stage.desk.database.reading() as connection:
        return [(row.address, row.answer) for row in await connection.execute(query.order_by(consents.c.id))]


async def rows(stage: Stage, table: Any) -> list[Any]:
    async with stage.desk.database.reading() as connection:
        return list(await connection.execute(select(table)))


async def test_a_new_requester_agrees_before_the_first_question(asking: Stage):
    anna = asking.people["anna"]
    await anna.send("Не открывается каталог")
    page = await anna.sees(QUESTION)
    assert page.buttons == ("Текст согласия", "Согласен", "Не согласен")
    assert "Добавлено к описанию." in page.text
    await anna.does_not_see("Шаг 1 из 4")
    await anna.click("Текст согласия")
    await anna.sees("ШАБЛОН.")
    await asking.settled()
    await anna.click("Согласен")  # it was asked again, below the text
    await anna.sees("Шаг 1 из 4")
    await identify(anna)
    await choose(anna, "Другой вопрос")
    await anna.click("Готово")
    await anna.click("Отправить")
    await anna.sees("под номером ЭО-1")
    [stored] = await rows(asking, consents)
    text = in_force()
    assert (stored.version, stored.sha256, stored.answer) == (text.name, text.sha256, "agreed")
    assert stored.channel == "telegram"
    await anna.send("/new")
    await anna.sees("по-прежнему верны")
    assert await answers(asking) == [(str(cast.ANNA), "agreed")]


async def test_who_refuses_is_told_other_ways_and_leaves_nothing_but_the_refusal(asking: Stage):
    anna = asking.people["anna"]
    await anna.send("Не открывается каталог")
    await anna.sees(QUESTION)
    await anna.send("не согласна")
    told = await anna.sees("Сохранены только ваш отказ")
    assert "+7 (495) 248-06-46" in told.text
    await asking.settled()
    assert (await rows(asking, messages), await rows(asking, identities)) == ([], [])
    assert await answers(asking) == [(str(cast.ANNA), "refused")]
    await anna.send("/new")
    await anna.sees(QUESTION, after=told)
    await anna.send("Согласна")
    await anna.sees("Шаг 1 из 4")
    assert await answers(asking) == [(str(cast.ANNA), "refused"), (str(cast.ANNA), "agreed")]


@pytest.mark.parametrize("words", ["ну ладно, согласна", "хорошо, согласен", "да"])
async def test_who_thinks_better_of_a_refusal_says_so_in_words(asking: Stage, words: str):
    anna = asking.people["anna"]
    await anna.send("Не открывается каталог")
    await anna.click("Не согласен")
    told = await anna.sees("Сохранены только ваш отказ")
    await anna.send(words)
    page = await anna.sees("Шаг 1 из 4", after=told)
    assert "Согласие принято. Написанное до отказа удалено" in page.text
    assert [answer for _person, answer in await answers(asking)] == ["refused", "agreed"]
    assert await rows(asking, messages) == []


async def test_long_after_a_refusal_the_same_words_are_no_consent(asking: Stage):
    anna = asking.people["anna"]
    await anna.send("/new")
    await anna.click("Не согласен")
    told = await anna.sees("Сохранены только ваш отказ")
    await asking.later(hours=2)
    await anna.send("да")
    await anna.sees("Чтобы задать вопрос", after=told)
    assert [answer for _person, answer in await answers(asking)] == ["refused"]


async def test_nothing_said_at_the_question_is_a_description_unless_it_is_one(asking: Stage):
    anna = asking.people["anna"]
    await anna.send("/new")
    await anna.sees(QUESTION)
    for said, told in {
        "а это обязательно?": "принять его без согласия нельзя",
        "Кузнецова Анна": "Сначала нужно ваше согласие",
        "anna@romashka.example": "Сначала нужно ваше согласие",
        "спасибо": "нажмите кнопку ниже",
        "Не открывается каталог": "Добавлено к описанию",
    }.items():
        await asking.later(seconds=5)
        sent = await anna.send(said)
        assert QUESTION in (await anna.sees(told, after=sent)).text
    assert [each.html for each in await rows(asking, messages)] == ["Не открывается каталог"]
    assert await answers(asking) == []


async def test_a_profile_is_not_filled_in_without_consent_and_cancel_leaves_nothing(asking: Stage):
    anna = asking.people["anna"]
    await anna.send("/profile")
    await anna.click("Заполнить")
    page = await anna.sees(QUESTION)
    await anna.send("/cancel")
    await anna.sees("Отменено")
    assert await anna.press(page, "consent:agree", forged=True)
    assert await answers(asking) == []
    await anna.send("/profile")
    await anna.click("Заполнить")
    await anna.click("Согласен")
    await anna.sees("Шаг 1 из 4")


async def test_a_new_version_asks_before_the_next_request_while_open_ones_go_on(sqlite_files: Any, tmp_path: Path):
    own, url = tmp_path / "consent-2.txt", sqlite_files.new()
    own.write_text("Новый текст согласия", "utf-8")
    async with telegram() as (sandbox, address):
        async with working(url, sandbox, address) as stage:
            anna = stage.people["anna"]
            await anna.send("/new")
            await identify(anna)
            await choose(anna, "Другой вопрос")
            await describe(anna, "Не открывается каталог")
            await anna.click("Отправить")
            await anna.sees("под номером ЭО-1")
            await anna.send("/new")
            await anna.sees("по-прежнему верны")
            await stage.settled()
        async with working(url, sandbox, address, agreed=False, consent_file=own) as stage:
            anna, vera = stage.people["anna"], stage.people["vera"]
            await anna.click("Всё верно")  # the question is older than the text
            await anna.sees(QUESTION)
            await anna.send("/cancel")
            await anna.send("Очистила кеш, не помогло")
            await vera.in_topic("ЭО-1").sees("Очистила кеш")
            await anna.send("/new")
            await anna.click("Текст согласия")
            await anna.sees("Новый текст согласия")
            await anna.click("Согласен")
            await anna.click("Всё верно")
            await anna.sees("К какой услуге")


async def test_inform_tells_with_the_first_question_once_and_asks_nothing(sqlite_files: Any):
    async with playing(sqlite_files.new(), agreed=False, consent_mode="inform") as stage:
        anna = stage.people["anna"]
        await anna.send("/new")
        told = await anna.sees("мы обрабатываем данные о вас")
        assert told.buttons == ("Текст согласия",)
        for answer in ANSWERS:
            await anna.send(answer)
        await anna.click("Всё верно")
        await anna.send("/new")
        await anna.sees("по-прежнему верны")
        assert await answers(stage) == [(str(cast.ANNA), "informed")]
        assert [each.text for each in await anna.messages() if each.text == told.text] == [told.text]
