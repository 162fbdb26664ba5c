"""A year of the working calendar (2.5) as people look at it, and whether its decree on moved days off is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from bot.rules.deadlines.labour_code import has_decree, official
from bot.rules.deadlines.working_hours import Calendar

__all__ = ["Month", "Moved", "has_decree", "may_warn", "months", "moved_days", "year_in_question"]

DECEMBER = 12
WARNING_EVERY = timedelta(days=7)
FIRST_YEAR = 2005
"""Since then the official calendar has been made as it is now."""


@dataclass(frozen=True, slots=True)
class Month:
    """What a month holds of working days and working time."""

    days: int
    time: timedelta


@dataclass(frozen=True, slots=True)
class Moved:
    """A day off that the government moved from a weekend."""

    day: date
    instead_of: date


def months(year: int, calendar: Calendar) -> list[Month]:
    """Count the twelve months of a year."""
    starts = [date(year, month, 1) for month in range(1, 13)] + [date(year + 1, 1, 1)]
    return [_month(first, end, calendar) for first, end in pairwise(starts)]


def is_in_law(days: Iterable[date], *, working: bool) -> bool:
    """Tell whether days are working ones, or days off, by law; of a year without a decree that is not known yet."""
    return all(has_decree(day.year) and official(day.year).is_working_day(day) == working for day in days)


def moved_days(year: int) -> list[Moved]:
    """Return the days off that a year's decree moves, in the order of the year."""
    # To be shown, not counted by: `is_working_day` does not tell which day off another one stands for.
    decreed = official(year).special_public_holidays.get(year, ())
    entries = decreed if decreed and isinstance(decreed[0], tuple) else (decreed,)
    moved = [Moved(date(year, *entry[:2]), date(year, *entry[2:])) for entry in entries if len(entry) == 4]
    return sorted(moved, key=lambda each: each.day)


def year_in_question(today: date) -> int:
    """The year whose decree should be known by now: the next one from 1 December on, the present one before."""
    return today.year + (today.month == DECEMBER)


def may_warn(warned_at: datetime | None, now: datetime) -> bool:
    """Tell whether it is time to warn, for the first time or again."""
    return warned_at is None or now - warned_at >= WARNING_EVERY


def _month(first: date, end: date, calendar: Calendar) -> Month:
    days = sum(calendar.is_working_day(first + timedelta(days=n)) for n in range((end - first).days))
    midnights = (datetime.combine(day, time(), calendar.zone) for day in (first, end))
    return Month(days, calendar.between(*midnights))
