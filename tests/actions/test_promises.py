"""Promises of operators (3.4): whose they are, when they ring, and what becomes of them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.actions.deadlines import promises as actions
from bot.actions.deadlines.promises import JUDGE, REMIND
from bot.actions.following import Move
from bot.actions.work import Ticket, Work
from bot.rules.alarms import AlarmKind
from bot.rules.notices import PromiseBroken, PromiseChanged, PromiseDropped, PromiseMade, PromiseNear
from bot.rules.tickets.tickets import Event
from db.alarms import Alarm
from db.deadlines import calendar, promises
from db.deadlines.promises import Promise
from db.groups import groups
from db.tickets import messages
from tests.actions.scene import alarms_of, said, told
from tests.db import rows
from tests.db.rows import NOW
from tests.factories import seen

KIND = AlarmKind.PROMISE
NOON, ONE, FOUR = (NOW + timedelta(hours=hours) for hours in (2, 3, 6))
"""12:00, 13:00 and 16:00 in Moscow."""


async def opened(work: Work, **fields: object) -> Ticket:
    await groups.learn(work.db, work.chat)
    return await rows.ticket(work.db, **{"group_id": work.chat, "state": "in_work"} | fields)


async def made(work: Work, ticket: Ticket, html: str = "Исправим до 16:00") -> Promise:
    """A promise that an operator's message made."""
    message = await said(work, ticket, html)
    await actions.note(work, ticket, message)
    found = await promises.of_message(work.db, message.id)
    assert found is not None
    return found


def at(step: int, hours: float) -> tuple[int, datetime]:
    return step, NOW + timedelta(hours=hours)


async def state(work: Work, promise: Promise) -> str:
    found = await promises.find(work.db, promise.id)
    assert found is not None
    return found.state


@pytest.mark.parametrize(
    ("html", "due"), [("Исправим до 16:00", FOUR), ("Исправим до 9:00", None), ("Уже исправили", None)]
)
async def test_clause_3_4_what_names_a_time_is_noticed_in_the_topic_and_rings_at_it(work: Work, html: str, due):
    ticket = await opened(work)
    message = await said(work, ticket, html)
    await actions.note(work, ticket, message)
    found = await promises.of_message(work.db, message.id)
    if due is None:
        assert (found, await told(work), await alarms_of(work, KIND)) == (None, [], [])
        return
    assert found is not None
    notice = PromiseMade(number=1, promise=found.id, words="до 16:00", due=due)
    assert await told(work, "ticket:1") == [notice]
    assert await alarms_of(work, KIND) == [Alarm(1, KIND, found.id, JUDGE, due)]


@pytest.mark.parametrize("act", [actions.remind, actions.dismiss])
@pytest.mark.parametrize(
    ("number", "settled", "whose", "open_still"),
    [(1, None, 1, True), (1, "kept", 1, False), (1, None, 2, False), (2, None, 1, False), (9, None, 1, False)],
)
async def test_only_an_open_promise_of_the_ticket_can_be_reminded_of_or_dismissed(
    work: Work, act, number: int, settled: str | None, whose: int, open_still: bool
):
    ticket, other = await opened(work), await opened(work)
    promise = await made(work, ticket)
    await made(work, other)
    if settled:
        await promises.settle(work.db, promise.id, settled)
    vera = await seen(work.db, 700, "Вера", NOW)
    found = await act(work, vera, ticket if whose == 1 else other, number)
    assert (found is not None) is open_still
    before = await promises.find(work.db, 1)
    assert before is not None
    assert (before.remind == vera.id) is (open_still and act is actions.remind)
    assert (before.state == promises.NONE) is (open_still and act is actions.dismiss)
    assert [each.about for each in await alarms_of(work, KIND)] == ([2] if before.state == promises.NONE else [1, 2])


@pytest.mark.parametrize(
    ("html", "later", "step", "due"),
    [
        ("Исправим до 16:00", 0, REMIND, timedelta(hours=4.5)),
        ("Исправим до 16:00", 4, REMIND, timedelta(hours=4.5)),
        ("Исправим до 16:00", 4.5, JUDGE, timedelta(hours=6)),
        ("Исправим до 16:00", 5, JUDGE, timedelta(hours=6)),
        ("Исправим до 10:10", 0, JUDGE, timedelta(minutes=10)),
    ],
)
async def test_clause_3_4_who_wants_it_is_reminded_before_if_there_is_time(
    work: Work, html: str, later: float, step: int, due: timedelta
):
    ticket = await opened(work)
    promise = await made(work, ticket, html)
    vera = await seen(work.db, 700, "Вера", NOW)
    await actions.remind(replace(work, now=NOW + timedelta(hours=later)), vera, ticket, promise.id)
    assert await alarms_of(work, KIND) == [Alarm(1, KIND, promise.id, step, NOW + due)]


async def test_clause_3_4_a_reminder_is_followed_by_the_judgement(work: Work):
    ticket = await opened(work)
    promise = await made(work, ticket)
    vera = await seen(work.db, 700, "Вера", NOW)
    await actions.remind(work, vera, ticket, promise.id)
    about = {"number": 1, "operator_id": 700, "operator": "Вера", "words": "до 16:00", "due": FOUR}
    near = replace(work, now=NOW + timedelta(hours=4.5))
    assert await actions.look_at_promises(near) == 1
    assert (await told(work))[1:] == [PromiseNear(**about)]
    assert await alarms_of(work, KIND) == [Alarm(1, KIND, promise.id, JUDGE, FOUR)]
    assert await actions.look_at_promises(near) == 0
    assert await actions.look_at_promises(replace(work, now=FOUR)) == 1
    assert (await told(work))[2:] == [PromiseBroken(**about)]
    assert await state(work, promise) == promises.BROKEN
    assert await alarms_of(work, KIND) == []


@pytest.mark.parametrize(("closed", "asked_for"), [(False, False), (True, True)])
async def test_clause_3_4_what_nobody_wanted_to_hear_of_or_is_closed_is_judged_in_silence(
    work: Work, closed: bool, asked_for: bool
):
    ticket = await opened(work, state="closed" if closed else "in_work")
    promise = await made(work, ticket)
    if asked_for:
        await promises.remind(work.db, promise.id, ticket.person)
    await actions.look_at_promises(replace(work, now=FOUR))
    assert await state(work, promise) == promises.BROKEN
    assert len(await told(work)) == 1


@pytest.mark.parametrize(
    ("answered", "deleted", "expected"),
    [(None, False, "broken"), (3, False, "kept"), (6, False, "kept"), (6.1, False, "broken"), (3, True, "none")],
)
async def test_clause_3_4_an_answer_in_time_keeps_a_promise_and_a_deleted_one_is_none(
    work: Work, answered: float | None, deleted: bool, expected: str
):
    ticket = await opened(work)
    promise = await made(work, ticket)
    if answered:
        await said(work, ticket, "Готово", at=NOW + timedelta(hours=answered))
    if deleted:
        await messages.erase(work.db, promise.message, NOW)
    await actions.look_at_promises(replace(work, now=NOW + timedelta(hours=7)))
    assert await state(work, promise) == expected


@pytest.mark.parametrize(
    ("html", "open_still", "expected"),
    [
        ("Исправим до 16:00", True, []),
        ("Готово", True, [PromiseDropped(number=1, words="до 16:00", due=FOUR)]),
        ("Готово", False, []),
        ("Сделаем до 13:00", True, [PromiseChanged(number=1, promise=1, words="до 13:00", due=ONE, operator=None)]),
        ("Сделаем до 13:00", False, [PromiseMade(number=1, promise=2, words="до 13:00", due=ONE)]),
    ],
)
async def test_clause_3_4_a_promise_follows_an_edit(work: Work, html: str, open_still: bool, expected: list[object]):
    ticket = await opened(work)
    promise = await made(work, ticket)
    if not open_still:
        await promises.settle(work.db, promise.id, promises.KEPT)
    edited = replace(await messages.by_id(work.db, promise.message), html=html)
    await actions.follow_edit(work, ticket, edited)
    assert (await told(work, "ticket:1"))[1:] == expected
    alarm = [each.due_at for each in await alarms_of(work, KIND) if each.about == promise.id]
    dropped, moved = html == "Готово" and open_still, html == "Сделаем до 13:00" and open_still
    assert alarm == ([] if dropped else [ONE if moved else FOUR])


async def test_a_promise_is_made_and_moved_by_edits_for_who_wants_to_be_reminded(work: Work):
    ticket = await opened(work)
    message = await said(work, ticket, "Смотрим")
    await actions.follow_edit(work, ticket, replace(message, html="Исправим до 16:00"))
    promise = await promises.of_message(work.db, message.id)
    assert promise is not None
    vera = await seen(work.db, 700, "Вера", NOW)
    await actions.remind(work, vera, ticket, promise.id)
    await actions.follow_edit(work, ticket, replace(message, html="Исправим до 13:00"))
    changed = PromiseChanged(number=1, promise=promise.id, words="до 13:00", due=ONE, operator="Вера")
    assert (await told(work))[1:] == [changed]
    assert await alarms_of(work, KIND) == [Alarm(1, KIND, promise.id, REMIND, NOW + timedelta(hours=2.25))]
    moved = await promises.find(work.db, promise.id)
    assert moved == replace(promise, words="до 13:00", due_at=ONE, remind=vera.id)


@pytest.mark.parametrize(
    ("by_operator", "deleted", "closed"), [(False, False, False), (True, True, False), (True, False, True)]
)
async def test_other_edits_promise_nothing(work: Work, by_operator: bool, deleted: bool, closed: bool):
    ticket = await opened(work, state="closed" if closed else "in_work")
    message = await said(work, ticket, "Смотрим", by_operator=by_operator)
    edited = replace(message, html="Исправим до 16:00", deleted_at=NOW if deleted else None)
    await actions.follow_edit(work, ticket, edited)
    assert await told(work) == []


@pytest.mark.parametrize(
    ("reminded", "before", "after"), [(True, (REMIND, 6.75), (REMIND, 6.375)), (False, (JUDGE, 24), (JUDGE, 24))]
)
async def test_clause_2_5_a_reminder_follows_the_calendar_and_the_judgement_stays(
    work: Work, reminded: bool, before: tuple[int, float], after: tuple[int, float]
):
    ticket = await opened(work)
    promise = await made(work, ticket, "Исправим завтра до 10:00")
    if reminded:
        await actions.remind(work, await seen(work.db, 700, "Вера", NOW), ticket, promise.id)
    assert [(each.step, each.due_at) for each in await alarms_of(work, KIND)] == [at(*before)]
    await calendar.put(work.db, [(NOW + timedelta(days=1)).date()], working=False, note="")
    await actions.reschedule(work, ticket.number)
    assert [(each.step, each.due_at) for each in await alarms_of(work, KIND)] == [at(*after)]


@pytest.mark.parametrize(
    ("event", "hours", "answered", "expected"),
    [
        (Event.RESOLVE, 7, True, "kept"),
        (Event.ASK_DATA, 7, True, "kept"),
        (Event.RESOLVE, 7, False, "open"),
        (Event.RESOLVE, 6, True, "open"),
        (Event.DENY, 7, True, "open"),
    ],
)
async def test_clause_3_4_what_was_kept_is_judged_before_the_moment_that_kept_it_is_forgotten(
    work: Work, event: Event, hours: float, answered: bool, expected: str
):
    ticket = await opened(work)
    promise = await made(work, ticket)
    if answered:
        await said(work, ticket, "Готово", at=NOON)
    await actions.look(replace(work, now=NOW + timedelta(hours=hours)), ticket, event)
    assert await state(work, promise) == expected
    assert len(await alarms_of(work, KIND)) == (expected == "open")


async def test_a_promise_that_was_taken_back_is_not_kept(work: Work):
    ticket = await opened(work)
    promise = await made(work, ticket)
    await said(work, ticket, "Готово", at=NOON)
    await messages.erase(work.db, promise.message, NOW)
    await actions.look(replace(work, now=NOW + timedelta(hours=7)), ticket, Event.RESOLVE)
    assert await state(work, promise) == promises.OPEN


@pytest.mark.parametrize(("after", "judged"), [("closed", True), ("waiting_confirmation", False)])
async def test_clause_3_4_promises_are_judged_when_their_ticket_closes(work: Work, after: str, judged: bool):
    ticket = await opened(work)
    promise = await made(work, ticket)
    await actions.follow(replace(work, now=FOUR), Move(ticket, replace(ticket, state=after), Event.CLOSE_BY_SUPERVISOR))
    assert (await state(work, promise) != promises.OPEN) is judged
