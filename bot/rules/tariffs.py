"""Tariffs, paid periods and prices (2.1, 4.1, 5). Money is in kopecks, a month is a calendar month."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_MONTHS = 36
"""The longest period recorded at once: more is a slip of the finger."""

_ONE_MONTH = 1_000_00
_THREE_MONTHS = 2_500_00


class Tariff(StrEnum):
    """BASIC costs nothing and is always in force; EXTENDED between its paid dates."""

    BASIC = "basic"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Period:
    """A paid period of EXTENDED: the first day belongs to it, the day it `ends` does not."""

    starts: date
    ends: date

    def __contains__(self, day: date) -> bool:
        return self.starts <= day < self.ends


def tariff_on(day: date, periods: Iterable[Period]) -> Tariff:
    """The tariff in force on this day."""
    return Tariff.EXTENDED if any(day in period for period in periods) else Tariff.BASIC


def in_force_until(day: date, periods: Iterable[Period]) -> date | None:
    """The last day of the paid time that runs on this day, however many periods make it up; None on BASIC."""
    end = day
    for period in sorted(periods, key=lambda period: period.starts):
        if end in period:
            end = period.ends
    return end - timedelta(days=1) if end > day else None


def extend(periods: Iterable[Period], months: int, today: date) -> Period:
    """The period that a payment for `months` made today buys: after all that is paid already, or from today."""
    _check_months(months)
    starts = max((today, *(period.ends for period in periods)))
    return Period(starts, add_months(starts, months))


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What makes paid time end on another day: periods that end sooner, by their place, and one that is added."""

    ended: tuple[tuple[int, date], ...] = ()
    added: Period | None = None


def paid_to(periods: Sequence[Period], last: date, today: date) -> Adjustment:
    """What makes `last` the last paid day, whatever is on record; days that have passed stay as they were."""
    end = max(last + timedelta(days=1), today)
    ended = tuple((at, max(end, each.starts)) for at, each in enumerate(periods) if each.ends > end)
    until = in_force_until(today, [each for each in periods if each.starts < end])
    starts = today if until is None else until + timedelta(days=1)
    return Adjustment(ended, Period(starts, end) if starts < end else None)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def price(months: int) -> int:
    """The lowest price of so many months of EXTENDED, in kopecks; ValueError below one month."""
    _check_months(months)
    threes, ones = divmod(months, 3)
    return threes * _THREE_MONTHS + ones * _ONE_MONTH


def _check_months(months: int) -> None:
    if months < 1:
        raise ValueError(f"{months} months cannot be paid for")
