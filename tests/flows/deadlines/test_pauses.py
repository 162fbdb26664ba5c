"""PAUSE_WHILE_WAITING: the hours to a deadline stand while the requester is asked for data (3.7, 4.3)."""

from bot.sandbox.client import Person
from tests.desks import Stage, playing
from tests.factories import open_ticket
from tests.flows.deadlines.test_deadline import letters


async def ask(stage: Stage, topic: Person) -> None:
    """Ask for an INN."""
    await topic.click("Запросить данные")
    await topic.click("☐ ИНН")
    await stage.settled()
    await topic.click("Далее")
    await topic.sees("зачем это нужно?")
    await topic.send("Чтобы найти организацию")
    await topic.click("Отправить")
    await stage.settled()


async def test_clause_4_3_the_clock_stands_while_data_are_awaited(database_url: str):
    async with playing(database_url, pause_while_waiting=True) as stage:
        anna, dina = stage.people["anna"], stage.people["dina"]
        await open_ticket(stage.desk)
        topic = stage.people["vera"].in_topic("ЭО-1")
        await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
        await ask(stage, topic)
        await anna.sees("оператору нужно от вас")
        await topic.sees("Часы остановлены с вт 03.02.2026 10:00 МСК · осталось 16 раб. ч")
        for _day in range(3):
            await stage.later(days=1)
        await topic.does_not_see("🔥")
        await topic.does_not_see("прошло 50")
        await anna.send("ИНН пришлю позже, вот файл")  # Friday, 10:00: 27 working hours later
        told = await anna.sees("Новый срок решения: пн 09.02.2026 17:00 МСК (был ср 04.02.2026 17:00 МСК)")
        assert "данные ожидались с вт 03.02.2026 10:00 МСК до пт 06.02.2026 10:00 МСК" in told.text
        await topic.sees("Срок: пн 09.02.2026 17:00 МСК")
        await topic.does_not_see("Часы остановлены")
        assert [body["notice"] for _address, body in await letters(stage)] == ["DeadlinePaused"]
        await topic.click("История")
        history = await topic.sees("срок перенесён: ждали пользователя")
        assert "ждали с: вт 03.02.2026 10:00 МСК" in history.text
        sent = await dina.send("/stats week")
        stats = await dina.sees("Статистика", after=sent)
        assert "из них ждали пользователя: 27 раб. ч (обращений: 1)" in stats.text
        await stage.later(days=3, hours=8)
        await topic.sees("🔥 ЭО-1: срок")


async def test_clause_4_3_without_the_setting_it_goes_on(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    await ask(stage, topic)
    await anna.sees("оператору нужно от вас")
    await stage.later(days=2)
    await topic.sees("🔥 ЭО-1: срок")
    await anna.does_not_see("Новый срок решения")
