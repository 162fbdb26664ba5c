from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.tariffs import Period, Tariff, add_months, extend, in_force_until, price, tariff_on

DAYS = st.dates(date(2020, 1, 1), date(2080, 1, 1))
FEBRUARY = Period(date(2026, 2, 1), date(2026, 3, 1))
LATER = Period(date(2026, 5, 10), date(2026, 6, 10))


@pytest.mark.parametrize(
    ("day", "tariff"),
    [
        (date(2026, 1, 31), Tariff.BASIC),
        (date(2026, 2, 1), Tariff.EXTENDED),
        (date(2026, 2, 28), Tariff.EXTENDED),
        (date(2026, 3, 1), Tariff.BASIC),
        (date(2026, 5, 10), Tariff.EXTENDED),
    ],
)
def test_clause_4_1_extended_is_in_force_between_its_paid_dates(day, tariff):
    assert tariff_on(day, [LATER, FEBRUARY]) is tariff


def test_clause_4_1_basic_is_in_force_when_nothing_is_paid():
    assert tariff_on(date(2026, 2, 1), []) is Tariff.BASIC


@pytest.mark.parametrize(
    ("periods", "months", "today", "bought"),
    [
        ([], 1, date(2026, 1, 31), Period(date(2026, 1, 31), date(2026, 2, 28))),
        ([FEBRUARY], 1, date(2026, 2, 10), Period(date(2026, 3, 1), date(2026, 4, 1))),
        ([FEBRUARY], 3, date(2026, 2, 28), Period(date(2026, 3, 1), date(2026, 6, 1))),
        ([FEBRUARY], 1, date(2026, 3, 1), Period(date(2026, 3, 1), date(2026, 4, 1))),
        ([FEBRUARY], 1, date(2026, 4, 15), Period(date(2026, 4, 15), date(2026, 5, 15))),
        ([LATER, FEBRUARY], 1, date(2026, 2, 10), Period(date(2026, 6, 10), date(2026, 7, 10))),
    ],
)
def test_clause_2_1_a_payment_extends_what_is_paid_already(periods, months, today, bought):
    assert extend(periods, months, today) == bought


@given(DAYS, st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_clause_2_1_no_paid_day_is_paid_twice(today, payments):
    periods = []
    for months in payments:
        periods.append(extend(periods, months, today))
    assert [period.starts for period in periods] == [today, *(period.ends for period in periods[:-1])]
    assert all(tariff_on(period.starts, periods) is Tariff.EXTENDED for period in periods)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 30), 13, date(2027, 12, 30)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_clause_5_a_month_is_a_calendar_month(day, months, result):
    assert add_months(day, months) == result


@given(DAYS, st.integers(-24, 240))
def test_adding_months_moves_the_month_and_never_the_day_forward(day, months):
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


@pytest.mark.parametrize(
    ("months", "rubles"), [(1, 1000), (2, 2000), (3, 2500), (4, 3500), (5, 4500), (6, 5000), (12, 10000)]
)
def test_clause_5_three_months_save_five_hundred_rubles(months, rubles):
    assert price(months) == rubles * 100


@given(st.integers(1, 60))
def test_clause_5_the_price_is_the_best_one(months):
    assert price(months) == min(threes * 250_000 + (months - 3 * threes) * 100_000 for threes in range(months // 3 + 1))


@pytest.mark.parametrize("months", [0, -1])
def test_there_is_nothing_to_pay_for_less_than_a_month(months):
    with pytest.raises(ValueError, match="cannot be paid"):
        price(months)
    with pytest.raises(ValueError, match="cannot be paid"):
        extend([], months, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 1, 31), None),
        (date(2026, 2, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 4, 1), None),
        (date(2026, 5, 10), date(2026, 6, 9)),
    ],
)
def test_clause_4_1_paid_periods_that_follow_one_another_are_one(day, last):
    assert in_force_until(day, [LATER, Period(date(2026, 3, 1), date(2026, 4, 1)), FEBRUARY]) == last
