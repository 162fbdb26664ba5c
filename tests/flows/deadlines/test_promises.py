"""Promises in what operators write: noticed, reminded of, kept or broken."""

import asyncio

from bot.actions.deadlines import promises
from bot.sandbox.cast import VERA
from bot.sandbox.client import Person
from db import alarms
from db.alarms import Alarm
from tests.desks import Stage
from tests.factories import open_ticket


async def judged(stage: Stage) -> None:
    """Wait until the clock has looked at every promise."""
    async with asyncio.timeout(20):
        while await _waiting(stage):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def _waiting(stage: Stage) -> list[Alarm]:
    async with stage.desk.database.reading() as connection:
        return await alarms.of_ticket(connection, 1, promises.KIND)


async def counted(stage: Stage, dina: Person) -> str:
    """The line about promises in the statistics of the day."""
    sent = await dina.send("/stats month")
    lines = (await dina.sees("Статистика", after=sent)).text.splitlines()
    return next((line for line in lines if line.startswith("Обещания")), "")


async def test_clause_3_4_a_promise_is_noticed_reminded_of_and_counted_as_broken(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Добрый день. Исправим сегодня до 17:00.")
    await topic.send("Спасибо за обращение!")  # in the same breath: that keeps no promise
    await anna.sees("Спасибо")
    noticed = await topic.sees("Обещано: «сегодня до 17:00» (вт 03.02.2026 17:00 МСК)")
    assert noticed.buttons == ("Напомнить мне", "Это не обещание")
    await topic.click("Напомнить мне")
    await topic.sees("Напоминание получит Вера Орлова")
    stage.move(hours=5)
    await stage.settled()
    await topic.does_not_see("вы обещали")
    stage.move(minutes=16)  # a quarter of seven hours before 17:00 is 15:15
    reminded = await topic.sees("Вера Орлова, вы обещали пользователю: «сегодня до 17:00»")
    assert f"tg://user?id={VERA}" in reminded.html
    stage.move(hours=2)
    await topic.sees("Вера Орлова, обещание не выполнено")
    assert await counted(stage, dina) == "Обещания: выполнено 0, нарушено 1"
    await anna.does_not_see("бещан")


async def test_a_promise_is_kept_by_an_answer_in_time_and_needs_no_reminder(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Ответим в течение двух часов")
    await topic.click("Напомнить мне")
    await topic.sees("Напоминание получит")
    stage.move(hours=1)
    await topic.send("Каталог открывается, проверьте")
    await anna.sees("проверьте")
    stage.move(hours=2)
    await judged(stage)
    assert await counted(stage, dina) == "Обещания: выполнено 1, нарушено 0"
    await topic.send("Перезвоним до 17:00")
    await topic.sees("Обещано: «до 17:00»")
    await topic.click("Решено")
    await anna.sees("Вопрос решён?")
    stage.move(hours=5)
    await judged(stage)
    assert await counted(stage, dina) == "Обещания: выполнено 2, нарушено 0"
    await topic.does_not_see("вы обещали")
    await topic.does_not_see("не выполнено")


async def test_what_is_no_promise_or_taken_back_is_not_counted(stage: Stage, anna: Person, vera: Person, dina: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Мы работаем до 18:30")
    await topic.send("Позвоним через час")
    await topic.click("Это не обещание")
    second = await topic.send("Напишу до 15:00")
    await topic.sees("Обещано: «до 15:00»")
    await topic.click("Напомнить мне")
    await topic.sees("Напоминание получит")
    await topic.send("/delete", reply_to=second)
    await stage.settled()
    stage.move(hours=6)
    await judged(stage)
    assert await counted(stage, dina) == ""
    await topic.does_not_see("через час — до")
    await topic.does_not_see("не выполнено")


async def test_clause_3_4_an_edit_adds_moves_and_drops_a_promise(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    sent = await topic.send("Разбираемся")
    await anna.sees("Разбираемся")
    await topic.edit(sent, "Разбираемся, ответим до 14:00")
    added = await topic.sees("Обещано: «до 14:00» (вт 03.02.2026 14:00 МСК)")
    await topic.press(added, added.data("Напомнить мне") or "")
    await topic.sees("Напоминание получит Вера Орлова")
    await topic.edit(sent, "Разбираемся, ответим до 17:00")
    moved = await topic.sees(
        "Обещание изменено: «до 17:00» (вт 03.02.2026 17:00 МСК)\nНапоминание получит Вера Орлова."
    )
    assert moved.buttons == ()
    await topic.edit(sent, "Разбираемся. Ответим до 17:00.")
    await stage.later(hours=4, minutes=30)
    await topic.does_not_see("выполнено")
    await stage.later(minutes=50)
    await topic.sees("вы обещали пользователю: «до 17:00»")
    await topic.edit(sent, "Разбираемся")
    await topic.sees("В сообщении больше нет обещания «до 17:00»")
    await stage.later(hours=3)
    await topic.does_not_see("не выполнено")
    assert await counted(stage, dina) == ""


async def test_a_held_edit_moves_a_promise_when_it_is_sent(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    sent = await topic.send("Проверим сервер до 14:00")
    await topic.sees("Обещано: «до 14:00»")
    await topic.edit(sent, "Проверим сервак до 16:00")
    await topic.sees("«сервак» — жаргонное слово")
    await topic.does_not_see("Обещание изменено")
    await topic.click("Исправить и отправить")
    changed = await topic.sees("Обещание изменено: «до 16:00» (вт 03.02.2026 16:00 МСК)")
    assert changed.buttons == ("Напомнить мне", "Это не обещание")
    await anna.sees("Проверим сервер до 16:00")


async def test_a_reminder_follows_the_calendar_and_the_promised_moment_stays(stage: Stage, vera: Person, dina: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Ответим завтра до 17:00")
    await topic.click("Напомнить мне")
    await topic.sees("Напоминание получит")
    await dina.send("/calendar 04.02.2026 выходной")  # without it the reminder would come then, at 13:00
    await dina.sees("Календарь изменён")
    await stage.later(hours=6)
    await topic.does_not_see("вы обещали")
    await stage.later(minutes=25)
    await topic.sees("вы обещали пользователю: «завтра до 17:00» (ср 04.02.2026 17:00 МСК)")


async def test_clause_3_4_a_promise_for_a_day_off_is_moved_to_a_working_day(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Проверим в субботу утром.")
    noticed = await topic.sees("Обещано: «в субботу утром» (сб 07.02.2026 12:00 МСК)")
    assert "сб 07.02 — нерабочий день. Перенести на пн 09.02?" in noticed.text
    assert noticed.buttons == ("Перенести на пн 09.02", "Напомнить мне", "Это не обещание")
    await topic.press(noticed, noticed.data("Перенести на пн 09.02") or "")
    moved = await topic.sees("Обещано: «в субботу утром» — перенесено на пн 09.02.2026 12:00 МСК")
    assert moved.buttons == ("Напомнить мне", "Это не обещание")
    stage.move(days=3)
    await topic.does_not_see("не выполнено")
    await anna.does_not_see("перенесено")


async def test_clause_4_3_a_promise_behind_the_deadline_is_one_tap_from_its_extension(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    await topic.send("Исправим завтра до 15:00.")
    await topic.sees("Обещано: «завтра до 15:00»")
    await topic.does_not_see("позже срока")
    sent = await topic.send("Обновление выйдет в пятницу до 20:00.")
    await topic.sees("Обещание позже срока (ср 04.02.2026 17:00 МСК). Продлить срок?", after=sent)
    await topic.click("Продлить до обещанного")
    await topic.sees("Новый срок: пт 06.02.2026 18:30 МСК")
    await topic.send("Ждём обновления")
    await anna.sees("продлён до пт 06.02.2026 18:30 МСК")


async def test_clause_3_4_a_promise_without_a_day_asks_for_one(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Исправим в ближайшие дни.")
    await topic.sees("Обещано без дня: «в ближайшие дни». Сообщите, пожалуйста, пользователю, к какому сроку")
    await anna.does_not_see("без дня")
