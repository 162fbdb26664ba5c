from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.deadlines.working_hours import Calendar
from bot.rules.tickets.unanswered import Patience, Said, Step, due, earliest, left_open, step_now

CALENDAR = Calendar(ZoneInfo("Europe/Moscow"), time(9, 30), time(18, 30))
PATIENCE = Patience(remind=2, escalate=4)
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- the bounds


@pytest.mark.parametrize(
    ("awaited", "hours", "step"),
    [
        (Step.REMIND, 1.9, None),
        (Step.REMIND, 2, Step.REMIND),
        (Step.REMIND, 3.9, Step.REMIND),
        (Step.REMIND, 4, Step.ESCALATE),
        (Step.ESCALATE, 3.9, None),
        (Step.ESCALATE, 4, Step.ESCALATE),
        (Step.LIST, 0, Step.LIST),
    ],
)
def test_clause_3_3_the_topic_is_reminded_after_two_hours_and_supervisors_are_told_after_four(awaited, hours, step):
    assert step_now(awaited, timedelta(hours=hours), PATIENCE) is step


@given(INSTANTS, st.sampled_from([Step.REMIND, Step.ESCALATE]))
def test_a_step_is_due_exactly_when_it_is_to_be_taken_and_never_before_the_alarm(asked_at: datetime, step: Step):
    when = due(step, asked_at, asked_at, CALENDAR, PATIENCE)
    assert step_now(step, CALENDAR.between(asked_at, when), PATIENCE) is step
    assert earliest(asked_at, PATIENCE) <= when


@given(INSTANTS)
def test_the_list_is_due_at_the_opening_of_another_day(now: datetime):
    when = due(Step.LIST, now, now, CALENDAR, PATIENCE)
    assert when.date() > now.astimezone(CALENDAR.zone).date()
    assert (when.time(), CALENDAR.is_working_day(when.date())) == (time(9, 30), True)


@pytest.mark.parametrize(
    ("now", "opens"),
    [("2026-02-03T00:10", "2026-02-04"), ("2026-02-03T23:50", "2026-02-04"), ("2026-02-06T12:00", "2026-02-09")],
)
def test_the_list_comes_at_the_first_opening_after_today(now: str, opens: str):
    at = datetime.fromisoformat(f"{now}+03:00")
    assert due(Step.LIST, at, at, CALENDAR, PATIENCE) == datetime.fromisoformat(f"{opens}T09:30+03:00")


def test_no_step_is_due_before_the_hours_of_a_reminder_have_passed_on_the_clock():
    assert earliest(OPENED, PATIENCE) == OPENED + timedelta(hours=2)


OPENED = datetime(2026, 2, 3, 7, tzinfo=UTC)
REQUEST = (Said(1, OPENED, "request"), Said(2, OPENED, "request"))
LATER = (Said(5, OPENED + timedelta(hours=2), "5"), Said(6, OPENED + timedelta(hours=3), "album"))
ALBUM = (*LATER, Said(7, OPENED + timedelta(hours=3), "album"))


@pytest.mark.parametrize(
    ("said", "answered", "settled", "expected"),
    [
        (REQUEST, [], [], [1]),
        (REQUEST, [1], [], []),
        (REQUEST, [], [1], []),
        (REQUEST + ALBUM, [], [], [1, 5, 6]),
        (REQUEST + ALBUM, [1], [], [5, 6]),
        (REQUEST + ALBUM, [2.5, 1], [], [6]),
        (REQUEST + ALBUM, [1], [5], [6]),
        (REQUEST + ALBUM, [1, 4], [], []),
    ],
)
def test_clause_3_3_what_comes_after_the_last_answer_is_open(said, answered, settled, expected):
    moments = [OPENED + timedelta(hours=hours) for hours in answered]
    assert [each.message for each in left_open(said, moments, settled)] == expected
