"""Buttons pressed by somebody else, forged or in the wrong place: refused, and nothing changes."""

import pytest

from bot.sandbox.client import Person
from db import audit
from tests.desks import Stage
from tests.factories import open_ticket

FOREIGN = ["solved:1:1", "solved:1:0", "rate:1:5", "reopen:1", "mine:show:1", "mine:write:1", "mine:add:1"]
MISSING = [data.replace(":1", ":999", 1) for data in FOREIGN]
FORGED = [
    "",
    "solved",
    "solved:1",
    "rate:1:0",
    "rate:1:6",
    "rate:1:1:1",
    "mine:drop:1",
    "mine:show:x",
    "mine:show:-1",
    "mine:show:99999999999999999999",
    "card:take:99999999999999999999",
    "noq:99999999999999999999:1:1",
    "noq:1:99999999999999999999:0",
    "waits:-1",
    "'; --",
]


@pytest.fixture
async def asked(stage: Stage, anna: Person, vera: Person) -> Stage:
    """A ticket of Anna's whose confirmation is awaited."""
    await open_ticket(stage.desk)
    await vera.in_topic("ЭО-1").sees("Не открывается каталог")
    await vera.in_topic("ЭО-1").send("Исправлено, проверьте")
    await vera.in_topic("ЭО-1").click("Решено")
    await anna.sees("Вопрос решён?")
    return stage


async def record(stage: Stage) -> list[str]:
    await stage.settled()
    async with stage.desk.database.reading() as connection:
        return [line.action for line in await audit.of_ticket(connection, 1)]


async def test_other_peoples_tickets_and_missing_ones_are_refused_alike(asked: Stage, boris: Person, vera: Person):
    for person in (boris, vera):
        await person.send("Здравствуйте")
        await asked.settled()
        message = await person.last()
        for data in FOREIGN + MISSING:
            answer = await person.press(message, data, forged=True)
            assert answer, data
            assert answer["alert"], data
            assert "предназначена не вам" in answer["text"], data
    assert await record(asked) == ["open", "take", "resolve"]


async def test_forged_data_is_refused(asked: Stage, anna: Person):
    message = await anna.last()
    for data in FORGED:
        answer = await anna.press(message, data, forged=True)
        assert answer, data
        assert answer["text"] == "Эта кнопка больше не действует.", data
    assert await record(asked) == ["open", "take", "resolve"]


async def test_a_requesters_buttons_do_nothing_in_a_group(asked: Stage, vera: Person):
    card = await vera.in_topic("ЭО-1").sees("ООО «Ромашка»")
    for data in FOREIGN:
        answer = await vera.in_group().press(card, data, forged=True)
        assert answer
        assert answer["text"] == "Эта кнопка больше не действует."
    assert await record(asked) == ["open", "take", "resolve"]
