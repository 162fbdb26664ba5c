"""/groups: how the operator groups are, and what is done about one that is gone."""

import pytest

from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.world import Member
from tests.desks import Stage
from tests.factories import SECOND_GROUP, add_group, bind_group, open_ticket, set_rights

FIRST = "Поддержка ЭО"


@pytest.fixture
async def two_groups(stage: Stage) -> Stage:
    """The first group takes what goes nowhere else, the second the extended tariff; a ticket is open in the first."""
    await bind_group(stage, add_group(stage), tariffs=["extended"])
    await open_ticket(stage.desk)
    await stage.people["vera"].in_topic("ЭО-1").sees("Не открывается каталог")
    await stage.settled()
    return stage


async def listed(person: Person) -> str:
    """What /groups says now."""
    sent = await person.send("/groups")
    return (await person.sees("Открытых обращений", after=sent)).text


async def delete_group(stage: Stage) -> None:
    """The first group is gone, and nobody tells the bot."""
    stage.sandbox.world.chats[cast.GROUP].members[cast.BOT_ID] = Member("kicked")


async def test_groups_are_listed_with_what_comes_to_them_and_what_they_lack(
    two_groups: Stage, anna: Person, dina: Person
):
    await set_rights(two_groups, SECOND_GROUP, can_manage_topics=False)
    await two_groups.settled()
    first, second = sorted((await listed(dina)).split("\n\n"), key=lambda text: FIRST not in text)
    assert f"({cast.GROUP})\n✅ Каждому обращению — своя тема.\nСюда поступает всё" in first
    assert first.endswith("Открытых обращений: 1")
    assert "⚠️ У бота нет права на управление темами" in second
    assert "Услуги: все\nТарифы: Расширенный\nОткрытых обращений: 0" in second
    await set_rights(two_groups, member=False)
    await anna.send("Вы здесь?")
    told = await dina.sees("Бота удалили из группы «Поддержка ЭО»")
    assert told.text.endswith("/groups")
    shown = await listed(dina.in_group(SECOND_GROUP))
    assert "⚠️ Недоступна боту с вт 03.02.2026 10:00 МСК." in shown
    assert "Ожидает отправки: 1, с вт 03.02.2026 10:00 МСК" in shown


async def test_a_check_asks_telegram_and_writes_down_what_it_says(two_groups: Stage, dina: Person):
    world = two_groups.sandbox.world
    await listed(dina)
    number = 1 if (await dina.last()).text.startswith(f"1. {FIRST}") else 2
    await dina.click(f"Проверить {number}")
    await dina.sees("Проверка группы «Поддержка ЭО»:\nбот в группе, все нужные права есть.")
    seat = world.chats[cast.GROUP].members[cast.BOT_ID]
    await delete_group(two_groups)
    await dina.click(f"Проверить {number}")
    await dina.sees("Проверка группы «Поддержка ЭО»:\nбота в ней нет, или группа удалена.")
    await dina.sees("Бота удалили из группы «Поддержка ЭО»")
    assert "⚠️ Недоступна боту" in await listed(dina)
    world.chats[cast.GROUP].members[cast.BOT_ID] = Member("administrator", cast.BOT_RIGHTS - {"can_manage_topics"})
    await dina.click(f"Проверить {number}")
    await dina.sees("бот в группе, но нужно включить:\n• право администратора «Управление темами».")
    assert "нет права на управление темами" in await listed(dina)
    world.chats[cast.GROUP].members[cast.BOT_ID] = seat
    await dina.click(f"Проверить {number}")
    await two_groups.settled()
    assert (await listed(dina)).count("✅") == 2


async def test_a_deleted_group_is_replaced_and_nothing_is_lost(
    two_groups: Stage, anna: Person, vera: Person, dina: Person
):
    await anna.send("Жду ответа")
    await vera.in_topic("ЭО-1").send("Смотрим")
    await anna.sees("Смотрим")
    await delete_group(two_groups)
    await anna.send("Вы здесь?")
    number = 1 if (await listed(dina)).startswith(f"1. {FIRST}") else 2
    await dina.click(f"Заменить {number}")
    question = await dina.sees("Какой группой заменить Поддержка ЭО")
    assert "вместе с перепиской: 1" in question.text
    answer = await dina.click("Вторая линия")
    assert answer
    assert "Обращений переходит: 1" in answer["text"]
    await two_groups.settled()
    shown = await listed(dina)
    assert FIRST not in shown
    assert "Сюда поступает всё" in shown
    await vera.in_group(SECOND_GROUP).sees("Обращения группы «Поддержка ЭО» теперь поступают сюда. Открытых: 1.")
    topic = vera.in_topic("ЭО-1", SECOND_GROUP)
    texts = [message.text for message in await topic.messages()]
    assert sorted(text for text in texts[2:] if text) == ["Вы здесь?", "Жду ответа", "Смотрим"]
    await topic.send("Исправили")
    await anna.sees("Исправили")
    await open_ticket(two_groups.desk, cast.BORIS, "Новое")
    await vera.in_topic("ЭО-2", SECOND_GROUP).sees("Новое")
    await dina.send("/audit ЭО-1")
    await dina.sees("передано")


async def test_a_replaced_group_can_be_bound_again(two_groups: Stage, vera: Person, dina: Person):
    await listed(dina)
    shown = await dina.last()
    data = f"regroup:{cast.GROUP}:{SECOND_GROUP}"
    for expected in ("Обращений переходит: 1", "уже заменяет другая"):
        answer = await dina.press(shown, data, forged=True)
        assert answer
        assert expected in answer["text"]
    group = dina.in_group()
    await group.send("/bind")
    await group.click("Базовый")
    await group.click("✅ Базовый")
    await group.click("Сохранить")
    await group.sees("Сохранено")
    await open_ticket(two_groups.desk, cast.BORIS, "Снова здесь")
    await vera.in_topic("ЭО-2").sees("Снова здесь")


async def test_the_rule_of_a_replaced_group_moves_too(two_groups: Stage, dina: Person):
    await listed(dina)
    answer = await dina.press(await dina.last(), f"regroup:{SECOND_GROUP}:{cast.GROUP}", forged=True)
    assert answer
    assert "Обращений переходит: 0" in answer["text"]
    shown = await listed(dina)
    assert "Вторая линия" not in shown
    assert "Услуги: все\nТарифы: Расширенный\nСюда поступает всё, что не направлено в другие группы." in shown


async def test_a_group_is_unbound_after_a_question(two_groups: Stage, dina: Person):
    await listed(dina)
    number = 2 if (await dina.last()).text.startswith(f"1. {FIRST}") else 1
    assert f"Отвязать {3 - number}" not in (await dina.last()).buttons, "what the settings name is not bound"
    await dina.click(f"Отвязать {number}")
    await dina.sees("новые обращения по правилу?")
    await dina.click("Назад")
    assert "Тарифы: Расширенный" in (await dina.sees("Открытых обращений")).text
    await dina.click(f"Отвязать {number}")
    await dina.click("Да, отвязать")
    await two_groups.settled()
    assert "Вторая линия" not in await listed(dina)


async def test_others_see_and_press_nothing(two_groups: Stage, anna: Person, vera: Person, dina: Person):
    for person in (anna, vera.in_group()):
        await person.send("/groups")
        await person.sees("только руководителям")
    group = dina.in_group()
    await listed(group)
    shown = await group.last()
    forged = [f"regroup:{cast.GROUP}:{SECOND_GROUP}", f"group:unbind:{SECOND_GROUP}", "groups:0"]
    for data in [shown.data("Заменить 1"), shown.data("Проверить 1"), *forged]:
        answer = await vera.in_group().press(shown, data or "", forged=True)
        assert answer
        assert "предназначена не вам" in answer["text"]
    for data in ("group:burn:-1", "group:unbind:5", f"regroup:{cast.GROUP}:-7", f"group:check:-{10**16}", "groups:x"):
        answer = await group.press(shown, data, forged=True)
        assert answer
        assert answer["alert"], data
    assert "Тарифы: Расширенный" in await listed(group)


async def test_a_group_without_another_cannot_be_replaced(stage: Stage, dina: Person):
    await open_ticket(stage.desk)
    await listed(dina)
    answer = await dina.click("Заменить 1")
    assert answer
    assert "Другой группы операторов нет" in answer["text"]
