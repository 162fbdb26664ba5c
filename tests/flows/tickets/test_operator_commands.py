"""Commands of operators."""

import json

import pytest
from sqlalchemy import func, select

from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.world import Member
from db.tables import audit, copies, inbox
from db.tickets import tickets
from tests.desks import Stage
from tests.factories import open_ticket, set_rights


async def test_commands_do_what_the_buttons_of_the_card_do(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("/take@eo_support_bot")
    await topic.sees("Вы взяли обращение.")
    await anna.sees("Вера Орлова")
    await topic.send("/note Клиент <важный>")
    await topic.sees("Заметка сохранена")
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


async def test_card_is_shown_again_below_with_the_time_that_is_left(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    first = await topic.sees("16 раб. ч")
    await topic.send("Проверяем")
    stage.move(hours=2)
    asked = await topic.send("/card")
    await topic.sees("осталось 14 раб. ч (на вт 03.02.2026 12:00 МСК)")
    await stage.settled()
    cards = [each for each in await topic.messages() if "ЭО-1</b>" in each.html and "Состояние" in each.text]
    assert [each.id for each in cards] == [first.id, cards[1].id]
    assert cards[1].id > asked.id
    assert (cards[0].buttons, bool(cards[1].buttons)) == ((), True)
    assert stage.sandbox.world.chats[cast.GROUP].pinned == [cards[1].id]
    await topic.click("Тех. ошибка")  # the newer card is the one that lives on
    await topic.click("Да")
    await stage.settled()
    shown = {each.id: each.text for each in await topic.messages()}
    assert "Срок: нет" in shown[cards[1].id]
    assert "Срок: нет" not in shown[first.id]


async def test_without_the_right_to_pin_supervisors_are_told_once_and_cards_come_all_the_same(
    stage: Stage, vera: Person, dina: Person
):
    await dina.send("/start")
    world = stage.sandbox.world
    world.chats[cast.GROUP].members[world.bot.id] = Member("administrator", cast.BOT_RIGHTS - {"can_pin_messages"})
    for _ in range(2):
        await open_ticket(stage.desk)
        await stage.settled()
    await vera.in_topic("ЭО-2").sees("Не открывается каталог")
    told = [each.text for each in await dina.messages() if "не может закреплять" in each.text]
    assert len(told) == 1
    assert "«Поддержка ЭО»" in told[0]
    assert world.chats[cast.GROUP].pinned == []
    await set_rights(stage, admin=True, can_pin_messages=True)
    await open_ticket(stage.desk)
    await vera.in_topic("ЭО-3").sees("Не открывается каталог")
    await stage.settled()
    assert len(world.chats[cast.GROUP].pinned) == 1


async def test_an_old_card_in_a_group_without_topics_still_leads_to_its_ticket(
    stage: Stage, anna: Person, vera: Person
):
    await set_rights(stage, forum=False)
    await open_ticket(stage.desk)
    group = vera.in_group()
    first = await group.sees("Не открывается каталог")
    await group.send("/card", reply_to=first)
    await stage.settled()
    async with stage.desk.database.transaction() as connection:
        await connection.execute(copies.delete())  # as if the request were a photo, which no card shows
    await group.send("Ответ под старой карточкой", reply_to=first)
    await anna.sees("Ответ под старой карточкой")


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
    await topic.sees("Не открывается каталог")
    await stage.settled()
    before = len(await topic.messages())
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
    assert len(await topic.messages()) == before
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


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("решено", "Сначала ответьте, пожалуйста"),
        ("Resolved", "Сначала ответьте, пожалуйста"),
        ("Взял", "Вы взяли обращение"),
        ("беру в работу", "Вы взяли обращение"),
        ("Продлить срок", "На сколько рабочих часов"),
        ("+8 часов", "На сколько рабочих часов"),
        ("запросить данные.", "Что запросить у пользователя"),
        ("История", "История ЭО-1"),
    ],
)
async def test_clause_3_2_words_that_can_only_be_a_button_are_its_press(
    stage: Stage, anna: Person, vera: Person, typed: str, told: str
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    said = await topic.send(typed)
    await topic.sees(told, after=said)
    await stage.settled()
    assert typed not in [each.text for each in await anna.messages()]


@pytest.mark.parametrize(
    "typed", ["Решено, проверьте", "Взял справку в банке", "+8 часов к сроку поставки", "Передать кому?"]
)
async def test_clause_3_2_words_that_say_more_reach_the_requester(stage: Stage, anna: Person, vera: Person, typed: str):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send(typed)
    await anna.sees(typed)


async def test_clause_3_2_a_reply_is_meant_for_its_author(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await anna.send("Решено ли это?")
    await topic.send("Решено", reply_to=await topic.sees("Решено ли это?"))
    await stage.settled()
    assert [each.text for each in await anna.messages()][-1] == "Решено"


async def test_words_behind_a_command_are_told_to_be_unread_and_do_as_a_message(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("/take сейчас посмотрю")
    await topic.sees("Текст после команды никому не отправлен")
    await topic.send("/extend 4 часа")
    await topic.sees("На сколько рабочих часов")
    await topic.sees("Текст после команды не прочитан: напишите его, пожалуйста, сообщением")
    await topic.send("на 4 часа")
    await topic.sees("«на 4 часа» — это")
    await stage.settled()
    await anna.does_not_see("4 часа")
    await anna.does_not_see("сейчас посмотрю")
