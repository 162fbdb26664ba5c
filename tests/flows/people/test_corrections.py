"""Who asks corrects what was stated (6.2): open requests follow with cards and letters, and it stays on record."""

import pytest

from bot.demo import EXTENDED_INN
from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import IDENTITY, open_ticket
from tests.flows.requester_steps import extend

NEW = "new@romashka.example"


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    return topic


async def ask(stage: Stage, topic: Person, *items: str) -> None:
    await topic.click("Запросить данные")
    for item in items:
        await topic.click(f"☐ {item}")
        await stage.settled()  # each press changes what the others say
    await topic.click("Далее")
    await topic.click("чтобы найти вашу учётную запись в Системе")
    await topic.click("Отправить")
    await stage.settled()


async def card(topic: Person) -> str:
    return (await topic.messages())[1].text


async def test_clause_6_2_answers_to_an_operator_correct_the_details_and_all_that_hangs_on_them(
    stage: Stage, anna: Person, topic: Person, dina: Person
):
    await ask(stage, topic, "Логин (e-mail)", "ФИО")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 2")
    await anna.send(NEW)
    await anna.sees("Вопрос 2 из 2")
    await anna.send("ПЕТРОВА АННА нет отчества")
    page = await anna.sees("Обновить данные о вас?")
    assert f"• Логин: {IDENTITY['login']} → {NEW}\n• ФИО: Смирнова Анна Ивановна → Петрова Анна" in page.text
    assert page.buttons == ("Да, обновить", "Нет, оставить прежние")
    assert NEW not in await card(topic)
    await anna.click("Да, обновить")
    await anna.sees("Данные о вас обновлены")
    told = await topic.sees("Пользователь исправил свои данные")
    assert f"• Логин: {IDENTITY['login']} → {NEW}" in told.text
    await stage.settled()
    assert f"Петрова Анна · {NEW}" in await card(topic)
    await anna.send("/profile")
    await anna.sees(f"Логин в Системе (e-mail): {NEW}")
    await extend(topic, until="чт 05.02.2026 16:00")
    await topic.sees(f"Письмо отправлено: {NEW}")
    await dina.send("/audit ЭО-1")
    record = await dina.sees("данные пользователя исправлены")
    assert f"Логин: {IDENTITY['login']} → {NEW}" in record.text
    again = await anna.press(page, page.data("Да, обновить"), forged=True)
    assert again is not None


async def test_clause_6_2_details_stay_if_the_answers_are_for_the_request_alone(
    stage: Stage, anna: Person, topic: Person
):
    await ask(stage, topic, "Логин (e-mail)")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 1")
    await anna.send(NEW)
    await anna.click("Нет, оставить прежние")
    await anna.sees("Данные о вас не изменены")
    await anna.send("/profile")
    await anna.sees(f"Логин в Системе (e-mail): {IDENTITY['login']}")
    await topic.does_not_see("Пользователь исправил")


async def test_an_answer_that_is_known_already_asks_nothing(stage: Stage, anna: Person, topic: Person):
    await ask(stage, topic, "Логин (e-mail)", "ФИО")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 2")
    await anna.send(IDENTITY["login"])
    await anna.sees("Вопрос 2 из 2")
    await anna.click("Пропустить")
    await anna.sees("ответы переданы оператору")
    await anna.does_not_see("Обновить данные")


async def test_clause_6_2_a_changed_profile_reaches_open_requests(stage: Stage, anna: Person, topic: Person):
    await anna.send("/profile")
    await anna.click("Изменить")
    await anna.click("ИНН")
    await anna.sees("Сейчас")
    await anna.send(EXTENDED_INN)
    await anna.sees("Проверьте, пожалуйста, данные")
    await anna.click("Всё верно")
    told = await topic.sees("Пользователь исправил свои данные")
    assert told.text.endswith(f"• ИНН: {IDENTITY['inn']} → {EXTENDED_INN}")
    await stage.settled()
    assert f"ИНН {EXTENDED_INN}" in await card(topic)


async def test_a_request_for_another_company_leaves_what_is_open_as_it_is(stage: Stage, anna: Person, topic: Person):
    await anna.send("/new")
    await anna.click("Изменить")
    await anna.click("ИНН")
    await anna.sees("Сейчас")
    await anna.send(EXTENDED_INN)
    await anna.sees("Проверьте, пожалуйста, данные")
    await anna.click("Всё верно")
    await anna.sees("К какой услуге")
    await topic.does_not_see("Пользователь исправил")
    assert IDENTITY["inn"] in await card(topic)


@pytest.mark.parametrize(("said", "login"), [("да", NEW), ("Нет.", IDENTITY["login"])])
async def test_clause_3_2_whether_to_update_is_answered_in_words(
    stage: Stage, anna: Person, topic: Person, said: str, login: str
):
    await ask(stage, topic, "Логин (e-mail)")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 1")
    await anna.send(NEW)
    page = await anna.sees("Обновить данные о вас?")
    await anna.send(said)
    await anna.sees("Данные о вас")
    await stage.settled()
    assert not next(each for each in await anna.messages() if each.id == page.id).buttons
    assert said not in [each.text for each in await topic.messages()]
    await anna.send("/profile")
    await anna.sees(f"Логин в Системе (e-mail): {login}")


async def test_a_yes_to_what_an_operator_asks_since_is_a_message(stage: Stage, anna: Person, topic: Person):
    await ask(stage, topic, "Логин (e-mail)")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 1")
    await anna.send(NEW)
    await anna.sees("Обновить данные о вас?")
    stage.move(minutes=1)
    await topic.send("Ошибка ещё видна?")
    await anna.sees("Ошибка ещё видна?")
    await anna.send("да")
    await topic.sees("да")


async def test_clause_3_2_steps_of_an_answer_are_moved_in_words(stage: Stage, anna: Person, topic: Person):
    await ask(stage, topic, "Логин (e-mail)", "ФИО")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 2")
    await anna.send("пропустить")
    await anna.sees("Вопрос 2 из 2")
    said = await anna.send("назад")
    await anna.sees("Вопрос 1 из 2", after=said)
    await anna.send("позже")
    await anna.sees("ответить можно позже")
    await stage.settled()
    assert [each.buttons for each in await anna.messages() if "Вопрос " in each.text and each.buttons] == []
