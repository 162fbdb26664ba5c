"""Companies and their people (4.1, 6.2): one person writes for several, and chooses for which."""

from datetime import date

import pytest

from bot.demo import EXTENDED_INN
from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import IDENTITY, identify, open_ticket, pay

SECOND = {"inn": EXTENDED_INN, "company": "АО «Вектор»", "login": "anna@vector.example"}


async def ask(person: Person, text: str) -> None:
    await person.click("Всё верно")
    await person.click("Другой вопрос")
    await person.sees("Опишите, пожалуйста, ваш вопрос")
    await person.send(text)
    await person.click("Готово")
    await person.click("Отправить")
    await person.sees("зарегистрировано")


@pytest.mark.both
async def test_clause_4_1_a_person_of_two_companies_chooses_on_whose_behalf_they_write(
    stage: Stage, anna: Person, vera: Person
):
    await identify(stage.desk)
    await anna.send("/new")
    await anna.sees("по-прежнему верны")
    await anna.click("Другая организация")
    first = await anna.sees("Шаг 1 из 4")
    assert first.buttons[0] == IDENTITY["login"]
    await anna.click("Назад")
    await anna.sees("по-прежнему верны")
    await anna.click("Другая организация")
    await anna.send(SECOND["login"])
    await anna.sees("Шаг 3 из 4")
    await anna.send(SECOND["inn"])
    await anna.sees("Шаг 4 из 4")
    await anna.send(SECOND["company"])
    page = await anna.sees("Проверьте, пожалуйста, данные")
    assert "Смирнова Анна Ивановна" in page.text
    await ask(anna, "Вопрос второй")
    await vera.in_topic("ЭО-1").sees("АО «Вектор» · ИНН 7736050003")

    said = await anna.send("/new")
    page = await anna.sees("по-прежнему верны", after=said)
    assert SECOND["company"] in page.text
    assert page.buttons == ("Всё верно", "Изменить", IDENTITY["company"], "Другая организация", "Отмена")
    await anna.click(IDENTITY["company"])
    page = await anna.sees(f"Наименование организации: {IDENTITY['company']}", after=said)
    assert SECOND["company"] in page.buttons
    await ask(anna, "Вопрос первый")
    topic = vera.in_topic("ЭО-2")
    card = await topic.sees(f"{IDENTITY['company']} · ИНН {IDENTITY['inn']}")
    assert IDENTITY["login"] in card.text
    assert "АО «Вектор»" in (await vera.in_topic("ЭО-1").messages())[1].text

    said = await anna.send("/new")
    await anna.sees(f"Наименование организации: {IDENTITY['company']}", after=said)


async def test_clause_6_2_each_company_of_a_person_is_corrected_by_itself(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await open_ticket(stage.desk, **SECOND)
    await anna.send("/profile")
    page = await anna.sees("Данные о вас")
    assert [each for each in page.buttons if "Изменить" in each] == [
        f"Изменить: {SECOND['company']}",
        f"Изменить: {IDENTITY['company']}",
    ]
    await anna.click(f"Изменить: {IDENTITY['company']}")
    page = await anna.sees("Проверьте, пожалуйста, данные")
    assert IDENTITY["login"] in page.text
    await anna.click("Логин")
    await anna.sees(f"Сейчас: {IDENTITY['login']}")
    await anna.send("smirnova@romashka.example")
    await anna.click("Всё верно")
    await vera.in_topic("ЭО-1").sees("Пользователь исправил свои данные")
    await vera.in_topic("ЭО-2").does_not_see("Пользователь исправил")
    said = await anna.send("/profile")
    page = await anna.sees("Данные о вас", after=said)
    assert "smirnova@romashka.example" in page.text
    assert SECOND["login"] in page.text


async def test_a_company_that_a_person_does_not_represent_any_more_leaves_the_list(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    await identify(stage.desk, **SECOND)
    await anna.send("/profile")
    await anna.sees("Данные о вас")
    await anna.click(f"Изменить: {IDENTITY['company']}")
    page = await anna.sees("Проверьте, пожалуйста, данные")
    await anna.click("Больше не представляю эту организацию")
    await anna.sees("Организация убрана из вашего списка")
    again = await anna.press(page, page.data("Больше не представляю эту организацию"), forged=True)
    assert "уже пройден" in again["text"]
    said = await anna.send("/profile")
    page = await anna.sees("Данные о вас", after=said)
    assert IDENTITY["company"] not in page.text
    await anna.click("Изменить")
    page = await anna.sees("Проверьте, пожалуйста, данные", after=said)
    assert "Больше не представляю эту организацию" not in page.buttons
    assert IDENTITY["inn"] in (await vera.in_topic("ЭО-1").messages())[1].text


async def test_clause_6_2_a_corrected_inn_is_no_second_company(stage: Stage, anna: Person):
    await identify(stage.desk)
    await anna.send("/profile")
    await anna.click("Изменить")
    await anna.click("ИНН")
    await anna.sees("Сейчас")
    await anna.send(EXTENDED_INN)
    await anna.sees("Проверьте, пожалуйста, данные")
    await anna.click("Всё верно")
    await anna.sees("сохранены")
    said = await anna.send("/new")
    page = await anna.sees("по-прежнему верны", after=said)
    assert page.buttons == ("Всё верно", "Изменить", "Другая организация", "Отмена")


async def test_a_company_is_added_outside_a_request(stage: Stage, anna: Person):
    await identify(stage.desk)
    await anna.send("/profile")
    await anna.click("Другая организация")
    await anna.sees("Шаг 1 из 4")
    await anna.click(IDENTITY["login"])
    await anna.sees("Шаг 3 из 4")
    await anna.click("Назад")
    await anna.sees("Шаг 2 из 4")
    await anna.click("Назад")
    await anna.sees("Шаг 1 из 4")
    await anna.click("Назад")
    await anna.sees("Проверьте, пожалуйста, данные")
    await anna.click("Отмена")
    said = await anna.send("/profile")
    await anna.sees("Данные о вас", after=said)
    await anna.click("Другая организация")
    for answer in (IDENTITY["login"], EXTENDED_INN, SECOND["company"]):
        await anna.send(answer)
    await anna.click("Всё верно")
    await anna.sees("сохранены")
    said = await anna.send("/profile")
    page = await anna.sees("Данные о вас", after=said)
    assert SECOND["company"] in page.text
    assert IDENTITY["company"] in page.text


async def test_tariff_names_all_companies_of_a_person(stage: Stage, anna: Person):
    await identify(stage.desk)
    await identify(stage.desk, inn="7736050003", company="АО «Вектор»")
    await pay(stage.desk, date(2026, 2, 1), date(2026, 3, 1))
    await anna.send("/tariff")
    page = await anna.sees("Тарифы ваших организаций")
    assert "• АО «Вектор»: Базовый\n• ООО «Ромашка»: Расширенный, оплачен до 28.02.2026 включительно" in page.text
    basic = await anna.sees("Тариф: Базовый", after=page)
    assert basic.buttons == ("Подключить «Расширенный»",)
    assert (await anna.sees("Тариф: Расширенный", after=page)).buttons == ()
