"""A requester's own tickets: the list, one of them, and which one a message goes to."""

import pytest
from sqlalchemy import update

from bot.sandbox.cast import ANNA, BORIS
from bot.sandbox.client import PIXEL, Person, Seen
from db.tables import messages
from tests.desks import Stage
from tests.factories import open_ticket

QUESTION = "К какому обращению"
BOTH = ((1, "Вопрос по первому"), (2, "Вопрос по второму"))


@pytest.fixture
async def two(stage: Stage, vera: Person) -> tuple[Person, Person]:
    """The topics of two open tickets of Anna's."""
    await open_ticket(stage.desk, text="Первый вопрос")
    await open_ticket(stage.desk, text="Второй вопрос", service=7)
    await stage.settled()
    return vera.in_topic("ЭО-1"), vera.in_topic("ЭО-2")


async def texts(stage: Stage, place: Person) -> list[str]:
    """What the bot carried into a topic after the card."""
    await stage.settled()
    return [each.text or each.html for each in (await place.messages())[2:] if not each.mine and not each.service]


async def close(stage: Stage, requester: Person, topic: Person) -> None:
    await stage.settled()
    await topic.send("Исправлено, проверьте")
    await topic.click("Решено")
    await requester.click("Да, вопрос решён")
    await stage.settled()


async def test_it_lists_the_open_ones_first_and_shows_each(stage: Stage, anna: Person, two: tuple[Person, Person]):
    await two[0].send("Проверяем")
    await close(stage, anna, two[1])
    await anna.send("/tickets")
    listed = await anna.sees("Ваши обращения")
    assert listed.text.index("ЭО-1") < listed.text.index("ЭО-2")
    assert "в работе, срок ср 04.02.2026 17:00 МСК (осталось 16 раб. ч)" in listed.text
    await anna.click("ЭО-1 · Доступ в Систему")
    details = await anna.sees("Оператор: Вера Орлова")
    assert details.id == listed.id
    assert "Сообщений: 2" in details.text
    assert "Срок: ср 04.02.2026 17:00 МСК (осталось 16 раб. ч)" in details.text
    assert details.buttons == ("Написать", "Все обращения")
    await anna.click("Все обращения")
    await anna.click("ЭО-2 · Приём обращений по ошибкам Системы")
    closed = await anna.sees("Закрыто: вт 03.02.2026")
    assert closed.buttons == ("Открыть снова", "Все обращения")
    stage.move(days=15)
    await anna.click("Все обращения")
    await anna.click("ЭО-2 · Приём обращений по ошибкам Системы")
    await stage.settled()
    assert (await anna.sees("Закрыто: вт 03.02.2026")).buttons == ("Все обращения",)


async def test_with_no_requests_it_says_so_and_offers_a_new_one(stage: Stage, boris: Person):
    await boris.send("Мои обращения")
    empty = await boris.sees("пока нет обращений")
    assert empty.buttons == ("Новое обращение",)
    await boris.press(empty, empty.data("Новое обращение") or "")
    await boris.sees("Шаг 1 из 4")


async def test_an_awaited_confirmation_can_be_given_from_the_list(
    stage: Stage, anna: Person, two: tuple[Person, Person]
):
    await two[0].send("Исправлено, проверьте")
    await two[0].click("Решено")
    await anna.sees("Вопрос решён?")
    await anna.send("/tickets")
    await anna.click("ЭО-1 · Доступ в Систему")
    details = await anna.sees("Состояние")
    await anna.press(details, details.data("Да, вопрос решён") or "")
    await anna.sees("от 1 до 5")


async def test_with_several_open_it_asks_once_and_passes_all_on_in_order(
    stage: Stage, anna: Person, two: tuple[Person, Person]
):
    await anna.send("Раз")
    await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)], "Два")
    await anna.send("Три")
    question = await anna.sees(QUESTION)
    await stage.settled()
    assert len([each for each in await anna.messages() if QUESTION in each.text]) == 1
    assert question.buttons[-1] == "Новое обращение"
    await anna.click("ЭО-2 · Приём обращений по ошибкам Системы")
    await anna.sees("Добавлено к обращению ЭО-2")
    assert [each for each in await texts(stage, two[1]) if each] == ["Раз", "Два", "Три"]
    assert await texts(stage, two[0]) == []
    answer = await anna.press(question, "mine:add:1", forged=True)
    assert answer
    assert "больше нет" in answer["text"]
    assert await texts(stage, two[0]) == []


async def test_an_album_sent_first_is_asked_about_once(stage: Stage, anna: Person, two: tuple[Person, Person]):
    await anna.send_album([(f"{number}.png", PIXEL) for number in range(4)])
    await stage.settled()
    assert len([each for each in await anna.messages() if QUESTION in each.text]) == 1
    await anna.click("ЭО-1 · Доступ в Систему")
    await stage.settled()
    albums = [each.album for each in await two[0].messages() if each.album]
    assert (len(albums), len(set(albums))) == (4, 1)


async def test_who_goes_on_writing_is_asked_again_below_with_the_number_of_messages(
    stage: Stage, anna: Person, two: tuple[Person, Person]
):
    await anna.send("Раз")
    await anna.sees(QUESTION)
    stage.move(seconds=3)
    await anna.send("Два")
    await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL), ("3.png", PIXEL)])
    await stage.settled()
    asked = [each for each in await anna.messages() if QUESTION in each.text]
    assert [(bool(each.buttons), "Ожидают выбора: 3 сообщения" in each.text) for each in asked] == [
        (False, False),
        (True, True),
    ]
    await anna.click("ЭО-1 · Доступ в Систему")
    assert [each for each in await texts(stage, two[0]) if each] == ["Раз", "Два"]


async def test_with_all_closed_meanwhile_what_waits_begins_a_new_request(
    stage: Stage, anna: Person, dina: Person, two: tuple[Person, Person]
):
    await anna.send("Раз")
    await anna.sees(QUESTION)
    for number in (1, 2):
        await dina.send(f"/close ЭО-{number} Дубль")
    await stage.settled()
    await anna.send("Два")
    assert "Ожидают выбора: 2 сообщения" in (await anna.sees("Это по ЭО-")).text
    await anna.click("Новое обращение")
    await anna.sees("Добавлено к описанию")


async def test_what_waits_can_become_a_new_request(stage: Stage, anna: Person, two: tuple[Person, Person]):
    await anna.send("Третий вопрос")
    await anna.sees(QUESTION)
    await anna.click("Новое обращение")
    await anna.click("Всё верно")
    await anna.click("Другой вопрос")
    await anna.click("Готово")
    await anna.click("Отправить")
    await two[0].in_topic("ЭО-3").sees("Третий вопрос")


async def test_with_several_open_a_reply_goes_where_it_belongs(stage: Stage, anna: Person, two: tuple[Person, Person]):
    await two[1].send("Пришлите снимок")
    await anna.send("Вот он", reply_to=await anna.sees("Пришлите снимок"))
    await anna.send("И вопрос по первому", reply_to=await anna.sees("под номером ЭО-1"))
    assert await texts(stage, two[0]) == ["И вопрос по первому"]
    assert await texts(stage, two[1]) == ["Вот он"]
    await anna.does_not_see(QUESTION)


async def test_the_chosen_ticket_gets_everything_until_finished(stage: Stage, anna: Person, two: tuple[Person, Person]):
    await anna.send("/tickets")
    await anna.click("ЭО-1 · Доступ в Систему")
    await anna.click("Написать")
    await anna.sees("Пишите, сообщения добавляются к ЭО-1")
    await anna.send("Одно")
    await anna.send("Другое")
    assert await texts(stage, two[0]) == ["Одно", "Другое"]
    await anna.click("Закончить")
    await anna.send("Третье")
    await anna.sees(QUESTION)
    assert await texts(stage, two[0]) == ["Одно", "Другое"]


async def test_choosing_where_to_write_takes_along_what_waits(stage: Stage, anna: Person, two: tuple[Person, Person]):
    await anna.send("Ждёт выбора")
    await anna.sees(QUESTION)
    await anna.send("/tickets")
    listed = await anna.sees("Ваши обращения")
    await anna.press(listed, "mine:show:2")
    await anna.click("Написать")
    await anna.send("И ещё")
    assert await texts(stage, two[1]) == ["Ждёт выбора", "И ещё"]


async def test_a_reply_to_a_closed_ticket_begins_a_new_request(stage: Stage, boris: Person, vera: Person):
    await open_ticket(stage.desk, BORIS, login="boris@vector.example")
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    await topic.send("Готово")
    old: Seen = await boris.sees("Готово")
    await close(stage, boris, topic)
    await boris.send("Снова не работает", reply_to=old)
    await boris.sees("Это по ЭО-1")
    await boris.click("Новое обращение")
    await boris.click("Всё верно")
    assert len(await topic.topics()) == 1


@pytest.mark.parametrize("by", ["the question", "the notice"])
async def test_what_is_written_after_closing_can_belong_to_the_closed_ticket(
    stage: Stage, anna: Person, two: tuple[Person, Person], by: str
):
    await close(stage, anna, two[0])
    await close(stage, anna, two[1])
    old = await anna.sees("под номером ЭО-1")
    await anna.send("У меня ещё вопрос", reply_to=old)
    question = await anna.sees("Это по ЭО-1 · Доступ в Систему? Обращение закрыто вт 03.02.2026")
    assert question.buttons == ("Открыть снова ЭО-1", "Новое обращение")
    if by == "the question":
        await anna.click("Открыть снова ЭО-1")
        await stage.settled()
        assert "Вы ответили: «Открыть снова ЭО-1»" in (await anna.sees("Это по ЭО-1")).text
    else:
        await anna.press(await anna.sees("ЭО-1 закрыто. Спасибо"), "reopen:1")
    await anna.sees("ЭО-1 снова открыто. Ваше сообщение добавлено.")
    await two[0].sees("У меня ещё вопрос")
    await stage.settled()
    assert not (await anna.sees("Это по ЭО-1")).buttons
    late = await anna.press(question, "mine:again:1", forged=True)
    assert late
    assert "больше нет" in late["text"]


async def test_after_a_long_time_a_message_begins_a_request(stage: Stage, anna: Person, two: tuple[Person, Person]):
    await close(stage, anna, two[0])
    await close(stage, anna, two[1])
    stage.move(days=15)
    await anna.send("Другая ошибка")
    await anna.sees("Добавлено к описанию")


async def test_the_page_of_a_ticket_shows_how_it_stands_after_a_press(
    stage: Stage, anna: Person, two: tuple[Person, Person]
):
    await two[0].send("Исправлено, проверьте")
    await two[0].click("Решено")
    await anna.sees("Вопрос решён?")
    await anna.send("/tickets")
    await anna.click("ЭО-1 · Доступ в Систему")
    page = await anna.sees("Состояние")
    await anna.press(page, page.data("Да, вопрос решён") or "")
    await stage.settled()
    closed = await anna.sees("Состояние: закрыто")
    assert (closed.id, closed.buttons) == (page.id, ("Открыть снова", "Все обращения"))
    assert not (await anna.sees("Вопрос решён?")).buttons
    await anna.press(closed, closed.data("Открыть снова") or "")
    await stage.settled()
    opened = await anna.sees("Состояние: в работе")
    assert (opened.id, opened.buttons) == (page.id, ("Написать", "Все обращения"))


async def test_data_are_answered_while_messages_wait_for_a_choice(
    stage: Stage, anna: Person, two: tuple[Person, Person]
):
    await two[1].click("Запросить данные")
    await two[1].click("☐ ИНН")
    await stage.settled()
    await two[1].click("Далее")
    await two[1].click("чтобы найти ваш заказ")
    await two[1].click("Отправить")
    await anna.sees("оператору нужно от вас")
    await anna.send("пароль")
    await anna.sees(QUESTION)
    await anna.click("Ответить на вопросы")
    await anna.sees("Вопрос 1 из 1")
    await anna.send("7707083893")
    assert "• ИНН: 7707083893" in (await anna.sees("ответы переданы оператору")).text
    await stage.settled()
    asked = [each for each in await anna.messages() if QUESTION in each.text]
    assert [bool(each.buttons) for each in asked] == [False, True]
    await anna.click("ЭО-1 · Доступ в Систему")
    await anna.sees("Добавлено к обращению ЭО-1")
    assert [each for each in await texts(stage, two[0]) if each] == ["пароль"]


async def test_a_second_ticket_is_not_told_that_everything_goes_to_it(
    stage: Stage, anna: Person, two: tuple[Person, Person]
):
    first, second = await anna.sees("под номером ЭО-1"), await anna.sees("под номером ЭО-2")
    assert "Всё, что вы напишете здесь, будет добавлено" in first.text
    assert "Всё, что вы напишете здесь" not in second.text
    assert "У вас несколько открытых обращений" in second.text


async def test_a_choice_that_is_left_has_no_buttons(stage: Stage, anna: Person, two: tuple[Person, Person]):
    await anna.send("Раз")
    await anna.sees(QUESTION)
    await anna.send("/cancel")
    await anna.sees("Отменено")
    await stage.settled()
    assert not (await anna.sees(QUESTION)).buttons


async def test_with_several_open_an_answer_shows_what_it_is_about(
    stage: Stage, anna: Person, two: tuple[Person, Person]
):
    asked = [await anna.send(text, reply_to=await anna.sees(f"под номером ЭО-{number}")) for number, text in BOTH]
    await stage.settled()
    for topic, question in zip(two, asked, strict=True):
        await topic.send("Смотрим")
        await topic.send_photo("Снимок")
        await topic.send_album([("1.png", PIXEL), ("2.png", PIXEL)])
        own = await topic.send("Готово", reply_to=await topic.sees(question.text))
        await stage.settled()
        *_others, text, photo, first, _second, reply = await anna.messages()
        assert [(each.reply_to or {})["id"] for each in (text, photo, first, reply)] == [question.id] * 4
        await topic.edit(own, "Готово, проверьте")
        await anna.sees("Готово, проверьте")
    await close(stage, anna, two[1])
    await two[0].send("Ещё смотрим")
    assert (await anna.sees("Ещё смотрим")).reply_to is None


async def test_with_several_open_an_answer_beside_nothing_names_its_ticket(
    stage: Stage, anna: Person, two: tuple[Person, Person]
):
    async with stage.desk.database.transaction() as connection:
        await connection.execute(update(messages).values(place="-1"))  # as if all had been written by another account
    await two[1].send("Смотрим")
    await two[1].send_album([("1.png", PIXEL), ("2.png", PIXEL)])
    await stage.settled()
    *_others, heading, answer, above, first, second = await anna.messages()
    assert [heading.text, above.text] == ["ЭО-2 · Приём обращений по ошибкам Системы"] * 2
    assert (answer.text, answer.reply_to) == ("Смотрим", None)
    assert first.album == second.album is not None


async def test_who_answers_is_named_once(stage: Stage, anna: Person, gleb: Person, two: tuple[Person, Person]):
    await gleb.in_topic("ЭО-2").send("Смотрим")
    await gleb.in_topic("ЭО-2").send("Нашли")
    await anna.sees("Нашли")
    await stage.settled()
    told = [each.text for each in await anna.messages() if "занимается" in each.text]
    assert told == ["ЭО-2: вашим обращением занимается Глеб Соколов."]


async def test_a_message_out_of_nowhere_becomes_the_description(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk, ANNA)
    await close(stage, anna, vera.in_topic("ЭО-1"))
    await anna.send("Не приходит код")
    await anna.send_photo("Снимок")
    await anna.click("Новое обращение")
    await stage.settled()
    assert "Вы ответили: «Новое обращение»" in (await anna.sees("Это по ЭО-1")).text
    await anna.click("Всё верно")
    await anna.click("Другой вопрос")
    await anna.click("Готово")
    await anna.click("Отправить")
    topic = vera.in_topic("ЭО-2")
    await topic.sees("Не приходит код")
    await stage.settled()
    assert [each for each in await topic.messages() if not each.service][-1].html == "Снимок"


@pytest.mark.parametrize("said", ["ЭО-2", "ко второму", "2"])
async def test_clause_3_2_a_request_is_chosen_in_words(
    stage: Stage, anna: Person, two: tuple[Person, Person], said: str
):
    await anna.send("Прайс не виден")
    asked = await anna.sees(QUESTION)
    await anna.send(said)
    await anna.sees("Добавлено к обращению ЭО-2")
    await two[1].sees("Прайс не виден")
    assert said not in await texts(stage, two[1])
    assert "Прайс не виден" not in await texts(stage, two[0])
    assert not next(each for each in await anna.messages() if each.id == asked.id).buttons


async def test_clause_3_2_writing_to_a_request_ends_in_words(stage: Stage, anna: Person, two: tuple[Person, Person]):
    await anna.send("/tickets")
    await anna.click("ЭО-2 · Приём обращений по ошибкам Системы")
    await anna.click("Написать")
    await anna.sees("Закончить")
    await anna.send("Готово, файл загружен")
    await anna.send("закончить")
    await anna.sees("сообщения переданы")
    assert await texts(stage, two[1]) == ["Готово, файл загружен"]


async def test_clause_3_2_a_rating_is_given_in_words(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("каталог")
    await close(stage, anna, topic)
    await anna.send("5 звёзд")
    await anna.sees("Ваша оценка: 5 из 5")
    await topic.sees("5 из 5")


async def test_a_draft_that_was_kept_is_not_said_to_be_added_at_the_menu(stage: Stage, anna: Person):
    await anna.send("Не открывается каталог")
    await anna.sees("Добавлено к описанию")
    said = await anna.send("Новое обращение")
    assert "Добавлено" not in (await anna.sees("Шаг 1 из 4", after=said)).text
