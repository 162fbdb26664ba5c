"""Asking a requester for data: what and why, answered step by step."""

import pytest

from bot.sandbox.client import PIXEL, Person
from db import audit
from db.tickets import unanswered
from tests.desks import Stage
from tests.factories import IDENTITY, SECOND_GROUP, add_group, bind_group, open_ticket

REASON = "чтобы увидеть ошибку и повторить её"


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    return topic


async def choose(stage: Stage, topic: Person, *items: str) -> None:
    await topic.click("Запросить данные")
    for item in items:
        await topic.click(f"☐ {item}")
        await stage.settled()


async def ask(stage: Stage, topic: Person, *items: str) -> None:
    """Ask for ready items, for a ready reason."""
    await choose(stage, topic, *items)
    await topic.click("Далее")
    await topic.click(REASON)
    await topic.click("Отправить")
    await stage.settled()


async def name(stage: Stage, topic: Person) -> str:
    await stage.settled()
    return str((await topic.topics())[0]["name"])


async def test_clause_3_7_it_is_asked_with_its_reason_answered_step_by_step_and_lands_in_the_ticket(
    stage: Stage, anna: Person, topic: Person
):
    await choose(stage, topic, "ИНН", "Снимок экрана")
    await topic.click("Своими словами")
    await topic.sees("Каждая строка — отдельный вопрос")
    await topic.send("Когда <это> началось?\n\nУ кого ещё так?")
    await topic.sees("зачем это нужно?")
    await topic.send("Увидеть <текст> ошибки")
    back = await topic.sees("Проверьте: это будет запрошено")
    assert back.text.startswith("Запрос:\n• ИНН\n• снимок экрана\n• Когда <это> началось?\n• У кого ещё так?\nЗачем")
    await anna.does_not_see("оператору нужно от вас")
    await topic.click("Отправить")
    asked = await anna.sees("чтобы продолжить, оператору нужно от вас:\n• ИНН\n• снимок экрана")
    assert "Зачем это нужно: Увидеть <текст> ошибки" in asked.text
    assert (await name(stage, topic)).startswith("❓")
    assert "Оператор: Вера Орлова" in (await topic.messages())[1].text

    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 4: ИНН")
    why = (await anna.click("Зачем это нужно?") or {})["text"]
    assert "Увидеть <текст> ошибки" in why
    assert "По ИНН" in why
    await anna.send("7707083890")
    await anna.sees("Контрольные цифры не сходятся")
    await anna.send_photo("ИНН на фото")
    await anna.sees("Напишите это текстом")
    await anna.send("7707 083893")
    await anna.sees("Вопрос 2 из 4: снимок экрана")
    await anna.send_file("log.txt", b"1")
    await anna.sees("Здесь нужно изображение")
    await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)])
    await anna.sees("Вопрос 3 из 4: Когда <это> началось?")
    await anna.click("Назад")
    await anna.sees("Вопрос 2 из 4")
    await anna.send_file("снимок.png", PIXEL)
    await anna.sees("Вопрос 3 из 4")
    assert (await name(stage, topic)).startswith("❓")
    await anna.send("Вчера")
    await anna.sees("Вопрос 4 из 4")
    await anna.click("Пропустить")
    await anna.sees("ответы переданы оператору")
    summary = await topic.sees("Пользователь ответил на все вопросы.")
    assert summary.text.splitlines()[1:] == [
        "• ИНН: 7707083893",
        "• снимок экрана: [файл]",
        "• У кого ещё так? — нет ответа",
    ]
    assert (await name(stage, topic)).startswith("🛠")
    later = [each for each in await topic.messages() if each.id > back.id and not each.mine and not each.service]
    carried = [each.text or (each.media or {})["kind"] for each in later]
    asked, dated = "Ответ на вопрос «ИНН»:", "Ответ на вопрос «Когда <это> началось?»:"
    files = ("photo", "photo", "document")
    assert carried == [f"{asked}\n7707 083893", *files, f"{dated}\nВчера", summary.text]
    async with stage.desk.database.reading() as connection:
        assert [line.action for line in await audit.of_ticket(connection, 1)] == ["open", "take", "ask", "data_given"]
        waiting = await unanswered.of_ticket(connection, 1)
    assert waiting is not None
    assert (waiting.html, waiting.count) == ("Вчера", 1)


async def test_every_step_has_a_way_back_with_what_was_chosen(stage: Stage, anna: Person, gleb: Person, topic: Person):
    await choose(stage, topic, "ИНН", "Снимок экрана")
    await topic.click("Своими словами")
    assert "Запрос:\n• ИНН\n• снимок экрана" in (await topic.sees("Каждая строка — отдельный вопрос")).text
    assert "другому оператору" in (await gleb.in_topic("ЭО-1").click("Назад"))["text"]
    await topic.click("Назад")
    await stage.settled()
    listed = await topic.sees("Что запросить")
    assert {"☑ ИНН", "☑ Снимок экрана", "☐ Номер заказа"} <= set(listed.buttons)
    await topic.click("Своими словами")
    await topic.sees("Каждая строка — отдельный вопрос")
    await topic.send("У кого ещё так?")
    await topic.sees("зачем это нужно?")
    await topic.click("Назад")
    assert "• У кого ещё так?" in (await topic.sees("Каждая строка — отдельный вопрос")).text
    await topic.click("Назад")
    await topic.click("☑ ИНН")
    await topic.sees("• снимок экрана\n• У кого ещё так?")
    await topic.send("Когда началось?")  # the list asks what is needed: words there are not for the requester
    await topic.sees("• У кого ещё так?\n• Когда началось?")
    await anna.does_not_see("Когда началось?")
    await topic.click(REASON)
    await topic.sees("Проверьте: это будет запрошено")
    await topic.click("Назад")
    await topic.sees("зачем это нужно?")
    await topic.click("Назад")
    await topic.click("Далее")
    await topic.click(REASON)
    await topic.click("Отправить")
    asked = await anna.sees("оператору нужно от вас:\n• снимок экрана\n• У кого ещё так?")
    assert "ИНН" not in asked.text


async def test_the_rest_can_be_answered_later_and_other_messages_go_to_the_topic_as_ever(
    stage: Stage, anna: Person, topic: Person
):
    await ask(stage, topic, "Логин (e-mail)", "Номер заказа")
    first = await anna.send("Секунду")
    await topic.sees("Секунду")
    await topic.send("Ждём", reply_to=await topic.sees("Секунду"))
    answer = await anna.sees("Ждём")
    await anna.click("Ответить на вопросы")
    page = await anna.sees("Вопрос 1 из 2: логин (e-mail)")
    await anna.send("Спасибо", reply_to=answer)  # a reply is talk, not an answer
    await topic.sees("Спасибо")
    await anna.send(IDENTITY["login"], reply_to=page)
    await anna.sees("Вопрос 2 из 2")
    await anna.click("Ответить позже")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 2 из 2")
    await anna.send("/cancel")
    await anna.sees("ответить можно позже")
    await anna.send("Вот ещё что")
    await topic.sees("Вот ещё что")
    late = await anna.press(page, "data:skip:1:0", forged=True)
    assert "уже пройден" in (late or {})["text"]
    await anna.send("/tickets")
    await anna.click("ЭО-1 · Доступ в Систему")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 2 из 2: номер заказа")
    await anna.send("А-17")
    await anna.sees("ответы переданы оператору")
    await topic.sees("Ответ на вопрос «номер заказа»:\nА-17")
    assert first.text in [each.text for each in await topic.messages()]


async def test_the_button_that_begins_is_read_when_it_is_typed(stage: Stage, anna: Person, topic: Person):
    await ask(stage, topic, "Номер заказа")
    await anna.send("ответить на вопросы.")
    await anna.sees("Вопрос 1 из 1: номер заказа")
    await stage.settled()
    await anna.click("Ответить позже")
    await open_ticket(stage.desk)
    await stage.settled()
    await anna.send("И ещё пароль")
    await anna.sees("К какому обращению")
    await anna.send("Ответить на вопросы")
    again = await anna.sees("Вопрос 1 из 1: номер заказа")
    await anna.send("А-17")
    await anna.sees("К какому обращению", after=again)
    await stage.settled()
    await anna.click("ЭО-2 · Не открывается каталог")
    await topic.in_topic("ЭО-2").sees("И ещё пароль")
    await topic.sees("Ответ на вопрос «номер заказа»:\nА-17")
    await topic.does_not_see("тветить на вопросы")


async def test_more_data_join_what_is_still_asked(stage: Stage, anna: Person, gleb: Person, topic: Person):
    await ask(stage, topic, "ИНН")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 1")
    await choose(stage, gleb.in_topic("ЭО-1"), "ИНН", "ФИО")
    await gleb.in_topic("ЭО-1").click("Далее")
    await topic.sees("Глеб")
    refused = await topic.click("чтобы найти ваш заказ")
    assert "другому оператору" in (refused or {})["text"]
    await gleb.in_topic("ЭО-1").click("чтобы найти ваш заказ")
    await gleb.in_topic("ЭО-1").click("Отправить")
    await stage.settled()
    await anna.send(IDENTITY["inn"])
    await anna.sees("Вопрос 2 из 2: ФИО")
    why = await anna.click("Зачем это нужно?")
    assert "чтобы найти ваш заказ" in (why or {})["text"]
    await anna.send("Смирнова Анна Ивановна")
    await topic.sees("Ответ на вопрос «ФИО»:\nСмирнова Анна Ивановна")


async def test_what_is_solved_or_closed_needs_no_data_and_a_handed_over_ticket_keeps_asking(
    stage: Stage, anna: Person, gleb: Person, topic: Person
):
    add_group(stage)
    await bind_group(stage, SECOND_GROUP)
    await ask(stage, topic, "Текст ошибки")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 1")
    await topic.click("Передать")
    await topic.click("Вторая линия")
    await topic.click("Да, передать")
    there = gleb.in_topic("ЭО-1", SECOND_GROUP)
    await there.sees("ждём ответа пользователя")
    await anna.send_photo("Ошибка 500")
    await there.sees("• текст ошибки: Ошибка 500")
    await there.send("Спасибо, проверяем")
    await ask(stage, there, "Браузер и версия")
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 1: браузер и версия")
    await there.click("Решено")
    await anna.sees("Вопрос решён?")
    await anna.click("Нет, остались вопросы")
    await ask(stage, there, "ИНН")
    await anna.send("Яндекс Браузер")  # nobody asks for that any more: it is a message, and no INN
    await there.sees("Яндекс Браузер")
    await anna.does_not_see("Вопрос 1 из 1: ИНН")
    asked = await anna.sees("нужно от вас:\n• ИНН")
    await there.click("Решено")
    await there.click("Это не вопрос")
    await stage.settled()
    assert (await anna.sees("нужно от вас:\n• ИНН")).buttons == ()
    gone = await anna.press(asked, str(asked.data("Ответить на вопросы")), forged=True)
    assert "больше не нужны" in (gone or {})["text"]


async def test_it_takes_no_empty_or_endless_questions_and_can_be_taken_back(stage: Stage, anna: Person, topic: Person):
    await topic.send("/ask")
    await topic.sees("Что запросить у пользователя?")
    assert "хотя бы один" in (await topic.click("Далее") or {})["text"]
    await topic.click("Своими словами")
    await topic.sees("ответьте: что запросить")
    await topic.send("\u200b\u2060")
    await topic.sees("Здесь ничего не написано.")
    await topic.send("я" * 1001)
    await topic.sees("не более 1000 знаков")
    await topic.send("я" * 201)
    await topic.sees("не более 200 знаков в каждом")
    await topic.send("\n".join("абвгдежзийк"))
    await topic.sees("не более 10 пунктов")
    await topic.send("Номер договора")
    await topic.sees("зачем это нужно?")
    await topic.send("/help")
    await topic.sees("/transfer")
    await topic.send("Найти его в архиве")
    await topic.sees("Проверьте")
    await topic.click("Отмена")
    await topic.send("Пришлите номер договора")
    await anna.sees("Пришлите номер договора")
    await stage.settled()
    assert len(await anna.messages()) == 3  # registered, who answers, the answer


async def test_clause_3_3_of_collected_data_only_the_last_answer_waits_again_when_the_operators_answer_is_deleted(
    stage: Stage, anna: Person, topic: Person
):
    await ask(stage, topic, "ИНН", "Снимок экрана")
    await anna.click("Ответить на вопросы")
    await anna.send(IDENTITY["inn"])
    await anna.send_photo("вот")
    await stage.settled()
    thanks = await topic.send("Спасибо, смотрим")
    await anna.sees("Спасибо, смотрим")
    await topic.send("/delete", reply_to=thanks)
    await stage.settled()
    async with stage.desk.database.reading() as connection:
        found = await unanswered.of_ticket(connection, 1)
    assert found is not None
    assert (found.kind, found.html, found.count) == ("photo", "вот", 1)


async def test_ticks_pressed_faster_than_the_page_follows_all_count(stage: Stage, topic: Person):
    await topic.click("Запросить данные")
    page = await topic.sees("Что запросить")
    inn, screenshot = page.data("☐ ИНН"), page.data("☐ Снимок экрана")
    assert inn is not None
    assert screenshot is not None
    for press in (inn, screenshot, inn):  # all from the page as it was at first
        await topic.press(page, press, forged=True)
    await topic.sees("Что запросить")
    await stage.settled()
    ticked = [each for each in (await topic.last()).buttons if each.startswith("☑")]
    assert ticked == ["☑ ИНН", "☑ Снимок экрана"]
    await topic.click("☑ ИНН")
    await stage.settled()
    assert [each for each in (await topic.last()).buttons if each.startswith("☑")] == ["☑ Снимок экрана"]


async def test_clause_3_7_thanks_are_no_answer_to_what_is_asked(stage: Stage, anna: Person, topic: Person):
    await ask(stage, topic, "ИНН")
    await anna.send("Хорошо, спасибо")
    await topic.sees("Хорошо, спасибо")
    assert (await name(stage, topic)).startswith("❓")
    await anna.send("А где его взять?")
    await topic.sees("А где его взять?")
    assert (await name(stage, topic)).startswith("🛠")


async def test_clause_3_3_what_was_typed_beside_the_questions_waits_no_more_once_they_are_answered(
    stage: Stage, anna: Person, topic: Person
):
    await ask(stage, topic, "Номер заказа")
    for said in ("А-17", "А когда будет готово?"):
        await anna.send(said)
        await topic.sees(said)
    await anna.click("Ответить на вопросы")
    await anna.send("А-17")
    await topic.sees("Пользователь ответил на все вопросы.")
    async with stage.desk.database.reading() as connection:
        waiting = await unanswered.of_ticket(connection, 1)
    assert waiting is not None
    assert (waiting.html, waiting.count) == ("А когда будет готово?", 2)
