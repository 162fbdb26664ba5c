"""When a backup is made by itself: once a day while the desk is closed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.deadlines.working_hours import Calendar
from bot.rules.desk.backups import LONGEST, is_due
from bot.settings import Settings

DESK = Calendar(Settings().timezone, *Settings().work_hours)

SPAN = (datetime(2026, 1, 1), datetime(2026, 12, 1))  # noqa: DTZ001 -- Hypothesis wants them so


def moscow(said: str) -> datetime:
    """An instant by the clock of the desk."""
    return datetime.fromisoformat(f"2026-02-{said}").replace(tzinfo=DESK.zone)


@pytest.mark.parametrize(
    ("now", "latest", "due"),
    [
        ("03 12:00", None, True),  # the first, whatever the hour
        ("03 12:00", "02 00:01", False),  # the desk is open
        ("03 18:29", "02 00:01", False),
        ("03 18:30", "02 00:01", True),
        ("03 09:29", "02 00:01", True),
        ("03 23:59", "03 00:00", False),  # the day has one
        ("04 00:00", "03 00:00", True),
        ("04 00:00", "03 23:59", True),
        ("07 12:00", "06 00:00", True),  # a Saturday
        ("07 12:00", "07 00:00", False),
        ("04 11:59", "02 12:00", False),  # a desk that only runs in working hours
        ("04 12:00", "02 12:00", True),
        ("03 18:30", "03 20:00", False),  # a clock that was set back
    ],
)
def test_it_is_due(now: str, latest: str | None, due: bool):
    assert is_due(DESK, moscow(now), latest and moscow(latest)) is due


@given(st.datetimes(*SPAN), st.integers(1, 2000))
def test_a_desk_that_always_runs_is_never_without_one_for_two_days_and_makes_one_a_day(start: datetime, minutes: int):
    now, made = start.replace(tzinfo=UTC), [start.replace(tzinfo=UTC)]
    for _ in range(200):
        now += timedelta(minutes=minutes)
        if is_due(DESK, now, made[-1]):
            made.append(now)
        assert now - made[-1] < LONGEST
    days = [each.astimezone(DESK.zone).date() for each in made]
    assert len(set(days)) == len(days)
