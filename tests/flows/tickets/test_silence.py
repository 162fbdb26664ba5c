"""A requester who does not confirm (3.2): reminded, listed, and closed only where a setting says so."""

import pytest

from bot.sandbox import cast
from bot.sandbox.client import Person, Seen
from db import alarms
from db.tickets import tickets, unanswered
from tests.desks import Stage, playing
from tests.factories import open_ticket

REMINDER = "мы ждём вашего ответа"
BUTTONS = ("Да, вопрос решён", "Нет, остались вопросы")


async def asked(stage: Stage, number: int = 1, requester: int = cast.ANNA) -> Person:
    """Open a ticket and ask whether it is solved; returns Vera in its topic."""
    await open_ticket(stage.desk, requester)
    topic = stage.people["vera"].in_topic(f"ЭО-{number}")
    await topic.sees("Не открывается каталог")
    await topic.send("Исправили, проверьте")
    await topic.click("Решено")
    await stage.settled()
    return topic


async def reminders(person: Person) -> list[Seen]:
    return [each for each in await person.messages() if REMINDER in each.text]


async def state(stage: Stage) -> str:
    await stage.settled()
    async with stage.desk.database.reading() as connection:
        return (await tickets.by_number(connection, 1)).state


async def test_clause_3_2_silence_is_reminded_of_on_the_first_third_and_fifth_working_day_and_closes_nothing(
    stage: Stage, anna: Person, boris: Person, dina: Person
):
    await asked(stage)
    await asked(stage, 2, cast.BORIS)  # Tuesday, 10:00
    await dina.send("/start")
    counted = []
    for hours in (23.9, 0.2, 47.6, 0.4, 72, 23.6, 0.4):  # the last but two ends on Monday
        await stage.later(hours=hours)
        counted.append(len(await reminders(anna)))
    assert counted == [0, 1, 1, 2, 2, 2, 3]
    *older, last = await reminders(anna)
    assert last.buttons == BUTTONS
    assert not any(each.buttons for each in older), "only the newest copy of a question can be answered"
    assert "только после вашего подтверждения" in last.text
    await dina.does_not_see("Нет ответа на три")
    await stage.later(days=1)
    told = await dina.sees("Нет ответа на три напоминания")
    assert "• ЭО-1 · ООО «Ромашка» · вопрос задан вт 03.02.2026 10:00 МСК\n• ЭО-2" in told.text
    assert "/close ЭО-1 пользователь подтвердил по телефону" in told.text
    await stage.later(days=6)
    assert (await dina.sees("Нет ответа на три")).id == told.id
    await stage.later(days=1)
    await dina.sees("Нет ответа на три", after=told)
    assert len(await reminders(boris)) == 3
    assert await state(stage) == "waiting_confirmation"


@pytest.mark.parametrize("answer", ["yes", "no", "supervisor", "data"])
async def test_clause_3_2_any_answer_ends_the_reminders(stage: Stage, anna: Person, dina: Person, answer: str):
    topic = await asked(stage)
    await stage.later(days=1, hours=1)
    reminder = await anna.sees(REMINDER)
    if answer in ("yes", "no"):
        await anna.press(reminder, reminder.data(BUTTONS[answer == "no"]) or "")
    elif answer == "supervisor":
        await dina.send("/close ЭО-1 Повтор")
    else:
        for label in (
            "Запросить данные",
            "☐ Снимок экрана",
            "Далее",
            "чтобы увидеть ошибку и повторить её",
            "Отправить",
        ):
            await topic.click(label)
            await stage.settled()
    assert await state(stage) != "waiting_confirmation"
    async with stage.desk.database.reading() as connection:
        assert await alarms.of_ticket(connection, 1, "silence") == []


async def test_reminders_can_be_switched_off(database_url: str):
    async with playing(database_url, silence_reminders=False) as stage:
        await asked(stage)
        for days in (1.05, 2, 4, 1):
            await stage.later(days=days)
        assert not await reminders(stage.people["anna"])
        assert await state(stage) == "waiting_confirmation"


async def test_clause_3_2_by_setting_silence_closes_after_a_warning_and_one_tap_opens_again(database_url: str):
    async with playing(database_url, silence_closes=2) as stage:
        anna, dina = stage.people["anna"], stage.people["dina"]
        topic = await asked(stage)
        for days in (1.05, 2, 4):
            await stage.later(days=days)
        [first, _second, last] = await reminders(anna)
        assert "закроется" not in first.text
        assert "Если ответа не будет, чт 12.02.2026 обращение закроется" in last.text
        await stage.later(days=1)
        assert await state(stage) == "waiting_confirmation"
        await stage.later(days=1)
        closed = await anna.sees("мы не получили ответа")
        await topic.sees("пользователь не ответил на напоминания")
        assert await state(stage) == "closed"
        assert "закрыто: нет ответа на напоминания" in await record(dina)
        await anna.press(closed, closed.data("Открыть снова") or "")
        await anna.sees("снова открыто")


async def test_clause_3_3_silence_never_closes_over_an_open_question(database_url: str):
    async with playing(database_url, silence_closes=2) as stage:
        anna = stage.people["anna"]
        await open_ticket(stage.desk)
        topic = stage.people["vera"].in_topic("ЭО-1")
        await topic.sees("Не открывается каталог")
        answer = await topic.send("Исправили, проверьте")
        await topic.click("Решено")
        await anna.sees("Вопрос решён?")
        await topic.send("/delete", reply_to=answer)
        await stage.settled()
        for _ in range(20):
            await stage.later(days=1)
        assert await state(stage) == "waiting_confirmation"
        assert not await reminders(anna)
        assert await standing_open(stage) == [1]
        await topic.send("Исправили ещё раз, проверьте")
        for _ in range(20):
            await stage.later(days=1)
        assert await state(stage) == "closed"
        assert await standing_open(stage) == []


async def test_clause_3_2_what_a_question_held_up_closes_after_another_reminder(database_url: str):
    async with playing(database_url, silence_closes=2) as stage:
        anna = stage.people["anna"]
        await open_ticket(stage.desk)
        topic = stage.people["vera"].in_topic("ЭО-1")
        await topic.sees("Не открывается каталог")
        answer = await topic.send("Исправили, проверьте")
        await topic.click("Решено")
        await stage.settled()
        for days in (1.05, 2, 4):
            await stage.later(days=days)
        assert len(await reminders(anna)) == 3
        await topic.send("/delete", reply_to=answer)
        await stage.settled()
        for _ in range(6):
            await stage.later(days=1)
        await topic.send("Исправили ещё раз, проверьте")
        closed_after = []
        for _ in range(7):
            await stage.later(days=1)
            closed_after.append((len(await reminders(anna)), await state(stage)))
        assert closed_after[0] == (4, "waiting_confirmation")
        assert closed_after[-1] == (4, "closed")


async def standing_open(stage: Stage) -> list[int]:
    """The tickets on the list of /unanswered."""
    async with stage.desk.database.reading() as connection:
        return [each.number for each in await unanswered.page(connection, None, 0, 10)]


async def record(dina: Person) -> str:
    sent = await dina.send("/audit ЭО-1")
    return (await dina.sees("Журнал", after=sent)).text


async def test_who_blocked_the_bot_is_not_flooded_with_reminders_later(stage: Stage, anna: Person, dina: Person):
    await asked(stage)
    await dina.send("/start")
    await anna.block()
    for days in (1.05, 2, 4, 1):
        await stage.later(days=days)
    await dina.sees("Нет ответа на три")
    await anna.block(blocked=False)
    await anna.send("/start")
    await stage.settled()
    assert not await reminders(anna)
    assert await state(stage) == "waiting_confirmation"


async def test_reminders_follow_a_changed_calendar(stage: Stage, anna: Person, dina: Person):
    await asked(stage)
    await dina.send("/calendar 04.02.2026 выходной")
    await dina.sees("Календарь изменён")
    await stage.later(minutes=5)
    await dina.sees("Перенесены на более поздний срок: 1")
    await stage.later(days=1, hours=23, minutes=40)  # 09:45: what had not followed would have come at the opening
    assert not await reminders(anna)
    await stage.later(minutes=20)
    assert len(await reminders(anna)) == 1
