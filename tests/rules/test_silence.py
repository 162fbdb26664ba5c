from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.tickets.silence import due, held_up, is_last_reminder, is_reminder


def msk(text):
    return datetime.fromisoformat(f"{text}+03:00")


def played(asked, calendar, closes_after=None, steps=6, late=timedelta()):
    """When each step is due if every one is taken `late` after it was."""
    moments, now = [], asked
    for step in range(1, steps + 1):
        moments.append(due(step, asked, now, calendar, closes_after))
        now = moments[-1] + late
    return moments


@pytest.mark.parametrize(
    ("asked", "reminders"),
    [
        ("2026-02-03T10:00", ["2026-02-04T10:00", "2026-02-06T10:00", "2026-02-10T10:00"]),
        ("2026-02-06T18:29", ["2026-02-09T18:29", "2026-02-11T18:29", "2026-02-13T18:29"]),
        ("2026-02-03T20:00", ["2026-02-04T09:30", "2026-02-06T09:30", "2026-02-10T09:30"]),
        ("2026-02-03T03:00", ["2026-02-04T09:30", "2026-02-06T09:30", "2026-02-10T09:30"]),
        ("2026-02-20T12:00", ["2026-02-24T12:00", "2026-02-26T12:00", "2026-03-02T12:00"]),  # 23 February
        ("2025-12-30T12:00", ["2026-01-12T12:00", "2026-01-14T12:00", "2026-01-16T12:00"]),
    ],
)
def test_clause_3_2_reminders_come_on_the_first_third_and_fifth_working_day(moscow, asked, reminders):
    assert played(msk(asked), moscow, steps=3) == [msk(each) for each in reminders]


def test_then_supervisors_are_told_at_the_next_opening_and_weekly(moscow):
    listed = played(msk("2026-02-03T10:00"), moscow)[3:]
    assert listed == [msk("2026-02-11T09:30"), msk("2026-02-18T09:30"), msk("2026-02-26T09:30")]


def test_by_setting_silence_closes_so_many_working_days_after_the_last_reminder(moscow):
    assert played(msk("2026-02-03T10:00"), moscow, closes_after=10, steps=4)[-1] == msk("2026-02-25T10:00")


def test_steps_after_a_standstill_keep_a_working_day_between_them(moscow):
    moments = played(msk("2026-02-03T10:00"), moscow, late=timedelta(days=4))
    gaps = [after - before for before, after in pairwise(moments)]
    assert min(gaps) > timedelta(days=4)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1)), st.none() | st.integers(1, 30))  # noqa: DTZ001
def test_whatever_the_hour_all_of_it_is_done_in_working_hours_in_order(moscow, asked, closes_after):
    moments = played(asked.replace(tzinfo=moscow.zone), moscow, closes_after)
    assert moments == sorted(set(moments))
    assert all(map(moscow.is_open, moments))


def test_the_third_is_the_last_reminder():
    assert [is_reminder(step) for step in (1, 2, 3, 4)] == [True, True, True, False]
    assert [is_last_reminder(step) for step in (1, 2, 3, 4)] == [False, False, True, False]


def test_what_a_question_held_up_is_announced_again():
    assert [held_up(step) for step in (1, 2, 3, 4, 5)] == [1, 2, 3, 3, 3]
