"""Operator groups without topics or rights, upgraded groups, groups that the bot was put out of."""

import pytest

from bot.sandbox import cast
from bot.sandbox.client import Person
from tests.desks import Stage, playing
from tests.factories import open_ticket, set_rights


async def test_a_group_without_topics_works_by_replies_to_the_card(
    stage: Stage, anna: Person, vera: Person, gleb: Person
):
    await set_rights(stage, forum=False)
    group = vera.in_group()
    await open_ticket(stage.desk)
    card = await group.sees("Не открывается каталог")
    warning = await group.sees("темы в настройках")
    await group.send("Кто возьмёт?")
    await group.send("Добрый день", reply_to=card)
    await anna.sees("Добрый день")
    await anna.send("Всё ещё не открывается")
    relayed = await group.sees("Всё ещё не открывается")
    assert relayed.reply_to is not None
    assert relayed.reply_to["id"] == card.id
    await gleb.in_group().send("Смотрим", reply_to=relayed)
    assert (await anna.sees("Смотрим")).reply_to is not None
    await group.send("Понятно", reply_to=warning)
    await group.sees("Этот ответ никому не отправлен")
    await stage.settled()
    await anna.does_not_see("Кто возьмёт?")
    await anna.does_not_see("Понятно")
    assert sum("темы в настройках" in each.text for each in await group.messages()) == 1


async def test_dialogues_work_in_a_group_without_topics_too(stage: Stage, anna: Person, vera: Person):
    await set_rights(stage, forum=False)
    group = vera.in_group()
    await open_ticket(stage.desk)
    await open_ticket(stage.desk, cast.BORIS, "Не приходит письмо", company="АО «Вектор»")
    other = await group.sees("Не приходит письмо")
    first = await group.sees("Не открывается каталог")
    await group.send("/extend", reply_to=first)
    await group.click("+8 часов")
    await group.sees("причину продления")
    await group.send("Проверяем почту", reply_to=other)  # about another request: no answer to the question
    await group.send("Ждём разработчиков")
    await anna.sees("Ждём разработчиков")
    await stage.people["boris"].sees("Проверяем почту")
    await anna.does_not_see("Проверяем почту")


async def test_without_the_right_to_topics_it_says_so_once_and_uses_topics_when_the_right_comes(
    stage: Stage, anna: Person, vera: Person
):
    general = vera.in_group()
    await set_rights(stage, can_manage_topics=False)
    await general.sees("«Управление темами»")
    await open_ticket(stage.desk)
    card = await general.sees("Не открывается каталог")
    await general.send("Здравствуйте", reply_to=card)
    await anna.sees("Здравствуйте")
    await set_rights(stage, can_manage_topics=True)
    await stage.settled()
    await open_ticket(stage.desk, cast.BORIS, "Не приходит письмо")
    await vera.in_topic("ЭО-2").sees("Не приходит письмо")
    assert sum("Управление темами" in each.text for each in await general.messages()) == 1


async def test_a_topic_outlives_the_right_to_manage_it(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await set_rights(stage, can_manage_topics=False)
    await topic.click("Взять")
    await topic.sees("Оператор: Вера Орлова")
    await anna.send("Как дела?")
    await topic.sees("Как дела?")
    await set_rights(stage, can_manage_topics=True)
    await topic.send("Решаем")
    await topic.click("Решено")
    await stage.settled()
    assert (await vera.topics())[0]["name"].startswith("⏳")


async def test_an_upgraded_group_keeps_its_tickets(database_url: str):
    async with playing(database_url, operator_chat_id=cast.BASIC_GROUP) as stage:
        cast.add_basic_group(stage.sandbox.world)
        anna, vera = stage.people["anna"], stage.people["vera"]
        await open_ticket(stage.desk)
        await vera.in_group(cast.BASIC_GROUP).sees("Не открывается каталог")
        await stage.settled()
        async with anna.session.post(f"{stage.address}/sandbox/chats/{cast.BASIC_GROUP}/upgrade", json={}) as answer:
            group = vera.in_group((await answer.json())["chat"])
        await anna.send("Есть новости?")
        news = await group.sees("Есть новости?")
        await group.send("Пока нет", reply_to=news)
        await anna.sees("Пока нет")
        await group.sees("Не открывается каталог")


async def test_nothing_is_lost_while_the_bot_is_out_of_the_group(
    stage: Stage, anna: Person, vera: Person, dina: Person, monkeypatch: pytest.MonkeyPatch
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await dina.send("привет")
    await dina.sees("Здравствуйте")  # nobody is told who never wrote
    await set_rights(stage, member=False)
    await dina.sees("Бота удалили из группы «Поддержка ЭО»")
    await anna.send("Вы здесь?")
    await anna.send("Жду")
    await set_rights(stage, member=True, admin=True, can_manage_topics=True)
    await topic.sees("Жду")
    assert [each.text for each in await topic.messages()][-2:] == ["Вы здесь?", "Жду"]
