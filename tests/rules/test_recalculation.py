from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.deadlines.recalculation import Promise, due, moves
from bot.rules.deadlines.working_hours import Calendar


def msk(text):
    return datetime.fromisoformat(f"{text}+03:00")


OPENED = Promise(16, msk("2026-02-03T10:00"))
BY_HOURS = Promise(8, until=msk("2026-02-05T16:00"))
TO_A_DATE = Promise(None, until=msk("2026-02-06T15:00"))
LATE = Promise(4, since=msk("2026-02-06T12:00"), until=msk("2026-02-06T16:00"))
PAUSED = Promise(None, msk("2026-02-03T12:00"), msk("2026-02-04T12:00"), pauses=True)
REOPENED = Promise(16, msk("2026-02-09T11:00"), msk("2026-02-10T18:00"))


@pytest.mark.parametrize(
    ("promises", "by_law", "fourth_off"),
    [
        ([OPENED], "2026-02-04T17:00", "2026-02-05T17:00"),
        ([OPENED, BY_HOURS], "2026-02-05T16:00", "2026-02-06T16:00"),
        ([OPENED, TO_A_DATE], "2026-02-06T15:00", "2026-02-06T15:00"),
        ([OPENED, TO_A_DATE, BY_HOURS], "2026-02-09T14:00", "2026-02-09T14:00"),
        ([OPENED, LATE], "2026-02-06T16:00", "2026-02-06T16:00"),
        ([OPENED, PAUSED], "2026-02-05T17:00", "2026-02-06T14:30"),
        ([OPENED, REOPENED], "2026-02-10T18:00", "2026-02-10T18:00"),
    ],
)
def test_clause_3_4_hours_move_with_the_calendar_and_named_moments_stay(moscow, promises, by_law, fourth_off):
    changed = Calendar(moscow.zone, moscow.opens, moscow.closes, {date(2026, 2, 4): False})
    assert due(promises, moscow) == msk(by_law)
    assert due(promises, changed) == msk(fourth_off)


def test_hours_since_no_known_moment_come_to_the_moment_that_was_named(moscow):
    assert due([BY_HOURS], moscow) == BY_HOURS.until
    assert due([Promise(None)], moscow) is None


def test_without_promises_there_is_no_deadline(moscow):
    assert due([], moscow) is None


@given(st.integers(1, 200), st.integers(1, 200))
def test_clause_4_3_an_extension_by_hours_counts_from_the_deadline_before(moscow, hours, more):
    promises = [Promise(hours, OPENED.since), Promise(more)]
    assert due(promises, moscow) == due([Promise(hours + more, OPENED.since)], moscow)


@pytest.mark.parametrize(
    ("present", "computed", "moved"),
    [
        ("2026-02-04T17:00", "2026-02-05T17:00", True),
        ("2026-02-05T17:00", "2026-02-04T17:00", True),
        ("2026-02-04T17:00", "2026-02-04T17:00", False),
        ("2026-02-04T17:00", "2026-02-03T11:00", False),
        ("2026-02-02T17:00", "2026-02-04T17:00", True),
        ("2026-02-02T17:00", "2026-02-03T09:30", False),
    ],
)
def test_clause_4_3_no_deadline_is_moved_into_the_past(present, computed, moved):
    assert moves(msk(present), msk(computed), now=msk("2026-02-03T12:00")) is moved
