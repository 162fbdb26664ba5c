"""Warnings in the topic before a deadline passes."""

from bot.actions.deadlines import warnings
from bot.sandbox.client import Person
from db import alarms
from tests.desks import Stage
from tests.factories import open_ticket
from tests.flows.requester_steps import extend


async def next_warning(stage: Stage) -> list[tuple[int, str]]:
    """Per cent and moment of what is set for the first ticket."""
    async with stage.desk.database.reading() as connection:
        found = await alarms.of_ticket(connection, 1, warnings.KIND)
    zone = stage.desk.policy.zone
    return [(each.step, f"{each.due_at.astimezone(zone):%d.%m %H:%M}") for each in found]


async def test_clause_4_3_the_topic_is_warned_at_half_and_at_four_fifths_of_the_working_time(
    stage: Stage, vera: Person, dina: Person
):
    await dina.send("/start")
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    assert await next_warning(stage) == [(50, "03.02 18:00")]
    stage.move(hours=8)
    await topic.sees("прошло 50\N{NO-BREAK SPACE}% срока. До ср 04.02.2026 17:00 МСК осталось 8 раб. ч")
    assert await next_warning(stage) == [(80, "04.02 13:48")]
    stage.move(hours=19, minutes=48)
    await topic.sees("прошло 80\N{NO-BREAK SPACE}% срока")
    assert await next_warning(stage) == []
    stage.move(hours=4)
    await topic.sees("🔥 ЭО-1: срок ср 04.02.2026 17:00 МСК истёк")
    await dina.sees("🔥 ЭО-1: срок")
    await stage.settled()
    assert (await vera.topics())[0]["name"].startswith("🔥")


async def test_clause_4_3_the_requester_learns_once_and_in_working_hours_that_a_deadline_has_passed(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    await stage.later(hours=36)  # Wednesday, 22:00
    await topic.sees("🔥 ЭО-1: срок ср 04.02.2026 17:00 МСК истёк")
    await anna.does_not_see("Приносим извинения")
    await stage.later(hours=12)
    told = await anna.sees("ЭО-1: срок решения (ср 04.02.2026 17:00 МСК) истёк. Приносим извинения")
    await stage.later(days=2)
    assert (await anna.sees("Приносим извинения")).id == told.id


async def test_who_is_asked_to_confirm_is_not_told_of_a_deadline(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await stage.settled()
    await topic.send("Исправлено, проверьте")
    await topic.click("Решено")
    await anna.sees("Вопрос решён?")
    await stage.later(days=2)
    await topic.sees("🔥 ЭО-1: срок")
    await anna.does_not_see("Приносим извинения")


async def test_clause_4_3_after_a_jump_one_warning_tells_the_share_that_has_passed(stage: Stage, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    await stage.later(hours=30, minutes=10)  # the next day, 16:10: both marks are behind
    warnings_seen = [each.text for each in await topic.messages() if "прошло" in each.text]
    assert len(warnings_seen) == 1
    assert "прошло 94 % срока" in warnings_seen[0]
    assert await next_warning(stage) == []


async def test_clause_4_3_a_jump_between_the_marks_leaves_the_second_to_come(stage: Stage, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    await stage.later(hours=24, minutes=30)  # 10:30
    await topic.sees("прошло 59 % срока")
    await stage.later(hours=3, minutes=20)
    await topic.sees("прошло 80 % срока")
    await stage.later(minutes=30)
    assert sum("прошло" in each.text for each in await topic.messages()) == 2


async def test_warnings_follow_extensions_kinds_reopening_and_end_with_the_ticket(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.click("Тех. ошибка")
    await topic.click("Да")
    await topic.sees("Срок: нет")
    assert await next_warning(stage) == []
    await topic.click("Не тех. ошибка")
    await topic.click("Да")
    await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    stage.move(hours=8)
    await topic.sees("прошло 50\N{NO-BREAK SPACE}% срока")
    await extend(topic, "+4 часа", "Ждём поставщика", until="чт 05.02.2026 12:00")
    assert await next_warning(stage) == [(50, "04.02 11:00")]
    await topic.send("Готово")
    await topic.click("Решено")
    await anna.click("Да, вопрос решён")
    await topic.sees("закрыто")
    assert await next_warning(stage) == []
    stage.move(hours=15)  # the next morning, before the opening
    await anna.click("Открыть снова")
    await topic.sees("в работе")
    assert await next_warning(stage) == [(50, "04.02 17:30")]


async def test_a_changed_calendar_moves_the_warnings(stage: Stage, dina: Person):
    await open_ticket(stage.desk)
    assert await next_warning(stage) == [(50, "03.02 18:00")]
    await dina.send("/calendar 03.02.2026 выходной")
    await dina.sees("Календарь изменён")
    await stage.later(minutes=5)
    assert await next_warning(stage) == [(50, "04.02 17:30")]
