from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules.desk.statistics import OperatorSummary, TicketFacts, summarise
from bot.rules.tickets.tickets import State

TUESDAY, WEDNESDAY = date(2026, 2, 3), date(2026, 2, 4)


def msk(text):
    return datetime.fromisoformat(f"2026-02-{text}").replace(tzinfo=ZoneInfo("Europe/Moscow"))


NOW = msk("05T12:00")


def ticket(opened, closed=None, answered=None, due=None, state=State.IN_WORK, operator=None):
    moments = (moment and msk(moment) for moment in (closed, answered, due))
    return TicketFacts(msk(opened), *moments, state=State.CLOSED if closed else state, operator=operator)


def summary(moscow, *tickets, start=TUESDAY, end=WEDNESDAY):
    return summarise(tickets, start, end, NOW, moscow)


def test_nothing_happened(moscow):
    quiet = summary(moscow)
    assert (quiet.opened, quiet.closed, quiet.overdue, quiet.by_operator) == (0, 0, 0, ())
    assert (quiet.share_within_deadline, quiet.median_first_answer, quiet.median_solution) == (None, None, None)
    assert set(quiet.open_by_state.values()) == {0}


@pytest.mark.parametrize(
    ("moment", "counted"),
    [("02T23:59", 0), ("03T00:00", 1), ("04T23:59", 1), ("05T00:00", 0)],
)
def test_both_days_of_a_period_count_from_midnight_to_midnight(moscow, moment, counted):
    assert summary(moscow, ticket(moment)).opened == counted
    assert summary(moscow, ticket("01T10:00", closed=moment)).closed == counted


def test_open_tickets_are_counted_by_their_state_of_now(moscow):
    tickets = [ticket("01T10:00", state=state) for state in (State.NEW, State.IN_WORK, State.IN_WORK)]
    assert summary(moscow, *tickets, ticket("03T10:00", closed="03T11:00")).open_by_state == {
        State.NEW: 1,
        State.IN_WORK: 2,
        State.WAITING_REQUESTER: 0,
        State.WAITING_CONFIRMATION: 0,
    }


def test_clause_4_3_only_open_tickets_past_their_deadline_are_overdue(moscow):
    late, technical = ticket("02T10:00", due="04T10:00"), ticket("02T10:00")
    in_time, closed = ticket("04T10:00", due="06T10:00"), ticket("02T10:00", closed="05T09:00", due="04T10:00")
    assert summary(moscow, late, technical, in_time, closed).overdue == 1


def test_clause_4_3_the_share_within_deadline_leaves_technical_errors_out(moscow):
    in_time = ticket("02T10:00", closed="03T10:00", due="03T10:00")
    late = ticket("02T10:00", closed="03T10:01", due="03T10:00")
    technical = ticket("02T10:00", closed="03T10:00")
    before = ticket("01T10:00", closed="02T10:00", due="03T10:00")
    assert summary(moscow, in_time, in_time, in_time, late, technical, before).share_within_deadline == 0.75
    assert summary(moscow, technical).share_within_deadline is None


def test_clause_2_5_medians_are_in_working_time(moscow):
    overnight = ticket("02T18:00", answered="03T10:00", closed="04T10:00")  # answered in 1 h, solved in 10 h
    quick = ticket("03T10:00", answered="03T10:10", closed="03T12:00")
    slow = ticket("03T09:30", answered="03T13:30", closed="04T18:30")
    three = summary(moscow, overnight, quick, slow)
    assert (three.median_first_answer, three.median_solution) == (timedelta(hours=1), timedelta(hours=10))
    assert summary(moscow, overnight, quick).median_first_answer == timedelta(minutes=35)


def test_operators_are_listed_the_busiest_first(moscow):
    tickets = [
        ticket("03T10:00", operator="Oleg"),
        ticket("03T10:00", operator="Olga", answered="03T10:30", closed="03T12:00"),
        ticket("01T10:00", operator="Olga", closed="02T12:00"),
        ticket("03T10:00", operator="Pavel"),
        ticket("03T10:00", state=State.NEW),
    ]
    assert summary(moscow, *tickets).by_operator == (
        OperatorSummary("Olga", 1, 0, timedelta(minutes=30), timedelta(hours=2)),
        OperatorSummary("Oleg", 0, 1, None, None),
        OperatorSummary("Pavel", 0, 1, None, None),
    )
