"""/bind: which requests come to which group."""

import pytest

from bot.sandbox import cast
from bot.sandbox.client import Person
from db.people import subscriptions
from tests.desks import Stage, playing
from tests.factories import SECOND_GROUP, add_group, open_ticket, set_rights

VECTOR = {"inn": "7736050003", "company": "АО «Вектор»"}


async def pay(stage: Stage, inn: str) -> None:
    """Give a company the extended tariff for this month."""
    today = stage.desk.now().date()
    async with stage.desk.database.transaction() as connection:
        await subscriptions.add(connection, inn, (today, today.replace(month=today.month + 1)), 1, stage.desk.now())


async def test_a_supervisor_sends_a_tariff_or_a_service_to_a_group(stage: Stage, dina: Person, vera: Person):
    group = dina.in_group(add_group(stage))
    await group.send("/bind")
    await group.sees("Какие обращения направлять в эту группу?")
    await group.click("Расширенный")
    await group.click("✅ Расширенный")  # it is there when the choice is shown
    await group.click("Сохранить")
    await group.sees("Сохранено.\nУслуги: все\nТарифы: Расширенный")
    await open_ticket(stage.desk)
    await open_ticket(stage.desk, cast.BORIS, "По тарифу", **VECTOR)
    await vera.in_topic("ЭО-1").sees("Не открывается каталог")
    await vera.in_topic("ЭО-2").sees("По тарифу")
    await pay(stage, VECTOR["inn"])
    await open_ticket(stage.desk, cast.BORIS, "Теперь расширенный", **VECTOR)
    await vera.in_topic("ЭО-3", SECOND_GROUP).sees("Теперь расширенный")

    await group.send("/bind")
    await group.click("✅ Расширенный")
    await group.click("Все")
    await group.sees("Тарифы: все")
    await group.click("▶")
    await stage.settled()
    await group.click("▶")
    await group.click("Другой вопрос")
    await group.click("✅ Другой вопрос")
    await group.click("Другой вопрос")
    await group.sees("Услуги: Другой вопрос\nТарифы: все")
    await group.click("Сохранить")
    await group.sees("Сохранено.\nУслуги: Другой вопрос\nТарифы: все")
    await open_ticket(stage.desk, cast.BORIS, "Про другое", service=0, **VECTOR)
    await vera.in_topic("ЭО-4", SECOND_GROUP).sees("Про другое")

    await group.send("/bind")
    await group.click("Отвязать")
    await group.sees("больше не направляются")
    await open_ticket(stage.desk, cast.BORIS, "Снова сюда", service=0, **VECTOR)
    await vera.in_topic("ЭО-5").sees("Снова сюда")


async def test_it_is_said_how_groups_divide_requests_also_where_their_rules_collide(stage: Stage, dina: Person):
    group = dina.in_group(add_group(stage))
    await dina.in_group().send("Всем привет")
    await group.send("/bind")
    await group.sees("Куда поступят новые обращения:\n• Вторая линия: все\n• Поддержка ЭО: нет")
    await group.click("Расширенный")
    await group.sees("• Поддержка ЭО: тариф «Базовый»\n• Вторая линия: тариф «Расширенный»")
    await group.click("Доступ в Систему")
    await group.sees("• Вторая линия: Доступ в Систему (тариф «Расширенный»)")
    await group.click("Сохранить")
    await group.sees("Сохранено.")
    saved = await group.sees("• Вторая линия: Доступ в Систему (тариф «Расширенный»)")
    assert "• Поддержка ЭО: услуги: 17 из 18; Доступ в Систему (тариф «Базовый»)" in saved.text
    await group.send("/bind")
    await group.click("Все")
    await stage.settled()
    await group.click("✅ Доступ в Систему")
    await stage.settled()
    await group.click("Сохранить")
    await stage.settled()
    await dina.send("/groups")
    listed = await dina.sees("Поддержка ЭО")
    assert "Новые обращения сюда: нет" in listed.text


async def test_others_are_refused(stage: Stage, dina: Person, vera: Person):
    group = vera.in_group(add_group(stage))
    await group.send("/bind")
    await group.sees("только руководитель")
    await dina.in_group(SECOND_GROUP).send("/bind")
    question = await group.sees("Какие обращения")
    for label in ("Сохранить", "Расширенный", "Отмена"):
        data = question.data(label)
        assert data is not None
        answer = await group.press(question, data)
        assert answer is not None
        assert "предназначена не вам" in answer["text"]
    answer = await dina.in_group(SECOND_GROUP).press(question, "bind:save:-1:gold:99", forged=True)
    assert answer is not None
    assert "предназначена не вам" in answer["text"]
    await dina.in_group(SECOND_GROUP).click("Отмена")
    await stage.settled()
    await group.does_not_see("Какие обращения")
    await dina.send("/bind")
    await dina.sees("отправьте /bind в группе")


async def test_requests_that_waited_for_a_group_come_to_the_first_that_fits(
    database_url: str, monkeypatch: pytest.MonkeyPatch
):
    async with playing(database_url, operator_chat_id=None) as stage:
        anna, dina, vera = stage.people["anna"], stage.people["dina"], stage.people["vera"]
        await dina.send("привет")
        await open_ticket(stage.desk)
        await anna.sees("ЭО-1")
        await anna.send("Ещё подробность")
        group = dina.in_group()
        await group.send("/bind")
        await group.click("Сохранить")
        await group.sees("теперь придут сюда: 1")
        topic = vera.in_topic("ЭО-1")
        await topic.sees("Ещё подробность")
        await topic.send("Видим")
        await anna.sees("Видим")


async def test_a_public_group_is_warned_of(stage: Stage, dina: Person):
    """Whoever opens it can act as an operator."""
    group = dina.in_group(add_group(stage))
    stage.sandbox.world.chats[SECOND_GROUP].username = "support_of_eo"
    await group.send("/bind")
    await group.sees("⚠️ Группа публичная")
    await group.click("Сохранить")
    await dina.send("/groups")
    await dina.sees("⚠️ Группа публичная")
    await dina.click("Проверить 1")
    await dina.sees("Проверка группы «Вторая линия»:\nбот в группе, все нужные права есть.\n⚠️ Группа публичная")
    stage.sandbox.world.chats[SECOND_GROUP].username = None
    await group.send("/bind")
    await dina.send("/groups")
    await stage.settled()
    assert "публичная" not in (await dina.messages())[-1].text
    assert "публичная" not in (await group.messages())[-1].text


@pytest.mark.parametrize(
    ("forum", "rights", "lines"),
    [
        (False, False, ["темы в настройках этой группы;", "роль администратора", "«Управление темами»."]),
        (True, False, ["роль администратора", "«Управление темами»."]),
        (False, True, ["темы в настройках этой группы."]),
    ],
)
async def test_all_that_is_missing_in_a_group_is_named(
    stage: Stage, dina: Person, forum: bool, rights: bool, lines: list[str]
):
    group = dina.in_group(add_group(stage, forum=forum, rights=rights))
    if not rights:
        await set_rights(stage, SECOND_GROUP, admin=False)
    await group.send("/bind")
    await group.click("Сохранить")
    told = (await group.sees("включите, пожалуйста, для бота")).text.splitlines()
    assert len(told) == len(lines) + 2
    assert all(part in line for part, line in zip(lines, told[1:], strict=False))
