"""Open tickets follow the working calendar when it changes (2.5, 4.3)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.desk import recalculation as actions
from bot.actions.work import Ticket, Work
from bot.rules.deadlines.history import Cause, Deadline
from bot.rules.notices import DeadlineRecalculated, DeadlinesRecalculated
from db.deadlines import calendar, deadlines, recalculations
from db.tickets import tickets
from tests.actions.conftest import DINA
from tests.actions.scene import told
from tests.db import rows
from tests.db.rows import NOW
from tests.factories import IDENTITY, seen

DUE, A_DAY_LATER = NOW + timedelta(days=1, hours=7), NOW + timedelta(days=2, hours=7)
"""16 working hours after Tuesday, 10:00, and what that is when Wednesday is a day off."""


async def opened(work: Work, **fields: object) -> Ticket:
    return await rows.ticket(work.db, **{"group_id": work.chat, "state": "in_work", "deadline": DUE} | fields)


async def promised(work: Work, **fields: object) -> Ticket:
    ticket = await opened(work, **fields)
    await deadlines.add(work.db, ticket.number, Deadline(Cause.REGISTERED, DUE, 16), None, NOW)
    return ticket


async def take_off_wednesday(work: Work) -> Work:
    await calendar.put(work.db, [(NOW + timedelta(days=1)).date()], working=False, note="")
    await actions.begin(work)
    return replace(work, now=NOW + actions.PAUSE)


async def due(work: Work, number: int = 1) -> object:
    return (await tickets.by_number(work.db, number)).deadline


async def test_clause_4_3_a_deadline_moves_and_everybody_is_told(work: Work):
    dina = await seen(work.db, DINA, "Дина", NOW)
    ticket = await promised(work)
    later = await take_off_wednesday(work)
    assert await actions.recalculate(replace(work, now=later.now - timedelta(seconds=1))) == 0
    assert await actions.recalculate(later) == 1
    assert await actions.recalculate(later) == 0
    assert await due(work) == A_DAY_LATER
    notice = DeadlineRecalculated(number=1, was=DUE, until=A_DAY_LATER)
    for destination in ("ticket:1", f"person:{ticket.person}", f"mail:{IDENTITY['login']}"):
        assert await told(work, destination) == [notice]
    assert await told(work, f"person:{dina.id}") == [DeadlinesRecalculated(later=1, earlier=0)]


async def test_clause_4_3_a_deadline_that_comes_earlier_is_counted_as_such(work: Work):
    dina = await seen(work.db, DINA, "Дина", NOW)
    ticket = await opened(work, deadline=A_DAY_LATER)
    await deadlines.add(work.db, ticket.number, Deadline(Cause.REGISTERED, A_DAY_LATER, 16), None, NOW)
    await actions.begin(work)
    await actions.recalculate(replace(work, now=NOW + actions.PAUSE))
    assert await due(work) == DUE
    assert await told(work, f"person:{dina.id}") == [DeadlinesRecalculated(later=0, earlier=1)]


@pytest.mark.parametrize("fields", [{"state": "closed"}, {"deadline": None}, {"deadline": A_DAY_LATER}])
async def test_what_is_closed_or_has_no_deadline_or_the_right_one_stays(work: Work, fields: dict[str, object]):
    await promised(work, **fields)
    await actions.recalculate(await take_off_wednesday(work))
    assert await due(work) == fields.get("deadline", DUE)
    assert await told(work, "ticket:1") == []


async def test_a_deadline_that_nothing_is_known_of_stays(work: Work):
    await opened(work)
    assert await actions.recalculate(await take_off_wednesday(work)) == 1
    assert await due(work) == DUE


async def test_many_tickets_are_worked_through_some_at_a_time_and_supervisors_hear_of_the_last(work: Work):
    dina = await seen(work.db, DINA, "Дина", NOW)
    for _ in range(51):
        await promised(work)
    later = await take_off_wednesday(work)
    assert await actions.recalculate(later) == 50
    assert await told(work, f"person:{dina.id}") == []
    assert not await recalculations.is_done(work.db)
    assert await actions.recalculate(later) == 1
    assert await told(work, f"person:{dina.id}") == [DeadlinesRecalculated(later=51, earlier=0)]


def test_a_mistake_in_the_calendar_can_be_mended_for_five_minutes():
    assert timedelta(minutes=5) == actions.PAUSE
