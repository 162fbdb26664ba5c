"""What can be asked for at any moment: greeting, help, language, tariff."""

from datetime import date

import pytest

from bot.sandbox.client import Person
from bot.sandbox.faults import Fault
from tests.desks import Stage
from tests.factories import identify, open_ticket, pay
from tests.flows.requester_steps import ANSWERS

MENU = ("Новое обращение", "Мои обращения", "Тариф", "Помощь")


async def test_clause_2_6_the_greeting_names_every_way_to_the_desk_and_its_hours(stage: Stage, anna: Person):
    await anna.send("/start")
    greeting = await anna.sees("Здравствуйте")
    for part in ("+7 (495) 248-06-46", "support@tbshelp.ru", "tbshelp.ru", "09:30–18:30 по московскому времени"):
        assert part in greeting.text
    assert greeting.keyboard == MENU


async def test_clause_2_4_who_is_given_the_number_learns_that_calls_are_recorded(stage: Stage, anna: Person):
    for command in ("/start", "Помощь"):
        said = await anna.send(command)
        assert "разговоры записываются" in (await anna.sees("248-06-46", after=said)).text


async def test_clause_2_3_the_text_of_the_regulation_can_be_read_before_the_first_request(stage: Stage, anna: Person):
    await anna.send("/start")
    await anna.sees("вы принимаете условия регламента")
    await anna.click("Текст регламента")
    await anna.sees("6.2. Качество услуг")
    parts = [each for each in await anna.messages() if "<blockquote expandable>" in each.html]
    assert "1. Термины и Определения" in parts[0].text


async def test_clause_2_3_the_regulation_is_named_until_it_is_accepted_and_can_be_read_ever_after(
    stage: Stage, anna: Person
):
    await open_ticket(stage.desk)
    said = await anna.send("/start")
    await anna.sees("Здравствуйте", after=said)
    await anna.does_not_see("вы принимаете условия регламента")
    await anna.send("/help")
    await anna.sees("Правила поддержки")
    await anna.click("Текст регламента")
    await anna.sees("6.2. Качество услуг")


async def test_other_commands_leave_the_step_and_start_leaves_the_dialogue(stage: Stage, anna: Person):
    await anna.send("/new")
    await anna.sees("Шаг 1 из 4")
    for command in ("/help", "Тариф", "/profile", "/language"):
        said = await anna.send(command)
        await anna.sees("", after=said)
    await anna.send(ANSWERS[0])
    await anna.sees("Шаг 2 из 4")
    for command in ("/start", "/new"):
        await anna.send("/new")
        said = await anna.send(command)
        await anna.sees("Предыдущий шаг прерван", after=said)
    await stage.settled()
    question = await anna.sees("Шаг 1 из 4")
    await anna.send("/start")
    await stage.settled()
    assert [each.buttons for each in await anna.messages() if "Шаг " in each.text and each.buttons] == []
    again = await anna.press(question, question.data("Отмена"), forged=True)
    assert again
    assert "уже пройден" in again["text"]


async def test_clause_5_the_tariff_says_what_is_included_and_what_it_costs(stage: Stage, anna: Person):
    await identify(stage.desk)
    await anna.send("Тариф")
    page = await anna.sees("Тариф: Базовый (ООО «Ромашка»)")
    assert "Не входит в тариф:\n• Проверка корректности" in page.text
    assert "Вы делаете сами" in page.text
    assert "2500 ₽ за 3 месяца (экономия 500 ₽)" in page.text


async def test_clause_5_from_the_basic_tariff_the_extended_one_is_asked_for(stage: Stage, anna: Person, vera: Person):
    await identify(stage.desk)
    await anna.send("/tariff")
    tariff = await anna.sees("Тариф: Базовый")
    await anna.click("Подключить «Расширенный»")
    await anna.click("Всё верно")
    await anna.sees("Можно оформить обращение о подключении")
    assert "Подключить «Расширенный»" not in (await anna.sees("Тариф: Базовый")).buttons
    await anna.click("Назад")
    await anna.sees("К какой услуге")
    await anna.click("Отмена")
    await anna.press(tariff, str(tariff.data("Подключить «Расширенный»")), forged=True)
    await anna.click("Всё верно")
    await anna.click("Оформить обращение")
    await anna.click("Готово")
    await anna.click("Отправить")
    card = await vera.in_topic("ЭО-1").sees("Просим подключить тариф «Расширенный»")
    assert "Другой вопрос" in card.text

    await pay(stage.desk, date(2026, 2, 1), date(2026, 3, 1))
    await anna.press(tariff, str(tariff.data("Подключить «Расширенный»")), forged=True)
    await anna.click("Всё верно")
    await anna.sees("уже подключён")


async def test_the_tariff_of_nobody_knows_whom_is_told_by_the_inn(stage: Stage, anna: Person):
    await pay(stage.desk, date(2026, 2, 1), date(2026, 3, 1))
    for command in ("/tariff", "Тариф"):
        said = await anna.send(command)
        asked = await anna.sees("Чтобы узнать тариф, укажите ИНН", after=said)
        assert "Базовый" not in asked.text
    await anna.click("Заполнить")
    question = await anna.sees("Укажите, пожалуйста, ИНН организации")
    assert question.buttons == ("Зачем это нужно?", "Отмена")
    for wrong, why in (("7707083894", "Контрольные цифры"), ("привет", "ИНН состоит только из цифр")):
        said = await anna.send(wrong)
        await anna.sees(why, after=said)
        stage.move(seconds=3)
    said = await anna.send(f"ИНН {ANSWERS[2]}")
    page = await anna.sees("Тариф: Расширенный (ИНН 7707083893)", after=said)
    assert "Оплачен по 28.02.2026" in page.text
    await anna.send("/profile")
    await anna.sees("ещё не указан")


async def test_a_paid_tariff_names_its_last_day(stage: Stage, anna: Person):
    await identify(stage.desk)
    await pay(stage.desk, date(2026, 2, 1), date(2026, 3, 1))
    await anna.send("/tariff")
    page = await anna.sees("Тариф: Расширенный (ООО «Ромашка»)\nОплачен по 28.02.2026 включительно")
    assert "Выполняет оператор:\n• Настройка личного кабинета" in page.text
    assert "Не входит" not in page.text


async def test_the_language_changes_with_the_menu_and_old_buttons_still_work(stage: Stage, anna: Person):
    await anna.send("/language")
    asked = await anna.sees("Выберите, пожалуйста, язык")
    assert asked.buttons == ("Русский", "English")
    await anna.press(asked, "speak:xx", forged=True)
    await anna.click("English")
    assert (await anna.sees("The language is English now")).keyboard == ("New request", "My requests", "Tariff", "Help")
    await anna.send("Помощь")
    await anna.sees("Only you can close it")
    await stage.settled()
    await anna.click("Русский")
    assert (await anna.sees("Язык сообщений: русский")).keyboard == MENU


@pytest.mark.parametrize("named", ["en", "English", "АНГЛИЙСКИЙ", "англ"])
async def test_the_language_is_named_in_words_of_either(anna: Person, named: str):
    await anna.send(f"/language {named}")
    assert (await anna.sees("The language is English now")).keyboard[0] == "New request"
    await anna.send("/language русский")
    assert (await anna.sees("Язык сообщений: русский")).keyboard == MENU
    said = await anna.send("/language французский")
    await anna.sees("Выберите, пожалуйста, язык", after=said)


async def test_answers_in_private_keep_the_order_of_what_was_asked(stage: Stage, dina: Person):
    stage.sandbox.faults.add(Fault("500", method="sendMessage"))
    await dina.send("/tariff")
    await dina.send("/profile")
    await stage.settled()
    first, second = [each.text for each in await dina.messages() if not each.mine]
    assert "Посмотреть тариф" in first
    assert "Посмотреть тариф" not in second


async def test_keys_of_the_menu_are_read_as_people_type_them(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    typed = {"тариф": "Тариф: Базовый", "мои обращения.": "ЭО-1", "Помощь!": "248-06-46", "help": "248-06-46"}
    for text, answer in typed.items():
        said = await anna.send(text)
        await anna.sees(answer, after=said)
    await anna.send("тариф нужен другой")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("тариф нужен другой")
    assert not {each.text for each in await topic.messages()} & typed.keys()
