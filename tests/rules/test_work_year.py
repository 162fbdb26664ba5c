from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rules.deadlines.labour_code import moved_by_law, official
from bot.rules.deadlines.work_year import (
    FIRST_YEAR,
    Moved,
    has_decree,
    is_in_law,
    may_warn,
    months,
    moved_days,
    year_in_question,
)
from bot.rules.deadlines.working_hours import Calendar

NOW = datetime(2026, 12, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2025, [17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22]),
        (2026, [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]),
    ],
)
def test_clause_2_5_months_have_the_working_days_of_the_official_calendar(moscow, year, days):
    found = months(year, moscow)
    assert [month.days for month in found] == days
    assert [month.time / timedelta(hours=9) for month in found] == days


def test_overrides_count(moscow):
    calendar = Calendar(moscow.zone, moscow.opens, moscow.closes, {date(2026, 1, 10): True, date(2026, 1, 12): False})
    assert [month.days for month in months(2026, calendar)[:2]] == [15, 19]


def test_clause_2_5_moved_days_are_those_of_the_decree():
    assert moved_days(2026) == [
        Moved(date(2026, 1, 9), date(2026, 1, 3)),
        Moved(date(2026, 12, 31), date(2026, 1, 4)),
    ]
    assert [(each.day.isoformat(), each.instead_of.isoformat()) for each in moved_days(2024)] == [
        ("2024-04-29", "2024-04-27"),
        ("2024-04-30", "2024-11-02"),
        ("2024-05-10", "2024-01-06"),
        ("2024-12-30", "2024-12-28"),
        ("2024-12-31", "2024-01-07"),
    ]


def test_a_decree_of_one_day_is_read_too():
    assert moved_days(2011) == [Moved(date(2011, 3, 7), date(2011, 3, 5))]


@pytest.mark.parametrize("year", range(2005, 2028))
def test_clause_2_5_every_years_decree_is_known(year):
    assert has_decree(year)
    assert moved_days(year)


def test_clause_2_5_there_has_been_a_decree_every_year_since_2005():
    assert FIRST_YEAR == 2005


@pytest.mark.parametrize("year", [*range(2030, 2041), 2099])
def test_clause_2_5_a_year_without_a_decree_is_seen_as_such(year):
    assert not has_decree(year)
    assert moved_days(year) == []


@pytest.mark.parametrize(
    ("today", "year"), [("2026-11-30", 2026), ("2026-12-01", 2027), ("2026-12-31", 2027), ("2027-01-01", 2027)]
)
def test_from_december_on_the_next_years_decree_is_asked_for(today, year):
    assert year_in_question(date.fromisoformat(today)) == year


@pytest.mark.parametrize(("days", "again"), [(None, True), (0, False), (6.9, False), (7, True)])
def test_it_warns_once_a_week(days, again):
    warned_at = None if days is None else NOW - timedelta(days=days)
    assert may_warn(warned_at, NOW) is again


@pytest.mark.parametrize(
    ("days", "working", "so"),
    [
        ([date(2026, 12, 31)], False, True),  # moved there by the decree
        ([date(2026, 12, 31)], True, False),
        ([date(2026, 12, 30)], True, True),
        ([date(2026, 12, 30), date(2026, 12, 31)], False, False),
        ([date(2026, 12, 31), date(2027, 1, 1)], False, True),
        ([date(2029, 1, 1)], False, False),  # no decree is known: what the law says may change
    ],
)
def test_clause_2_5_a_day_that_is_so_in_law_needs_no_change(days, working, so):
    assert is_in_law(days, working=working) is so


def test_clause_2_5_a_holiday_on_a_weekend_moves_the_day_off_by_law_where_no_decree_is_known(moscow):
    # 4 November 2028 is a Saturday; so are 1 May and 12 June 2032, and 9 May is a Sunday.
    assert not has_decree(2028)
    assert not moscow.is_working_day(date(2028, 11, 6))
    assert moscow.is_working_day(date(2028, 11, 7))
    assert moved_by_law(2028) == {date(2028, 11, 6)}
    assert moved_by_law(2032) == {date(2032, 5, 3), date(2032, 5, 10), date(2032, 6, 14)}


def test_a_known_decree_is_all_that_counts(moscow):
    days = [day for year in range(2013, 2028) for day in moved_by_law(year)]
    assert any(moscow.is_working_day(day) for day in days)
    for day in days:
        assert moscow.is_working_day(day) == official(day.year).is_working_day(day)
