"""Commands of operators."""

import json

import pytest
from sqlalchemy import func, select

from bot.sandbox import cast
from bot.sandbox.client import Person
from db.tables import audit, inbox
from db.tickets import tickets
from tests.desks import Stage
from tests.factories import open_ticket


async def test_commands_do_what_the_buttons_of_the_card_do(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("/take@eo_support_bot")
    await topic.sees("Вы взяли обращение.")
    await anna.sees("Вера Орлова")
    await topic.send("/note Клиент <важный>")
    await topic.send("/note")
    await topic.sees("/note текст")
    await topic.send("Исправлено, проверьте")
    await topic.send("/resolve")
    await anna.sees("Вопрос решён?")
    await topic.send("/resolve")
    await topic.sees("пользователь ещё не ответил")
    await anna.does_not_see("важный")
    async with stage.desk.database.reading() as connection:
        (note,) = await connection.execute(select(audit.c.details).where(audit.c.action == "note"))
    assert note.details == {"text": "Клиент <важный>"}


async def test_card_brings_the_time_left_up_to_date(stage: Stage, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("16 раб. ч")
    stage.move(hours=2)
    await topic.send("/card")
    await topic.sees("осталось 14 раб. ч (на вт 03.02.2026 12:00 МСК)")


async def test_commands_for_other_bots_and_in_wrong_places_reach_nobody(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("/take@another_bot")
    await topic.send("/tkae")
    await topic.sees("Такой команды")
    await vera.in_group().send("/resolve")
    await vera.in_group().sees("отправьте эту команду в теме обращения")
    await vera.in_group().send("/help")
    assert "/extend" in (await vera.in_group().sees("В любой теме группы")).text
    await stage.settled()
    assert len(await anna.messages()) == 1
    assert len([each for each in await topic.messages() if "Такой команды" in each.text]) == 1, "not said to us"


async def test_open_lists_what_the_group_has_to_do(stage: Stage, anna: Person, vera: Person):
    await vera.in_group().send("/open")
    await vera.in_group().sees("нет открытых обращений")
    await open_ticket(stage.desk, service=7)
    stage.move(hours=1)
    await open_ticket(stage.desk, cast.BORIS, company="АО <Вектор>")
    await stage.settled()
    await vera.in_group().send("/open")
    listed = await vera.in_group().sees("2 открытых обращения:")
    _, first, second = listed.text.splitlines()
    assert "ЭО-2 · АО <Вектор> · " in first
    assert first.endswith("осталось 16 раб. ч")
    assert "ЭО-1" in second
    assert "https://t.me/c/1000000001/" in listed.html


async def test_commands_are_known_in_any_case(stage: Stage, anna: Person, vera: Person):
    """A phone's keyboard begins with a capital letter."""
    await anna.send("/Start")
    await anna.sees("Здравствуйте")
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("/Take")
    await topic.sees("Вы взяли обращение.")
    await topic.send("/NOTE заметка")
    await anna.send("/TARIFF")
    await anna.sees("Базовый")
    await anna.does_not_see("заметка")


@pytest.mark.parametrize("text", ["/take", "/note тайна", "/resolve", "/nothing", "Готово"])
async def test_what_another_bot_says_is_neither_a_command_nor_an_answer(stage: Stage, vera: Person, text: str):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    before = len([await topic.sees("Не открывается каталог"), *await topic.messages()])
    [place] = await topic.topics()
    said = {
        "message_id": 900_000,
        "message_thread_id": place["thread"],
        "is_topic_message": True,
        "date": 1_770_000_000,
        "chat": {"id": cast.GROUP, "type": "supergroup", "title": "Поддержка", "is_forum": True},
        "from": {"id": 77, "is_bot": True, "first_name": "Другой бот"},
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        if text[0] == "/"
        else [],
    }
    await stage.desk.consumer.take_in("telegram", [("900000", json.dumps({"update_id": 900_000, "message": said}))])
    await stage.settled()
    assert len(await topic.messages()) + 1 == before
    async with stage.desk.database.reading() as connection:
        ticket = await tickets.by_number(connection, 1)
        assert (ticket.state, ticket.operator) == ("new", None)
        assert (await connection.scalar(select(func.count()).where(audit.c.action.in_(["take", "note"])))) == 0


async def test_a_button_that_a_bot_presses_is_nobodys(stage: Stage, vera: Person):
    await open_ticket(stage.desk)
    card = await vera.in_topic("ЭО-1").sees("Не открывается каталог")
    chat = {"id": cast.GROUP, "type": "supergroup", "title": "Поддержка"}
    press = {
        "id": "1",
        "from": {"id": 77, "is_bot": True, "first_name": "Другой бот"},
        "chat_instance": "1",
        "data": card.data("Взять"),
        "message": {"message_id": card.id, "date": 1_770_000_000, "chat": chat},
    }
    await stage.desk.consumer.take_in("telegram", [("1", json.dumps({"update_id": 1, "callback_query": press}))])
    await stage.settled()
    async with stage.desk.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(inbox).where(inbox.c.state == "failed")) == 0
        assert (await tickets.by_number(connection, 1)).operator is None


async def test_a_role_account_takes_no_request_and_is_never_named_as_a_person(stage: Stage, anna: Person, dina: Person):
    await dina.send("/start")
    await open_ticket(stage.desk)
    topic = dina.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("/take", anonymous=True)
    await topic.sees("Возьмите, пожалуйста, обращение от своего имени, не анонимно.")
    await topic.send("/note заметка", anonymous=True)
    sent = await topic.send("Смотрим на серваке", anonymous=True)
    await topic.edit(sent, "Смотрим на сервере")
    await anna.sees("Смотрим на сервере")
    await anna.does_not_see("Group")
    await dina.send("/audit ЭО-1")
    record = await dina.sees("заметка")
    assert "анонимный администратор" in record.text
    assert "Group" not in record.text
