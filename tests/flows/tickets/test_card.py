"""The buttons of a ticket's card: taking, the kind of a ticket, forged and late presses."""

from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import open_ticket


async def test_a_colleagues_ticket_is_taken_over_only_after_a_question(
    stage: Stage, anna: Person, vera: Person, gleb: Person
):
    await open_ticket(stage.desk)
    topic, other = vera.in_topic("ЭО-1"), gleb.in_topic("ЭО-1")
    answer = await topic.click("Взять")
    assert answer["text"] == "Вы взяли обращение."
    await anna.sees("Вера Орлова")
    await other.click("Забрать")  # the card has no «Взять» any more
    question = await other.sees("Обращение ведёт Вера Орлова. Забрать его?")
    await stage.settled()
    assert "Оператор: Вера Орлова" in (await topic.messages())[1].text
    data = question.data("Забрать")
    await other.click("Забрать")
    await anna.sees("Глеб Соколов")
    await stage.settled()
    assert "Оператор: Глеб Соколов" in (await topic.messages())[1].text
    assert data is not None
    await topic.press(question, data, forged=True)  # it asked about Vera: now the question is about Gleb
    await topic.sees("Обращение ведёт Глеб Соколов. Забрать его?")
    await topic.click("Отмена")
    await stage.settled()
    await topic.does_not_see("Забрать его?")


async def test_whoever_answers_first_is_the_operator(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Проверяем")
    await topic.sees("Оператор: Вера Орлова")
    await anna.sees("Проверяем")


async def test_clause_4_3_a_technical_error_has_no_deadline_and_its_requester_is_told(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    await topic.click("Тех. ошибка")
    await topic.click("Да")
    await topic.press(card, "kind:1:1", forged=True)  # twice is once
    await anna.sees("отнесено к техническим ошибкам")
    await topic.sees("Срок: нет")
    assert (await topic.click("Продлить срок"))["text"] == "У технической ошибки нет срока: продлевать нечего."
    await topic.click("Не тех. ошибка")
    await topic.click("Да")
    await anna.sees("04.02.2026 17:00 МСК")
    await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    await stage.settled()
    assert sum("техническим ошибкам" in each.text for each in await anna.messages()) == 2


async def test_a_slip_costs_no_letter(stage: Stage, anna: Person, vera: Person, gleb: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await stage.settled()
    for label, question in (
        ("Тех. ошибка", "ЭО-1: техническая ошибка. Снять срок и сообщить пользователю?"),
        ("Не тех. ошибка", "Вернуть срок ЭО-1 и сообщить пользователю?"),
    ):
        seen, letters = len(await anna.messages()), len(stage.sandbox.mailbox.letters)
        await topic.click(label)
        await topic.sees(question)
        await topic.click("Отмена")
        await stage.settled()
        await topic.does_not_see(question)
        assert (len(await anna.messages()), len(stage.sandbox.mailbox.letters)) == (seen, letters)
        await topic.click(label)
        await topic.click("Да")
        await stage.settled()
        assert (len(await anna.messages()), len(stage.sandbox.mailbox.letters)) == (seen + 1, letters + 1)
    await topic.sees("Вера Орлова: ")


async def test_the_card_offers_what_can_be_done(stage: Stage, anna: Person, vera: Person, gleb: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    assert "Взять" in (await topic.sees("Состояние: новое")).buttons
    await topic.click("Взять")
    card = await topic.sees("Состояние: в работе")
    assert "Взять" not in card.buttons
    assert (await topic.click("Забрать"))["text"] == "Обращение уже за вами."
    await topic.send("Исправлено, проверьте")
    await topic.click("Решено")
    await anna.click("Да, вопрос решён")
    closed = await topic.sees("Состояние: закрыто")
    assert closed.buttons == ("История",)
    await topic.click("История")
    await topic.sees("04.02.2026 17:00 МСК")
    await stage.settled()
    assert (await topic.topics())[0]["closed"]


async def test_operator_buttons_work_nowhere_but_in_the_tickets_group(
    stage: Stage, anna: Person, vera: Person, gleb: Person
):
    await open_ticket(stage.desk)
    mine = await anna.sees("ЭО-1")
    for data in (
        "card:take:1",
        "card:resolve:1",
        "extend:1:8",
        "ask:1:4:pick:0",
        "noq:1:1:1",
        "answerit:1",
        "to:1:-100",
        "over:1:0",
        "card:take:99",
    ):
        answer = await anna.press(mine, data, forged=True)
        assert answer is not None
        assert "предназначена не вам" in answer["text"]
    note = await gleb.in_group().send("Обсудим?")
    answer = await gleb.in_group().press(note, "card:take:99", forged=True)
    assert answer is not None
    assert "предназначена не вам" in answer["text"]
    assert "Оператор: —" in (await vera.in_topic("ЭО-1").sees("Не открывается каталог")).text


async def test_buttons_of_a_closed_ticket_say_that_it_is_closed(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("Не открывается каталог")
    await topic.send("Исправлено, проверьте")
    assert (await topic.click("Решено"))["text"] == "Пользователю отправлен запрос подтверждения."
    await anna.click("Да, вопрос решён")
    await topic.sees("вопрос решён")
    for do in ("take", "resolve", "error", "no_error", "extend", "ask", "transfer"):
        answer = await topic.press(card, f"card:{do}:1", forged=True)
        assert answer is not None
        assert "закрыто" in answer["text"]


async def test_the_card_names_a_language_that_is_not_the_desks(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.does_not_see("Язык:")
    await anna.send("/language en")
    await topic.sees("Язык: английский")
    await anna.send("/language ru")
    await anna.sees("Язык сообщений: русский")
    await topic.does_not_see("Язык:")
