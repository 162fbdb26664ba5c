"""Who asks is looked up in the directory (4.1): a name is proposed, what does not fit is told and marked."""

from datetime import UTC, date, datetime

import pytest

from bot.actions.people import directory
from bot.actions.work import Work
from bot.demo import EXTENDED_INN
from bot.sandbox.client import Person
from db.people.directory_import import Row
from tests.desks import Stage
from tests.factories import IDENTITY, seen
from tests.flows.requester_steps import ANSWERS, choose, describe, identify

LOGIN, FULL_NAME, INN, COMPANY = ANSWERS
OTHER = "7736207543"
FOREVER = date(2030, 12, 31)


@pytest.fixture
async def listed(stage: Stage) -> None:
    """Two companies in the directory, one of them with a login."""
    async with stage.desk.database.transaction() as connection:
        work = Work(connection, stage.desk.now(), stage.desk.policy)
        dina = await seen(connection, 301, "Дина", datetime(2026, 2, 1, tzinfo=UTC))
        await directory.take(
            work,
            [
                Row(1, INN, None, "ООО «Ромашка» из справочника", None, None, None, None, FOREVER, None),
                Row(2, OTHER, None, "ООО «Яндекс»", None, "boris@yandex.ru", "Петров", None, None, None),
            ],
            dina.id,
        )


async def test_clause_4_1_the_name_of_a_company_is_proposed_and_another_one_can_be_typed(
    stage: Stage, listed: None, anna: Person, vera: Person
):
    await anna.send("/new")
    for answer in (LOGIN, FULL_NAME, INN):
        await anna.send(answer)
    page = await anna.sees("В справочнике: ООО «Ромашка» из справочника. Нажмите на наименование или введите другое.")
    assert page.buttons[0] == "ООО «Ромашка» из справочника"
    await anna.click("ООО «Ромашка» из справочника")
    page = await anna.sees("Проверьте, пожалуйста, данные")
    assert "Наименование организации: ООО «Ромашка» из справочника" in page.text
    assert "🟡" not in page.text
    await anna.click("ИНН")
    await anna.send(OTHER)
    page = await anna.sees("Сейчас: ООО «Ромашка» из справочника")
    assert page.buttons[0] == "ООО «Яндекс»"
    await anna.send("Яндекс Такси")
    page = await anna.sees("Наименование организации: Яндекс Такси")
    await anna.click("Всё верно")
    await choose(anna, "Другой вопрос")
    await describe(anna, "Как войти?")
    await anna.click("Отправить")
    assert "🟡" not in (await vera.in_topic("ЭО-1").sees("Яндекс Такси · ИНН")).text


async def test_clause_4_1_an_unknown_inn_is_told_politely_and_marked_on_the_card_until_it_is_listed(
    stage: Stage, listed: None, anna: Person, vera: Person
):
    await anna.send("/new")
    for answer in (LOGIN, FULL_NAME, EXTENDED_INN):
        await anna.send(answer)
    page = await anna.sees(f"ИНН {EXTENDED_INN} нет в справочнике организаций. Проверьте, пожалуйста, номер.")
    assert "Шаг 4 из 4" in page.text
    await anna.send("АО «Вектор»")
    page = await anna.sees("Проверьте, пожалуйста, данные")
    assert "нет в справочнике" in page.text
    await anna.click("Всё верно")
    await choose(anna, "Другой вопрос")
    await describe(anna, "Как войти?")
    await anna.click("Отправить")
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("🟡 Организации нет в справочнике")
    said = await anna.send("/new")
    assert "нет в справочнике" in (await anna.sees("по-прежнему верны", after=said)).text
    async with stage.desk.database.transaction() as connection:
        work = Work(connection, stage.desk.now(), stage.desk.policy)
        row = Row(1, EXTENDED_INN, None, "АО «Вектор»", None, None, None, None, None, None)
        await directory.take(work, [row], (await seen(connection, 301, "Дина", work.now)).id)
    stage.desk.courier.wake()
    await topic.does_not_see("🟡")
    assert (await topic.sees("АО «Вектор» · ИНН")).id == card.id


async def test_clause_4_1_a_login_of_another_company_gets_the_basic_tariff_and_is_not_told_whose_it_is(
    stage: Stage, listed: None, anna: Person, vera: Person
):
    await anna.send("/new")
    for answer in ("Boris@Yandex.ru", FULL_NAME, INN):
        await anna.send(answer)
    page = await anna.sees("В справочнике этот логин указан для другой организации")
    assert "по тарифу «Базовый»" in page.text
    assert "Яндекс" not in page.text.replace("yandex", "")
    await anna.click("ООО «Ромашка» из справочника")
    await anna.click("Всё верно")
    await choose(anna, "Загрузка прайс-листа")
    page = await anna.sees("поэтому действует тариф «Базовый»")
    assert "Эту работу на тарифе «Базовый»" in page.text
    await anna.click("Назад")
    await choose(anna, "Другой вопрос")
    await describe(anna, "Как войти?")
    await anna.click("Отправить")
    card = await vera.in_topic("ЭО-1").sees("🟡 Логин другой организации в справочнике: не сообщайте")
    assert "Базовый" in card.text


async def test_with_the_right_login_the_same_company_has_what_it_paid_for(
    stage: Stage, listed: None, anna: Person, vera: Person
):
    await anna.send("/new")
    await identify(anna, LOGIN, FULL_NAME, INN, COMPANY)
    await choose(anna, "Загрузка прайс-листа")
    await describe(anna, "Прошу загрузить")
    await anna.click("Отправить")
    card = await vera.in_topic("ЭО-1").sees(f"{IDENTITY['company']} · ИНН")
    assert "Расширенный" in card.text
    assert "🟡" not in card.text
