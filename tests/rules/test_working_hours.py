from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.rules.deadlines.labour_code import official
from bot.rules.deadlines.working_hours import Calendar

MINUTE = timedelta(minutes=1)


def msk(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Moscow"))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2024-04-27", True),  # a working Saturday
        ("2024-04-29", False),  # the day off it was moved to
        ("2024-11-02", True),
        ("2024-12-28", True),
        ("2025-05-08", False),
        ("2025-11-01", True),
        ("2026-01-09", False),
        ("2026-03-09", False),  # 8 March is a Sunday
        ("2026-02-21", False),
        ("2026-02-20", True),
        ("2027-02-20", True),
        ("2000-01-03", False),
        ("2100-05-01", False),
        ("2100-12-30", True),
    ],
)
def test_clause_2_5_working_days_are_those_of_the_labour_code(moscow, day, working):
    assert moscow.is_working_day(date.fromisoformat(day)) is working


@pytest.mark.parametrize(("year", "days"), [(2022, 247), (2023, 247), (2024, 248), (2025, 247), (2026, 247)])
def test_clause_2_5_a_year_has_as_many_working_days_as_the_official_calendar(moscow, year, days):
    year_long = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert sum(moscow.is_working_day(day) for day in year_long if day.year == year) == days


@pytest.mark.parametrize("year", range(2005, 2031))
def test_the_file_of_one_country_says_what_the_whole_package_says(year):
    whole, alone = holidays.country_holidays("RU", years=year), official(year)
    assert whole.special_public_holidays == alone.special_public_holidays
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [alone.is_working_day(day) for day in days] == [whole.is_working_day(day) for day in days]


def test_years_asked_in_any_order_keep_their_working_saturdays(moscow):
    assert [moscow.is_working_day(date(year, 11, 2)) for year in (2026, 2024, 2025, 2024)] == [True, True, False, True]
    assert [moscow.is_working_day(date(year, 12, 28)) for year in (2025, 2024)] == [False, True]


def test_clause_2_5_an_override_wins(moscow):
    overrides = {date(2026, 3, 9): True, date(2026, 3, 10): False}
    calendar = Calendar(moscow.zone, moscow.opens, moscow.closes, overrides)
    assert calendar.next_opening(msk("2026-03-06T20:00")) == msk("2026-03-09T09:30")
    assert calendar.add(msk("2026-03-09T18:00"), timedelta(hours=1)) == msk("2026-03-11T10:00")


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-02-03T09:29", "2026-02-03T09:30"),
        ("2026-02-03T09:30", "2026-02-03T09:30"),
        ("2026-02-03T18:29", "2026-02-03T18:29"),
        ("2026-02-03T18:30", "2026-02-04T09:30"),
        ("2026-02-06T18:30", "2026-02-09T09:30"),
        ("2025-12-30T18:30", "2026-01-12T09:30"),
    ],
)
def test_clause_2_5_open_from_half_past_nine_to_half_past_six(moscow, at, opening):
    assert moscow.next_opening(msk(at)) == msk(opening)
    assert moscow.is_open(msk(at)) is (at == opening)


def test_results_are_in_the_zone_of_the_calendar_whatever_zone_was_asked(moscow):
    opening = moscow.next_opening(datetime(2026, 2, 3, 6, 29, tzinfo=UTC))
    assert opening.isoformat() == "2026-02-03T09:30:00+03:00"
    assert moscow.add(datetime(2026, 2, 3, 6, 30, tzinfo=UTC), MINUTE).tzinfo is moscow.zone


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 5),  # a Sunday, made a working day: the clock goes on at 02:00
        ("Europe/Berlin", "2026-10-25", 7),
        ("America/New_York", "2026-03-08", 5),
        ("Australia/Lord_Howe", "2026-10-04", 5.5),
        ("Europe/Moscow", "2014-10-26", 7),
    ],
)
def test_a_night_when_the_clock_changes_is_as_long_as_it_really_is(zone, day, hours):
    day = date.fromisoformat(day)
    calendar = Calendar(ZoneInfo(zone), time(0), time(6), {day: True})
    start = datetime.combine(day, time(0), calendar.zone)
    closing = datetime.combine(day, time(6), calendar.zone)
    assert calendar.between(start, closing) == timedelta(hours=hours)
    assert calendar.add(start, timedelta(hours=hours)) == closing


ZONES = st.sampled_from(["Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])
OVERRIDES = st.dictionaries(st.dates(date(2026, 2, 20), date(2026, 4, 10)), st.booleans(), max_size=10)


@st.composite
def calendars(draw):
    opens, closes = sorted(draw(st.lists(st.integers(4 * 60, 23 * 60), min_size=2, max_size=2, unique=True)))
    return Calendar(ZoneInfo(draw(ZONES)), time(*divmod(opens, 60)), time(*divmod(closes, 60)), draw(OVERRIDES))


MOMENTS = st.integers(0, 30 * 24 * 60).map(lambda minutes: datetime(2026, 2, 27, tzinfo=UTC) + minutes * MINUTE)
SHORT = st.integers(0, 3 * 24 * 60).map(lambda minutes: minutes * MINUTE)
WORK = st.integers(0, 2000).map(lambda minutes: minutes * MINUTE)


def is_working_minute(calendar, at):
    local = at.astimezone(calendar.zone)
    return calendar.is_working_day(local.date()) and calendar.opens <= local.time() < calendar.closes


@given(calendars(), MOMENTS, SHORT)
def test_between_agrees_with_counting_minutes(calendar, start, length):
    minutes = (start + n * MINUTE for n in range(length // MINUTE))
    assert calendar.between(start, start + length) == sum(is_working_minute(calendar, at) for at in minutes) * MINUTE


@given(calendars(), MOMENTS)
def test_is_open_agrees_with_the_clock_on_the_wall(calendar, at):
    assert calendar.is_open(at) is is_working_minute(calendar, at)


@given(calendars(), MOMENTS, WORK)
def test_between_measures_what_add_added(calendar, start, amount):
    end = calendar.add(start, amount)
    assert calendar.between(start, end) == amount
    assert is_working_minute(calendar, end - MINUTE if amount else end)


def stepped(calendar, start, amount):
    """Add working time minute by minute."""
    while amount:
        amount -= is_working_minute(calendar, start) * MINUTE
        start += MINUTE
    return start


@given(calendars(), MOMENTS, WORK)
@settings(max_examples=40)
def test_add_agrees_with_stepping_minute_by_minute(calendar, start, amount):
    shortest = timedelta(hours=2)
    assume(datetime.combine(start, calendar.closes) - datetime.combine(start, calendar.opens) >= shortest)
    amount = min(amount, timedelta(hours=10)) or MINUTE
    assert calendar.add(start, amount) == stepped(calendar, start, amount)


@given(calendars(), MOMENTS)
def test_the_next_opening_is_the_first_working_minute(calendar, start):
    opening = calendar.next_opening(start)
    assert is_working_minute(calendar, opening)
    assert not any(is_working_minute(calendar, start + n * MINUTE) for n in range((opening - start) // MINUTE))


@given(calendars(), MOMENTS, WORK, WORK)
def test_adding_twice_is_adding_the_sum(calendar, start, first, second):
    assert calendar.add(calendar.add(start, first), second + MINUTE) == calendar.add(start, first + second + MINUTE)


def test_there_is_no_time_between_a_moment_and_an_earlier_one(moscow):
    assert moscow.between(msk("2026-02-03T15:00"), msk("2026-02-03T10:00")) == timedelta()


def test_years_of_work_are_added_in_a_moment(moscow):
    start = msk("2024-12-20T11:11")
    moscow.add(start, timedelta(hours=2300))  # the library has read its years
    fastest = min(_seconds(moscow, start) for _ in range(5))
    assert fastest < 0.005


def _seconds(calendar, start):
    before = perf_counter()
    calendar.add(start, timedelta(hours=2300))
    return perf_counter() - before


def test_it_refuses_moments_without_a_zone_and_negative_work(moscow):
    with pytest.raises(ValueError, match="no time zone"):
        moscow.is_open(datetime(2026, 2, 3, 12))  # noqa: DTZ001
    with pytest.raises(ValueError, match="cannot add"):
        moscow.add(msk("2026-02-03T12:00"), -MINUTE)


def test_a_calendar_that_never_opens_is_refused(moscow):
    with pytest.raises(ValueError, match="not after opening"):
        Calendar(moscow.zone, time(9), time(9))


def test_a_calendar_can_be_remembered_by_whatever_its_overrides(moscow):
    changed = Calendar(moscow.zone, moscow.opens, moscow.closes, {date(2026, 2, 4): False})
    assert len({changed, replace(changed), moscow}) == 2
