"""Extending a deadline in the topic."""

from sqlalchemy import select

from bot.sandbox.client import Person
from db.tables import audit, outbox
from tests.desks import Stage
from tests.factories import open_ticket
from tests.flows.requester_steps import begin_extension, extend


async def letters(stage: Stage) -> list[tuple[str, dict]]:
    async with stage.desk.database.reading() as connection:
        found = select(outbox.c.destination, outbox.c.body).where(outbox.c.channel == "email")
        return [(row.destination, row.body) for row in await connection.execute(found)]


async def test_clause_4_3_an_extension_is_told_in_the_chat_and_by_e_mail_with_its_reason(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    await begin_extension(topic)
    await topic.sees("Новый срок: чт 05.02.2026 16:00 МСК")
    await topic.send("// думаю над причиной")
    await topic.send("Ждём <b>ответа</b> банка")
    told = await anna.sees("05.02.2026 16:00 МСК")
    assert "Ждём <b>ответа</b> банка" in told.text
    await topic.sees("Срок продлён до чт 05.02.2026 16:00 МСК")
    await topic.sees("Срок: чт 05.02.2026 16:00 МСК")
    ((address, body),) = await letters(stage)
    assert address == "mail:anna@romashka.example"
    assert body["notice"] == "DeadlineExtended"
    async with stage.desk.database.reading() as connection:
        (line,) = await connection.execute(select(audit.c.details).where(audit.c.action == "extend"))
    assert line.details["reason"] == "Ждём <b>ответа</b> банка"
    await topic.send("Добрый день")  # the dialogue is over: this is for the requester
    await anna.sees("Добрый день")
    await anna.does_not_see("думаю")


async def test_clause_3_4_an_extension_outlives_a_mistaken_technical_error(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await extend(topic, until="чт 05.02.2026 16:00")
    await topic.click("Тех. ошибка")
    await topic.click("Да")
    await topic.sees("Срок: нет")
    await topic.click("Не тех. ошибка")
    await topic.click("Да")
    await anna.sees("больше не относится к техническим ошибкам. Срок решения: чт 05.02.2026 16:00 МСК")
    await topic.sees("Срок: чт 05.02.2026 16:00 МСК")


async def test_a_missed_deadline_is_extended_from_now(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    stage.move(days=2)
    await topic.sees("🔥 ЭО-1: срок")
    await topic.send("/extend")
    await topic.click("+4 часа")
    await topic.send("Уточняем")
    await anna.sees("05.02.2026 14:00 МСК")
    await stage.settled()
    assert (await vera.topics())[0]["name"].startswith("🆕")


async def test_cancelled_and_forgotten_questions_leave_messages_to_the_requester(
    stage: Stage, anna: Person, vera: Person, gleb: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await begin_extension(topic, "+16 часов")
    await topic.sees("причину продления")
    await gleb.in_topic("ЭО-1").send("Это пишет коллега")
    await anna.sees("Это пишет коллега")
    assert "только оператор" in (await gleb.in_topic("ЭО-1").click("Отмена"))["text"]
    await topic.send_photo("не причина")
    await topic.sees("Здесь ничего не написано.")
    await topic.click("Отмена")
    await topic.send("Это уже ответ")
    await anna.sees("Это уже ответ")
    await begin_extension(topic, "+16 часов")
    await topic.sees("причину продления")
    stage.move(minutes=16)
    await topic.send("И это ответ")
    await anna.sees("И это ответ")
    await stage.settled()
    await anna.does_not_see("продл")
    await anna.does_not_see("не причина")


async def test_every_step_of_an_extension_has_a_way_back(stage: Stage, anna: Person, vera: Person, gleb: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await begin_extension(topic, "+4 часа")
    await topic.sees("напишите причину продления")
    assert "другому оператору" in (await gleb.in_topic("ЭО-1").click("Назад"))["text"]
    await topic.click("Назад")
    await topic.sees("Было выбрано: чт 05.02.2026 12:00 МСК")
    await topic.send("Это пользователю")
    await anna.sees("Это пользователю")
    await topic.click("Другой срок")
    await topic.sees("до пятницы 15:00")
    await topic.click("Назад")
    await topic.click("Другой срок")
    await topic.send("до пятницы 15:00")
    await topic.sees("это пт 06.02.2026 15:00 МСК")
    await topic.click("Назад")
    await topic.sees("Было выбрано: пт 06.02.2026 15:00 МСК")
    await topic.click("+16 часов")
    await topic.send("Ждём поставщика")
    await anna.sees("06.02.2026 15:00 МСК")


async def test_a_deadline_named_in_words_is_shown_back_before_the_reason_is_asked(
    stage: Stage, anna: Person, vera: Person, gleb: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await begin_extension(topic, "Другой срок")
    await topic.sees("до пятницы 15:00 · на 2 дня")
    for wrong, answer in (
        ("🙂🙂", "Не удалось понять"),
        ("29.02", "Такого дня в календаре нет"),
        ("01.02.2026", "Это время уже прошло"),
        ("завтра к обеду", "Это ср 04.02.2026 13:00 МСК, а нынешний срок — ср 04.02.2026 17:00 МСК."),
        ("сегодня 09:40", "Это время уже прошло"),
        ("31.12.2099", "больше года"),
    ):
        sent = await topic.send(wrong)
        await topic.sees(answer, after=sent)
    await topic.send("завтра 23:00")
    shown = await topic.sees("завтра, ср 04.02.2026 18:30 МСК")
    assert "ср 04.02.2026 23:00 МСК — нерабочее время" in shown.text
    await topic.send("до пятницы 15:00")
    await topic.sees("это пт 06.02.2026 15:00 МСК")
    assert "Подтвердить срок может только" in (await gleb.in_topic("ЭО-1").click("Да, верно"))["text"]
    await topic.click("Да, верно")
    await topic.sees("Новый срок: пт 06.02.2026 15:00 МСК")
    await topic.send("Ждём поставщика")
    await anna.sees("продлён до пт 06.02.2026 15:00 МСК")
    await topic.sees("Письмо отправлено: anna@romashka.example")
    await anna.does_not_see("пятницы")


async def test_clause_3_4_the_history_of_deadlines_is_behind_a_button_of_the_card(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await extend(topic, until="чт 05.02.2026 16:00")
    await topic.click("Тех. ошибка")
    await topic.click("Да")
    await topic.sees("Срок: нет")
    await topic.click("Не тех. ошибка")
    await topic.click("Да")
    await topic.sees("Срок: чт 05.02.2026 16:00 МСК")
    stage.move(days=3)
    await topic.sees("🔥 ЭО-1: срок")
    await topic.click("История")
    shown = (await topic.sees("История ЭО-1")).text
    parts = [
        "услуга: ",
        "04.02.2026 17:00",
        "Вера Орлова · срок продлён",
        "Ждём ответа банка",
        "признак технической ошибки",
        "срок истёк",
    ]
    assert sorted(parts, key=shown.index) == parts
    await stage.settled()
    letters = [(letter.subject, letter.text) for letter in stage.sandbox.mailbox.letters]
    assert [subject for subject, _ in letters] == [
        "[ЭО-1] Срок решения продлён до чт 05.02.2026 16:00 МСК",
        "[ЭО-1] Обращение отнесено к техническим ошибкам",
        "[ЭО-1] Срок решения обращения: чт 05.02.2026 16:00 МСК",
    ]
    assert "05.02.2026 16:00 МСК" in letters[2][1]


async def test_clause_4_3_a_deadline_on_a_day_off_is_moved_to_the_working_day_before_or_after(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await begin_extension(topic, "Другой срок")
    await topic.send("до субботы, 12 часов")
    shown = await topic.sees("сб 07.02 — нерабочий день. Перенести на пн 09.02?")
    assert shown.buttons == ("Перенести на пн 09.02", "К пт 06.02", "Назад", "Отмена")
    await topic.click("Перенести на пн 09.02")
    await topic.sees("Новый срок: пн 09.02.2026 12:00 МСК")
    await topic.send("Ждём поставщика")
    await anna.sees("продлён до пн 09.02.2026 12:00 МСК")
    await begin_extension(topic, "Другой срок")
    await topic.send("в воскресенье")
    shown = await topic.sees("вс 08.02 — нерабочий день. Перенести на пн 09.02?")
    assert shown.buttons == ("Перенести на пн 09.02", "Назад", "Отмена")  # the Friday before is not behind the deadline
    await topic.click("Перенести на пн 09.02")
    await topic.sees("Новый срок: пн 09.02.2026 18:30 МСК")


async def test_clause_4_3_a_newer_question_takes_the_words_and_no_deadline_moves(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await begin_extension(topic)
    await topic.sees("причину")
    await topic.click("Запросить данные")
    await topic.sees("Что запросить у пользователя?")
    await topic.send("Пришлите период сверки")
    await topic.sees("зачем это нужно")
    await stage.settled()
    assert not stage.sandbox.mailbox.letters
    await anna.does_not_see("период сверки")
