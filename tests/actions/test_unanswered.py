"""Requesters' messages that nobody has answered (3.3): which of them wait, are called up, and are let go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.following import QuestionStands
from bot.actions.tickets import unanswered as actions
from bot.actions.work import Ticket, Work
from bot.rules.alarms import AlarmKind
from bot.rules.notices import QuestionEscalated, QuestionOpen, QuestionsWaiting, QuestionWaits, WaitingQuestion
from bot.rules.refusals import Refused
from bot.rules.tickets.tickets import Event
from bot.rules.tickets.unanswered import Step
from db import alarms
from db.alarms import Alarm
from db.groups import groups
from db.tickets import messages
from tests.actions.conftest import DINA
from tests.actions.scene import alarms_of, person, said, told
from tests.db import rows
from tests.db.rows import NOW
from tests.factories import IDENTITY, seen

KIND = AlarmKind.UNANSWERED
COMPANY = IDENTITY["company"]


def at(hours: float) -> timedelta:
    return timedelta(hours=hours)


async def opened(work: Work, **fields: object) -> Ticket:
    await groups.learn(work.db, work.chat)
    return await rows.ticket(work.db, **{"group_id": work.chat, "state": "in_work"} | fields)


async def asked(work: Work, ticket: Ticket, html: str = "Когда?", album: str | None = None) -> int:
    message = await said(work, ticket, html, by_operator=False, album=album)
    await actions.asked(work, ticket, message)
    return message.id


async def waiting(work: Work) -> list[int]:
    return [each.about for each in await alarms_of(work, KIND)]


async def test_clause_3_3_an_album_is_one_question_and_an_answer_settles_all(work: Work):
    ticket = await opened(work)
    first = await asked(work, ticket)
    album = await asked(work, ticket, album="a")
    await asked(work, ticket, album="a")
    assert await waiting(work) == [first, album]
    assert {(each.step, each.due_at) for each in await alarms_of(work, KIND)} == {(Step.REMIND, NOW + at(2))}
    await actions.answered(work, ticket.number)
    assert await waiting(work) == []


@pytest.mark.parametrize(
    ("which", "left", "due"),
    [(0, [2, 3], [(2, 0), (3, 2)]), (1, [1, 3], [(1, 2), (3, 0)]), (2, [1, 2], [(1, 2), (2, 2)])],
)
async def test_clause_3_3_what_is_declared_no_question_gives_way_to_what_waits_behind_it(
    work: Work, which: int, left: list[int], due: list[tuple[int, float]]
):
    ticket = await opened(work)
    asked_for = [await asked(work, ticket) for _ in range(3)]
    operator = await person(work, ticket)
    assert await actions.dismiss(work, operator, ticket, asked_for[which])
    assert await waiting(work) == left
    assert [(each.about, each.due_at) for each in await alarms_of(work, KIND)] == [(n, NOW + at(h)) for n, h in due]
    assert await messages.dismissed(work.db, ticket.number) == {asked_for[which]}
    assert not await actions.dismiss(work, operator, ticket, asked_for[which])
    assert await waiting(work) == left


async def test_nothing_is_declared_in_a_closed_ticket(work: Work):
    ticket = await opened(work, state="closed")
    with pytest.raises(Refused):
        await actions.dismiss(work, await person(work, ticket), ticket, 1)


@pytest.mark.parametrize(
    ("event", "open_still", "stops", "shown"),
    [
        (Event.RESOLVE, True, True, True),
        (Event.RESOLVE, False, False, False),
        (Event.CLOSE_BY_SILENCE, True, True, False),
        (Event.CLOSE_BY_SILENCE, False, False, False),
        (Event.TAKE, True, False, False),
    ],
)
async def test_clause_3_3_nothing_is_solved_or_closed_by_silence_over_a_question(
    work: Work, event: Event, open_still: bool, stops: bool, shown: bool
):
    ticket = await opened(work)
    message = await asked(work, ticket) if open_still else 0
    later = replace(work, now=NOW + at(1))
    if stops:
        with pytest.raises(QuestionStands):
            await actions.look(later, ticket, event)
    else:
        await actions.look(later, ticket, event)
    question = QuestionOpen(number=1, message=message, waited=at(1), text="Когда?")
    assert await told(work, "ticket:1") == ([question] if shown else [])


@pytest.mark.parametrize(
    ("hours", "reminds", "escalates", "step", "next_in"),
    [(1.9, False, False, Step.REMIND, 2), (2, True, False, Step.ESCALATE, 4), (4, True, True, Step.LIST, 23.5)],
)
async def test_clause_3_3_a_topic_is_reminded_and_supervisors_are_told(
    work: Work, hours: float, reminds: bool, escalates: bool, step: Step, next_in: float
):
    dina = await seen(work.db, DINA, "Дина", NOW)
    ticket = await opened(work)
    message, _behind = await asked(work, ticket), await asked(work, ticket)
    await alarms.put(work.db, Alarm(1, KIND, message, Step.REMIND, NOW))
    assert await actions.call_up(replace(work, now=NOW + at(hours))) == (1 if hours < 2 else 2)
    about = {"number": 1, "waited": at(hours), "operator": None}
    reminder = QuestionWaits(message=message, others=1, escalated=escalates, **about)
    assert await told(work, "ticket:1") == ([reminder] if reminds else [])
    told_them = QuestionEscalated(company=COMPANY, text="Когда?", address=None, **about)
    assert await told(work, f"person:{dina.id}") == ([told_them] if escalates else [])
    first = (await alarms_of(work, KIND))[0]
    assert (first.step, first.due_at) == (step, NOW + at(next_in))


async def test_clause_3_3_who_waits_behind_another_message_is_looked_at_a_day_later(work: Work):
    ticket = await opened(work)
    _first, second = await asked(work, ticket), await asked(work, ticket)
    await actions.call_up(replace(work, now=NOW + at(2)))
    behind = (await alarms_of(work, KIND))[1]
    assert (behind.about, behind.step, behind.due_at) == (second, Step.REMIND, NOW + at(26))


async def test_clause_3_3_the_list_has_the_longest_waiting_first_and_not_too_many_at_once(work: Work):
    dina = await seen(work.db, DINA, "Дина", NOW)
    for number in range(26):
        ticket = await opened(work, opened_at=NOW)
        message = await said(work, ticket, "Когда?", by_operator=False, at=NOW + at(number / 100))
        await alarms.put(work.db, Alarm(ticket.number, KIND, message.id, Step.LIST, NOW + at(1)))
    assert await actions.call_up(replace(work, now=NOW + at(2))) == 26
    first, second = await told(work, f"person:{dina.id}")
    assert isinstance(first, QuestionsWaiting)
    assert isinstance(second, QuestionsWaiting)
    assert [each.number for each in first.questions] == list(range(1, 26))
    assert [each.number for each in second.questions] == [26]
    assert first.questions[0] == WaitingQuestion(1, COMPANY, at(2), None, None)
    assert {each.step for each in await alarms_of(work, KIND)} == {Step.LIST}


async def test_nobody_is_woken_at_night(work: Work):
    ticket = await opened(work)
    await asked(work, ticket)
    assert await actions.call_up(replace(work, now=NOW + at(10))) == 0
    assert await told(work) == []


@pytest.mark.parametrize(
    ("tickets", "asked_for", "number", "last", "shown"),
    [
        (0, 0, 0, 0, []),
        (3, 1, 0, 0, [1, 2, 3]),
        (10, 1, 0, 0, [*range(1, 11)]),
        (11, 0, 0, 1, [*range(1, 11)]),
        (11, 1, 1, 1, [11]),
        (11, 9, 1, 1, [11]),
    ],
)
async def test_the_list_has_pages(work: Work, tickets: int, asked_for: int, number: int, last: int, shown: list[int]):
    for _ in range(tickets):
        await asked(work, await opened(work))
    dina = await seen(work.db, DINA, "Дина", NOW)
    for chat in (None, work.chat):
        page = await actions.listed(replace(work, now=NOW + at(1)), dina, chat, asked_for)
        assert (page.total, page.number, page.last) == (tickets, number, last)
        assert [each.number for each, _waited in page.entries] == shown
        assert {waited for _, waited in page.entries} <= {at(1)}
    assert (await actions.listed(replace(work, chat=-5), dina, -5, 0)).total == 0


async def test_clause_2_5_what_is_not_escalated_yet_follows_the_calendar_at_once(work: Work):
    ticket = await opened(work)
    for about, step in enumerate((Step.REMIND, Step.ESCALATE, Step.LIST), 1):
        await alarms.put(work.db, Alarm(ticket.number, KIND, about, step, NOW + at(5)))
    await actions.reschedule(work, ticket.number)
    assert [each.due_at - NOW for each in await alarms_of(work, KIND)] == [at(0), at(0), at(5)]
