"""Commands of operators."""

from sqlalchemy import select

from bot.sandbox import cast
from bot.sandbox.client import Person
from db.tables import audit
from tests.desks import Stage
from tests.factories import open_ticket


async def test_commands_do_what_the_buttons_of_the_card_do(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("/take@eo_support_bot")
    await topic.sees("Обращение за вами.")
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
    await topic.sees("15 рабочих часов 59 минут")
    stage.move(hours=2)
    await topic.send("/card")
    await topic.sees("осталось 13 рабочих часов 59 минут (на 03.02.2026 12:00 МСК)")


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
    assert "/extend" in (await vera.in_group().sees("В любом месте группы")).text
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
    assert first.endswith("осталось 15 рабочих часов 59 минут")
    assert "ЭО-1" in second
    assert "https://t.me/c/1000000001/" in listed.html
