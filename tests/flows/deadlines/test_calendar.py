"""The working calendar in supervisors' hands (2.5), and what follows from a change."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.actions.desk import recalculation
from bot.rules.deadlines import work_year
from bot.sandbox import cast
from bot.sandbox.client import Person
from db.tables import audit, outbox, recalculations
from tests.desks import Stage, playing
from tests.factories import open_ticket
from tests.flows.requester_steps import begin_extension, extend

DECEMBER = datetime(2026, 11, 30, 15, 29, 50, tzinfo=UTC)  # Monday 18:29:50 in Moscow


async def answer(person: Person, command: str) -> str:
    """What the desk says to a command."""
    sent = await person.send(command)
    return (await person.sees("", after=sent)).text


async def recalculated(stage: Stage) -> None:
    """Wait until the deadlines follow the calendar."""
    await stage.later(minutes=5)
    await stage.people["dina"].sees("Сроки пересчитаны")


async def test_clause_2_5_a_year_shows_its_days_hours_and_moved_days(dina: Person, vera: Person):
    page = await answer(dina.in_group(), "/calendar")
    assert "Рабочий календарь, 2026 год" in page
    assert "Январь      15     135" in page
    assert "Год        247    2223" in page
    assert "• 09.01 — выходной вместо 03.01\n• 31.12 — выходной вместо 04.01" in page
    group = dina.in_group()
    await group.click("▶ 2027")
    await group.sees("• 22.02 — выходной вместо 20.02")
    assert "неизвестно" in await answer(dina, "/calendar 2029")
    assert "2031 год" in await answer(dina, "/calendar 9999")
    assert "только руководителям" in await answer(vera.in_group(), "/calendar")
    refusal = await vera.in_group().press(await group.last(), "calendar:2028", forged=True)
    assert refusal
    assert "предназначена не вам" in refusal["text"]


async def test_clause_2_5_days_are_overridden_and_given_back(stage: Stage, dina: Person):
    told = await answer(dina, "/calendar 04.02.2026-05.02.2026 выходные <b>переезд</b>\n2026-02-07 рабочий")
    assert "пересчитаем сроки обращений (0)" in told
    assert "В календаре уже так." in await answer(dina, "/calendar 07.02.2026 рабочий")
    assert "В календаре уже так." in await answer(dina, "/calendar 31.12.2026 выходной инвентаризация")
    page = await answer(dina, "/calendar")
    assert "31.12.2026" not in page
    assert "• 04.02.2026 – 05.02.2026: выходной (<b>переезд</b>)\n• 07.02.2026: рабочий" in page
    assert "Февраль     18     162" in page
    await dina.click("Убрать 04.02.2026 – 05.02.2026")
    await dina.sees("Февраль     20     180")
    assert "Календарь изменён" in await answer(dina, "/calendar 07.02.2026 как в законе")
    async with stage.desk.database.reading() as connection:
        found = select(audit.c.details).where(audit.c.action == "calendar").order_by(audit.c.id)
        kinds = [(row.details["days"][0], row.details["working"]) for row in await connection.execute(found)]
    assert kinds == [("2026-02-04", False), ("2026-02-07", True), ("2026-02-04", None), ("2026-02-07", None)]


async def test_one_bad_line_applies_nothing_and_is_named_by_its_number(dina: Person):
    lines = ["31.12.2026 рабочий", "29.02.2026 выходной", "02.02.2026 выходной", "<i>завтра</i>", "31.12.2026 выходной"]
    told = await answer(dina, "/calendar\n" + "\n".join(lines))
    assert told.startswith("Ничего не изменено.")
    for wrong in (
        "Строка 2: 29.02.2026 выходной — такого дня нет",
        "Строка 3: 02.02.2026 выходной — день прошёл",
        "Строка 4: <i>завтра</i> — нужны дата",
        "Строка 5: 31.12.2026 выходной — этот день уже назван выше",
        "/calendar 30.12.2027 выходной инвентаризация",
    ):
        assert wrong in told
    assert "Строка 1" not in told
    assert "Изменено поддержкой" not in await answer(dina, "/calendar")


async def test_clause_4_3_open_deadlines_follow_the_calendar_and_requesters_are_told_in_writing(
    stage: Stage, anna: Person, boris: Person, vera: Person, dina: Person
):
    await open_ticket(stage.desk)
    await open_ticket(stage.desk, cast.BORIS, service=7)  # a technical error has no deadline
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
    assert "(2)" in await answer(dina, "/calendar 04.02.2026 выходной переезд")
    await stage.later(minutes=4)
    await anna.does_not_see("изменён рабочий календарь")
    await recalculated(stage)
    told = (
        "изменён рабочий календарь поддержки. Новый срок решения: чт 05.02.2026 17:00 МСК (был ср 04.02.2026 17:00 МСК)"
    )
    await anna.sees(told)
    await topic.sees(told)
    await topic.sees("Срок: чт 05.02.2026 17:00 МСК")
    await dina.sees("Перенесены на более поздний срок: 1, на более ранний: 0")
    await boris.does_not_see("календарь")
    assert "был: ср 04.02.2026 17:00 МСК" in await answer(dina, "/audit ЭО-1")
    async with stage.desk.database.reading() as connection:
        letters = (await connection.execute(select(outbox.c.body).where(outbox.c.channel == "email"))).all()
        assert await connection.scalar(select(func.count()).select_from(recalculations)) == 0
    assert [row.body["notice"] for row in letters] == ["DeadlineRecalculated"]


async def test_clause_3_4_extensions_by_hours_move_with_the_calendar_and_missed_deadlines_stay(
    stage: Stage, anna: Person, boris: Person, vera: Person, dina: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recalculation, "MOST", 1)
    await dina.send("/start")
    await open_ticket(stage.desk)
    await open_ticket(stage.desk, cast.BORIS)
    topic = vera.in_topic("ЭО-1")
    await extend(topic, "+16 часов", until="пт 06.02.2026 15:00")
    await stage.later(days=2)
    await dina.sees("ЭО-2: срок ср 04.02.2026 17:00 МСК истёк")
    await answer(dina, "/calendar 06.02.2026 выходной")
    await answer(dina, "/calendar 07.02.2026 рабочий")
    await stage.later(minutes=5)  # one ticket at a time
    await recalculated(stage)
    await anna.sees("Новый срок решения: сб 07.02.2026 15:00 МСК (был пт 06.02.2026 15:00 МСК)")
    await boris.does_not_see("календарь")
    await answer(dina, "/calendar 06.02.2026 как в законе")
    await stage.later(minutes=5)
    await anna.sees("Новый срок решения: пт 06.02.2026 15:00 МСК (был сб 07.02.2026 15:00 МСК)")
    await stage.later(seconds=1)
    await dina.sees("Перенесены на более поздний срок: 0, на более ранний: 1")


async def test_clause_3_4_named_moments_and_what_was_counted_late_stay_when_other_days_change(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await dina.send("/start")
    await open_ticket(stage.desk)
    await open_ticket(stage.desk, cast.BORIS)
    for number, choice in ((1, "Другой срок"), (2, "+4 часа")):
        topic = vera.in_topic(f"ЭО-{number}")
        await topic.sees("Срок: ср 04.02.2026 17:00 МСК")
        if number == 2:
            await stage.later(days=2)
        await begin_extension(topic, choice)
        if number == 1:
            await topic.send("до 06.02.2026 15:00")
            await topic.click("Да, верно")
        await topic.sees("причин")
        await stage.later(minutes=10)
        await topic.send("Ждём ответа банка")
        await topic.sees("Срок продлён до")
    await vera.in_topic("ЭО-1").sees("Срок: пт 06.02.2026 15:00 МСК")
    await vera.in_topic("ЭО-2").sees("Срок: чт 05.02.2026 14:10 МСК")
    await answer(dina, "/calendar 04.02.2026 выходной")
    await answer(dina, "/calendar 20.02.2026 выходной")
    await recalculated(stage)
    await dina.sees("ни один не изменился")
    assert "отсчитано с: чт 05.02.2026 10:10 МСК" in await answer(dina, "/audit ЭО-2")


async def test_clause_2_5_supervisors_are_warned_weekly_while_the_coming_years_decree_is_missing(
    database_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(work_year, "has_decree", lambda year: year < 2027)
    async with playing(database_url, start=DECEMBER) as stage:
        dina, warning = stage.people["dina"], "переносы выходных в 2027 году"
        await dina.send("/start")
        await stage.later(hours=14)  # 1 December, 08:30
        await dina.does_not_see(warning)
        await stage.later(hours=2)
        first = await dina.sees(warning)
        await stage.later(days=6)
        await stage.later(days=1)
        second = await dina.sees(warning, after=first)
        assert len([each for each in await dina.messages() if warning in each.text]) == 2
        await dina.press(second, second.data("Переносы внесены") or "")
        await dina.sees("Постановление о переносе выходных неизвестно")
        await stage.later(days=8)
        assert len([each for each in await dina.messages() if warning in each.text]) == 1
