"""Deadlines as operators move them, and as they pass (3.4, 4.3)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.actions.tickets import deadlines as actions
from bot.actions.tickets import life
from bot.actions.work import Ticket, Work
from bot.rules.deadlines import deadlines as deadlines_rules
from bot.rules.deadlines.history import Cause, Deadline
from bot.rules.notices import DeadlineExtended, DeadlineMissed, KindChanged
from bot.rules.refusals import Refused
from bot.rules.tickets.tickets import Event, Reason
from db.tickets import tickets
from tests.actions.conftest import DINA
from tests.actions.scene import person, told
from tests.db import rows
from tests.db.rows import NOW
from tests.factories import IDENTITY, seen

DUE, LATER = NOW + timedelta(days=1), NOW + timedelta(days=2)


async def opened(work: Work, **fields: object) -> Ticket:
    return await rows.ticket(work.db, **{"group_id": work.chat, "state": "in_work", "deadline": DUE} | fields)


async def kept(work: Work, ticket: Ticket) -> list[Deadline]:
    return [each.deadline for each in await actions.history(work, await person(work, ticket), ticket)]


@pytest.mark.parametrize(
    ("by", "hours", "since"),
    [
        (None, None, None),
        ((8, NOW), 8, None),
        ((8, DUE), 8, None),
        ((8, DUE + timedelta(seconds=1)), 8, DUE + timedelta(seconds=1)),
    ],
)
async def test_clause_4_3_an_extension_is_told_in_the_chat_and_by_e_mail_and_kept_with_what_it_counts_from(
    work: Work, by: tuple[int, datetime] | None, hours: int | None, since: datetime | None
):
    ticket = await opened(work)
    await actions.extend(work, await person(work, ticket), ticket, LATER, "банк", by)
    assert await kept(work, ticket) == [Deadline(Cause.EXTENDED, LATER, hours, since, reason="банк")]
    assert (await tickets.by_number(work.db, 1)).deadline == LATER
    notice = DeadlineExtended(number=1, was=DUE, until=LATER, reason="банк")
    assert await told(work, f"person:{ticket.person}") == [notice]
    assert await told(work, f"mail:{IDENTITY['login']}") == [notice]


@pytest.mark.parametrize(
    ("fields", "until", "reason"),
    [
        ({"deadline": None}, LATER, Reason.NO_DEADLINE),
        ({"state": "closed"}, LATER, Reason.CLOSED),
        ({}, DUE, deadlines_rules.Reason.NOT_LATER),
    ],
)
async def test_what_cannot_be_extended_is_refused(work: Work, fields: dict[str, object], until: datetime, reason: str):
    ticket = await opened(work, **fields)
    with pytest.raises(Refused) as refused:
        await actions.extend(work, await person(work, ticket), ticket, until, "банк")
    assert refused.value.reason == reason
    assert await told(work) == []


async def test_a_deadline_in_words_is_moved_on_only(work: Work):
    ticket = await opened(work)
    assert (await actions.understood(work, ticket, "завтра в 17:00")).at == NOW + timedelta(days=1, hours=7)
    with pytest.raises(Refused):
        await actions.understood(work, ticket, "сегодня в 17:00")
    assert await actions.after_extension(work, ticket, 2) == DUE + timedelta(hours=2)


async def test_clause_4_3_a_technical_error_has_no_deadline_and_an_ordinary_ticket_has_the_promised_one(work: Work):
    ticket = await opened(work)
    operator = await person(work, ticket)
    await actions.change_kind(work, operator, ticket, technical_error=False)
    assert await told(work) == []
    await actions.change_kind(work, operator, ticket, technical_error=True)
    changed = await tickets.by_number(work.db, 1)
    assert (changed.technical_error, changed.deadline) == (True, None)
    await actions.change_kind(work, operator, changed, technical_error=False)
    usual = NOW + timedelta(days=1, hours=7)
    assert (await tickets.by_number(work.db, 1)).deadline == usual
    both = [
        KindChanged(number=1, technical_error=True, was=DUE, deadline=None),
        KindChanged(number=1, technical_error=False, deadline=usual),
    ]
    assert await told(work, f"person:{ticket.person}") == both


async def test_clause_3_4_a_promised_deadline_stays_when_the_kind_changes_to_and_fro(work: Work):
    ticket = await opened(work)
    operator = await person(work, ticket)
    await actions.extend(work, operator, ticket, LATER, "банк")
    for technical in (True, False):
        found = await tickets.by_number(work.db, 1)
        await actions.change_kind(work, operator, found, technical_error=technical)
    assert (await tickets.by_number(work.db, 1)).deadline == LATER


@pytest.mark.parametrize("until", [LATER, None])
async def test_a_reopening_is_in_the_history_if_it_set_a_deadline(work: Work, until: datetime | None):
    ticket = await opened(work, state="closed")
    deadline = Deadline(Cause.REOPENED, until, 16)
    await life.move(work, ticket, Event.REOPEN, await person(work, ticket), deadline=deadline)
    assert await kept(work, ticket) == ([deadline] if until else [])


async def test_clause_3_4_a_missed_deadline_is_told_once_to_the_topic_and_to_supervisors(work: Work):
    dina = await seen(work.db, DINA, "Дина", NOW)
    ticket = await opened(work)
    await opened(work, deadline=None)
    assert await actions.note_missed(replace(work, now=DUE)) == 0
    late = replace(work, now=DUE + timedelta(seconds=1))
    assert await actions.note_missed(late) == 1
    assert await actions.note_missed(late) == 0
    notice = DeadlineMissed(number=1, deadline=DUE)
    assert await told(work, "ticket:1") == await told(work, f"person:{dina.id}") == [notice]
    missed = await tickets.by_number(work.db, ticket.number)
    assert (missed.deadline, missed.overdue_at) == (DUE, late.now)
