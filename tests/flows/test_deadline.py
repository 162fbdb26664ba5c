"""Extending a deadline in the topic."""

from sqlalchemy import select

from bot.sandbox.client import Person
from db.tables import audit, outbox
from tests.desks import Stage
from tests.factories import open_ticket


async def letters(stage: Stage) -> list[tuple[str, dict]]:
    async with stage.desk.database.reading() as connection:
        found = select(outbox.c.destination, outbox.c.body).where(outbox.c.channel == "email")
        return [(row.destination, row.body) for row in await connection.execute(found)]


async def test_clause_4_3_an_extension_is_told_in_the_chat_and_by_e_mail_with_its_reason(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Срок: 04.02.2026 17:00 МСК")
    await topic.click("Продлить срок")
    await topic.click("+8 часов")
    await topic.sees("Новый срок: 05.02.2026 16:00 МСК")
    await topic.send("// думаю над причиной")
    await topic.send("Ждём <b>ответа</b> банка")
    told = await anna.sees("05.02.2026 16:00 МСК")
    assert "Ждём <b>ответа</b> банка" in told.text
    await topic.sees("Срок продлён до 05.02.2026 16:00 МСК")
    await topic.sees("Срок: 05.02.2026 16:00 МСК")
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
    await topic.click("Продлить срок")
    await topic.click("+8 часов")
    await topic.send("Ждём ответа банка")
    await topic.sees("Срок: 05.02.2026 16:00 МСК")
    await topic.click("Тех. ошибка")
    await topic.sees("Срок: нет")
    await topic.click("Не тех. ошибка")
    await anna.sees("больше не относится к техническим ошибкам. Срок решения: 05.02.2026 16:00 МСК")
    await topic.sees("Срок: 05.02.2026 16:00 МСК")


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
    await topic.click("Продлить срок")
    await topic.click("+16 часов")
    await topic.sees("почему срок продлевается")
    await gleb.in_topic("ЭО-1").send("Это пишет коллега")
    await anna.sees("Это пишет коллега")
    assert "только оператор" in (await gleb.in_topic("ЭО-1").click("Отмена"))["text"]
    await topic.send_photo("не причина")
    await topic.sees("Пожалуйста, напишите это словами.")
    await topic.click("Отмена")
    await topic.send("Это уже ответ")
    await anna.sees("Это уже ответ")
    await topic.click("Продлить срок")
    await topic.click("+16 часов")
    await topic.sees("почему срок продлевается")
    stage.move(minutes=16)
    await topic.send("И это ответ")
    await anna.sees("И это ответ")
    await stage.settled()
    await anna.does_not_see("продл")
    await anna.does_not_see("не причина")
