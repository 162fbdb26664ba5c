"""Requesters who do not confirm (3.2): reminded, then listed or, by setting, closed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.actions.tickets import life, reminding, silence
from bot.actions.work import Ticket, Work
from bot.rules.alarms import AlarmKind
from bot.rules.notices import ClosedBySilence, ConfirmationReminded, RequestersSilent
from bot.rules.tickets.tickets import Event
from db import alarms
from db.alarms import Alarm
from db.deadlines import calendar
from db.people import accounts
from db.tickets import tickets
from tests.actions.conftest import DINA
from tests.actions.scene import alarms_of, person, told
from tests.db import rows
from tests.db.rows import NOW
from tests.factories import seen

KIND = AlarmKind.SILENCE
DAY = timedelta(days=1)


async def asked(work: Work) -> Ticket:
    """A ticket whose requester was asked on Tuesday at 10:00 whether it is solved."""
    ticket = await rows.ticket(work.db, group_id=work.chat, state="in_work")
    return await life.move(work, ticket, Event.RESOLVE, await person(work, ticket))


def on(work: Work, days: int, closes: int | None = None, *, reminders: bool = True) -> Work:
    policy = replace(work.policy, silence_closes=closes, silence_reminders=reminders)
    return replace(work, now=NOW + days * DAY, policy=policy)


async def to_requester(work: Work, ticket: Ticket) -> list[object]:
    return list(await told(work, f"person:{ticket.person}"))


@pytest.mark.parametrize(("closes", "named"), [(None, [None, None, None]), (2, [None, None, date(2026, 2, 12)])])
async def test_clause_3_2_the_last_reminder_names_the_day_of_closing_if_there_is_one(
    work: Work, closes: int | None, named: list[date | None]
):
    ticket = await asked(work)
    before = len(await to_requester(work, ticket))
    for days in (1, 3, 7):
        assert await reminding.remind(on(work, days, closes)) == 1
    reminded = [ConfirmationReminded(number=1, closes_on=day) for day in named]
    assert (await to_requester(work, ticket))[before:] == reminded


@pytest.mark.parametrize(("step", "closes", "closed"), [(3, 2, False), (4, None, False), (4, 2, True)])
async def test_clause_3_2_silence_closes_after_the_reminders_if_a_setting_says_so(
    work: Work, step: int, closes: int | None, closed: bool
):
    dina = await seen(work.db, DINA, "Дина", NOW)
    ticket = await asked(work)
    await alarms.put(work.db, Alarm(1, KIND, 0, step, NOW + DAY))
    await reminding.remind(on(work, 1, closes))
    assert (not (await tickets.by_number(work.db, 1)).is_open) is closed
    ends = [ClosedBySilence(number=1, to_requester=True)] if closed else []
    assert [each for each in await to_requester(work, ticket) if isinstance(each, ClosedBySilence)] == ends
    inside = [each for each in await told(work, "ticket:1") if isinstance(each, ClosedBySilence)]
    assert inside == ([ClosedBySilence(number=1, to_requester=False)] if closed else [])
    assert len(await told(work, f"person:{dina.id}")) == (step == 4 and not closed)
    assert len(await alarms_of(work, KIND)) == (not closed)


async def test_clause_3_2_supervisors_get_the_silent_in_lists_that_can_be_read(work: Work):
    dina = await seen(work.db, DINA, "Дина", NOW)
    for _ in range(26):
        ticket = await asked(work)
        await alarms.put(work.db, Alarm(ticket.number, KIND, 0, 4, NOW + DAY))
    assert await reminding.remind(on(work, 1)) == 26
    lists = await told(work, f"person:{dina.id}")
    assert [len(each.tickets) for each in lists if isinstance(each, RequestersSilent)] == [25, 1]
    assert {each.step for each in await alarms_of(work, KIND)} == {5}


async def test_clause_3_2_reminders_can_be_switched_off(work: Work):
    ticket = await asked(on(work, 0, reminders=False))
    assert await alarms_of(work, KIND) == []
    await alarms.put(work.db, Alarm(1, KIND, 0, 1, NOW))
    before = await to_requester(work, ticket)
    assert await reminding.remind(on(work, 1, reminders=False)) == 1
    assert await to_requester(work, ticket) == before


@pytest.mark.parametrize(("closes", "step", "after"), [(None, 4, 4), (2, 4, 3), (2, 2, 2)])
async def test_clause_3_3_a_question_holds_up_what_silence_leads_to(
    work: Work, closes: int | None, step: int, after: int
):
    ticket = await asked(work)
    await alarms.put(work.db, Alarm(1, KIND, 0, step, NOW + DAY))
    await alarms.put(work.db, Alarm(1, AlarmKind.UNANSWERED, 9, 2, NOW + 9 * DAY))
    before = await to_requester(work, ticket)
    await reminding.remind(on(work, 1, closes))
    assert await alarms_of(work, KIND) == [Alarm(1, KIND, 0, after, NOW + 2 * DAY)]
    assert await to_requester(work, ticket) == before


async def test_who_cannot_be_reached_is_not_reminded_and_still_waited_for(work: Work):
    ticket = await asked(work)
    known = await accounts.main(work.db, ticket.person)
    assert known is not None
    await accounts.set_unreachable(work.db, known.account.id, NOW)
    before = await to_requester(work, ticket)
    await reminding.remind(on(work, 1))
    assert await to_requester(work, ticket) == before
    assert [each.step for each in await alarms_of(work, KIND)] == [2]


@pytest.mark.parametrize(
    ("event", "left"),
    [(Event.CONFIRM, 0), (Event.DENY, 0), (Event.REQUESTER_MESSAGE, 1), (Event.CLOSE_BY_SUPERVISOR, 0)],
)
async def test_clause_3_2_nobody_is_waited_for_after_an_answer_and_words_are_none(work: Work, event: Event, left: int):
    ticket = await asked(work)
    assert [(each.step, each.due_at) for each in await alarms_of(work, KIND)] == [(1, NOW + DAY)]
    await life.move(work, ticket, event, await person(work, ticket))
    assert len(await alarms_of(work, KIND)) == left


@pytest.mark.parametrize(("step", "due"), [(1, 2 * DAY), (4, 5 * DAY)])
async def test_clause_2_5_a_reminder_follows_the_calendar(work: Work, step: int, due: timedelta):
    await asked(work)
    await alarms.put(work.db, Alarm(1, KIND, 0, step, NOW + (1 if step == 1 else 5) * DAY))
    await calendar.put(work.db, [(NOW + DAY).date()], working=False, note="")
    await silence.reschedule(work, 1)
    assert [each.due_at for each in await alarms_of(work, KIND)] == [NOW + due]
