"""Canned answers: kept by supervisors, filled in and sent by operators."""

import pytest

from bot.sandbox.client import Person, Seen
from db.tickets import tickets
from tests.desks import Stage
from tests.factories import SECOND_GROUP, add_group, bind_group, open_ticket

GREETING = "{имя}, здравствуйте. Обращение {номер} взято в работу, срок: {срок}. С вами {Оператор}."


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    await stage.settled()
    return vera.in_topic("ЭО-1")


async def newest(stage: Stage, place: Person) -> Seen:
    await stage.settled()
    return await place.last()


async def test_an_answer_is_filled_in_shown_and_sent_as_the_operators_message(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    await dina.in_group().send(f"/t + Привет\n{GREETING}")
    await dina.in_group().sees("Готовый ответ «Привет» сохранён.")
    await topic.send("/t")
    await topic.click("Привет")
    shown = await topic.sees("Анна Ивановна, здравствуйте. Обращение ЭО-1 взято")
    assert "срок: ср 04.02.2026 17:00 МСК. С вами Вера Орлова." in shown.text
    await anna.does_not_see("здравствуйте")
    press = shown.data("Отправить пользователю") or ""
    await topic.press(shown, press)
    arrived = await newest(stage, anna)
    assert (arrived.text, arrived.buttons) == (shown.text, ())
    await topic.sees("Оператор: Вера Орлова")
    async with stage.desk.database.reading() as connection:
        assert (await tickets.by_number(connection, 1)).first_answer_at is not None
    again = await topic.press(shown, press, forged=True)
    assert (again or {})["text"] == "Уже отправлено."
    await anna.send("Спасибо", reply_to=arrived)
    thanks = await topic.sees("Спасибо")
    assert thanks.reply_to is not None
    assert thanks.reply_to["id"] == shown.id
    assert len([each for each in await anna.messages() if each.text == shown.text]) == 1


async def test_an_answer_is_offered_in_the_language_of_the_requester(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    for name, text in (
        ("Привет", "Здравствуйте"),
        ("привет (английский)", "Good morning"),
        ("Срок (en)", "The deadline"),
    ):
        await dina.send(f"/t + {name}\n{text}")
        await dina.sees("сохранён")
    await stage.settled()
    await dina.send("/t")
    await dina.sees("• Привет\n• привет (английский)\n• Срок (английский)")
    await topic.send("/t")
    assert (await topic.sees("Готовые ответы:")).buttons[:2] == ("Привет", "Срок")
    await topic.send("/t привет")
    await topic.sees("Здравствуйте")
    await anna.send("/language english")
    await anna.sees("The language is English now")
    await topic.send("/t привет")
    await topic.sees("Good morning")
    await dina.send("/t - привет (en)")
    await dina.sees("удалён")
    again = await topic.send("/t привет")
    await topic.sees("Здравствуйте", after=again)


async def test_from_an_answer_one_can_go_back_to_its_page(stage: Stage, dina: Person, topic: Person):
    for number in range(1, 10):
        await dina.in_group().send(f"/t + Ответ {number}\nТекст {number}")
        await dina.in_group().sees(f"Готовый ответ «Ответ {number}» сохранён.")
    await topic.send("/t")
    await topic.click("▶")
    await topic.click("Ответ 9")
    await topic.sees("Текст 9")
    await topic.click("Назад")
    assert "Ответ 9" in (await newest(stage, topic)).buttons


async def test_code_in_an_answer_keeps_its_language(stage: Stage, anna: Person, dina: Person, topic: Person):
    code = '<pre><code class="language-python">print(1)</code></pre>'
    await dina.in_group().send(f"/t + Код\n{code}", html=True)
    await dina.in_group().sees("сохранён")
    await topic.send("/t")
    await topic.click("Код")
    await topic.click("Отправить пользователю")
    assert (await newest(stage, anna)).html == code


async def test_it_keeps_formatting_is_found_by_its_beginning_and_can_be_taken_away(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    await dina.in_group().send("/t + <b>Сброс</b>\n<b>{имя}</b>, пароль <i>сброшен</i>", html=True)
    await dina.in_group().sees("сохранён")
    await topic.send("/t сбр")
    await topic.sees("Анна Ивановна, пароль сброшен")
    await topic.click("Отмена")
    await stage.settled()
    await topic.does_not_see("пароль сброшен")
    await topic.send("/t сброс")
    await topic.click("Отправить пользователю")
    assert (await newest(stage, anna)).html == "<b>Анна Ивановна</b>, пароль <i>сброшен</i>"
    await topic.send("/t нетакого")
    await topic.sees("Готового ответа «нетакого» нет.")


async def test_answers_are_checked_when_they_are_saved_and_when_they_are_sent(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    group = dina.in_group()
    for text, answer in {
        "Ваш {пароль} готов": "Подстановки {пароль} нет. Возможны: {имя}",
        "Проверьте проксю": "Напишите, пожалуйста, «прокси-сервер»",
        "Да х*й с ним": "отправлять его пользователю нельзя",
        "🙂": "Напишите текст под названием",
        "я" * 3001: "не более 3000 знаков",
    }.items():
        await group.send(f"/t + плохой\n{text}")
        await group.sees(answer)
    await group.send("/t + хороший\nТикетница {номер} открыта")
    await group.sees("Готовый ответ «хороший» сохранён.")
    await topic.send("/t хороший")
    await topic.sees("Тикетница ЭО-1 открыта")
    await dina.send("/words тикетница = система обращений")
    await dina.sees("тикетница →")
    await topic.click("Отправить пользователю")
    await topic.sees("«Тикетница» — жаргонное слово")
    await anna.does_not_see("Тикетница")
    await topic.click("Отправить как есть")
    await anna.sees("Тикетница ЭО-1 открыта")


async def test_answers_are_of_a_group_or_common_and_only_supervisors_keep_them(
    stage: Stage, vera: Person, dina: Person, topic: Person
):
    second = dina.in_group(add_group(stage))
    await bind_group(stage, SECOND_GROUP, services=[17])
    await second.send("/t + Ответ\nОтвет второй линии")
    await second.sees("сохранён")
    await dina.send("/t + ответ\nОбщий ответ")
    await dina.sees("Общий готовый ответ «ответ» сохранён.")
    await vera.in_group().send("/t + ответ\nСамозванный")
    await vera.in_group().sees("доступна только руководителям")
    await topic.send("/t ответ")
    await topic.sees("Общий ответ")
    await dina.in_group().send("/t + ответ\nОтвет первой линии")
    await dina.in_group().sees("сохранён")
    await topic.send("/t ответ")
    await topic.sees("Ответ первой линии")
    await dina.in_group().send("/t - Ответ")
    await dina.in_group().sees("Готовый ответ «Ответ» удалён.")
    await dina.in_group().send("/t - Ответ")
    await dina.in_group().sees("здесь нет")
    for number in range(9):
        await dina.send(f"/t + шаблон {number}\nТекст {number}")
    await dina.send("/t")
    assert "• шаблон 8" in (await dina.sees("общие для всех групп")).text
    await topic.send("/t")
    await topic.click("▶")
    await topic.click("шаблон 8")
    await topic.sees("Текст 8")
    await vera.in_group().send("/t")
    await vera.in_group().sees("отправьте эту команду в теме")
