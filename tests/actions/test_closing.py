"""How a ticket ends and begins again (3.2, 4.4): who hears of it, and what stays on record."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.actions.tickets import closing
from bot.actions.work import Person, Ticket, Work
from bot.rules.notices import (
    ClosedBySupervisor,
    ConfirmationAsked,
    Outcome,
    SupervisorClosed,
    TicketClosed,
    TicketReturned,
)
from bot.rules.refusals import Refused
from db import alarms, audit, tables
from db.alarms import Alarm
from db.tickets import tickets
from tests.actions.scene import person, said, told
from tests.db import rows
from tests.db.rows import NOW

DUE = NOW + timedelta(days=9)
RENEWED = NOW + timedelta(days=1, hours=7)


async def recorded(work: Work) -> list[str]:
    rows_of = await work.db.execute(select(tables.audit.c.action).order_by(tables.audit.c.id))
    return list(rows_of.scalars())


def outcome(event: str, **more: object) -> Outcome:
    return Outcome(number=1, event=event, **more)


@pytest.mark.parametrize(
    ("before", "act", "after", "inside", "outside", "record"),
    [
        ("in_work", closing.ask_confirmation, "waiting_confirmation", [], [ConfirmationAsked(number=1)], ["resolve"]),
        ("waiting_confirmation", closing.confirm, "closed", [outcome("confirm")], [TicketClosed(number=1)], ["close"]),
        (
            *("waiting_confirmation", closing.deny, "in_work", [outcome("deny")]),
            *([TicketReturned(number=1, reopened=False)], ["deny"]),
        ),
        (
            "in_work",
            lambda work, who, ticket: closing.close_by_supervisor(work, who, ticket, "дубль"),
            "closed",
            [SupervisorClosed(number=1, supervisor="Анна", reason="дубль")],
            [ClosedBySupervisor(number=1, reason="дубль")],
            ["close_by_supervisor"],
        ),
    ],
)
async def test_clause_3_2_both_sides_hear_what_becomes_of_a_ticket(
    work: Work,
    before: str,
    act: Callable[[Work, Person, Ticket], Awaitable[object]],
    after: str,
    inside: list[object],
    outside: list[object],
    record: list[str],
):
    work = replace(work, policy=replace(work.policy, supervisors=frozenset({"101"})))
    ticket = await rows.ticket(work.db, group_id=work.chat, state=before, asked_to_confirm_at=NOW)
    await act(work, await person(work, ticket), ticket)
    assert (await tickets.by_number(work.db, 1)).state == after
    assert await told(work, "ticket:1") == inside
    assert await told(work, f"person:{ticket.person}") == outside
    assert await recorded(work) == record


async def test_clause_3_3_nobody_is_asked_to_confirm_over_a_question(work: Work):
    ticket = await rows.ticket(work.db, group_id=work.chat, state="in_work")
    anna = await person(work, ticket)
    assert await closing.ask_confirmation(work, anna, ticket)
    other = await rows.ticket(work.db, group_id=work.chat, state="in_work")
    message = await said(work, other, "Когда?", by_operator=False)
    await alarms.put(work.db, Alarm(other.number, "unanswered", message.id, 0, NOW))
    assert not await closing.ask_confirmation(work, anna, other)
    assert (await tickets.by_number(work.db, other.number)).state == "in_work"


@pytest.mark.parametrize(("rating", "stars", "news"), [(None, 5, True), (4, 5, True), (5, 5, False)])
async def test_clause_4_4_a_rating_is_told_when_it_is_news(work: Work, rating: int | None, stars: int, news: bool):
    ticket = await rows.ticket(work.db, group_id=work.chat, state="closed", rating=rating)
    anna = await person(work, ticket)
    assert await closing.rate(work, anna, ticket, stars) is news
    assert (await tickets.by_number(work.db, 1)).rating == stars
    assert await told(work, "ticket:1") == ([outcome("rate", rating=stars)] if news else [])
    assert await recorded(work) == (["rate"] if news else [])
    await closing.comment(work, anna, ticket, "Спасибо")
    assert (await tickets.by_number(work.db, 1)).comment == "Спасибо"
    assert (await told(work, "ticket:1"))[-1] == outcome("comment", comment="Спасибо")
    assert (await recorded(work))[-1] == "comment"


async def test_what_is_open_is_not_rated(work: Work):
    ticket = await rows.ticket(work.db, state="waiting_confirmation")
    with pytest.raises(Refused):
        await closing.rate(work, await person(work, ticket), ticket, 5)


@pytest.mark.parametrize(
    ("days", "deadline", "until"),
    [
        (14, NOW - timedelta(days=20), RENEWED),
        (14, DUE, DUE),
        (14, None, None),
        (0, NOW, RENEWED),
    ],
)
async def test_clause_4_3_what_is_opened_again_has_its_time_again_and_nothing_promised_comes_later(
    work: Work, days: int, deadline: datetime | None, until: datetime | None
):
    closed = NOW - timedelta(days=days)
    ticket = await rows.ticket(work.db, group_id=work.chat, state="closed", closed_at=closed, deadline=deadline)
    assert await closing.reopen(work, await person(work, ticket), ticket)
    again = await tickets.by_number(work.db, 1)
    assert (again.is_open, again.deadline, again.closed_at) == (True, until, None)
    assert await told(work, "ticket:1") == [outcome("reopen")]
    assert await told(work, f"person:{ticket.person}") == [TicketReturned(number=1, reopened=True, deadline=until)]
    assert await recorded(work) == ["reopen"]
    [line] = await audit.of_ticket(work.db, 1)
    assert line.details.get("hours") == (16 if until not in (None, deadline) else None)


async def test_what_was_closed_too_long_ago_is_not_opened_again(work: Work):
    long_ago = NOW - timedelta(days=14, seconds=1)
    ticket = await rows.ticket(work.db, group_id=work.chat, state="closed", closed_at=long_ago, deadline=DUE)
    assert not closing.can_reopen(work, ticket)
    assert not await closing.reopen(work, await person(work, ticket), ticket)
    assert await told(work) == []
    still_open = replace(ticket, state="in_work", closed_at=None)
    assert not closing.can_reopen(work, still_open)
    with pytest.raises(Refused):
        await closing.reopen(work, await person(work, ticket), still_open)
