"""Working days by the Labour Code and the yearly decree that moves days off (2.5).

Where a year's decree is not known, days off that fall on a holiday move as article 112 has it, to the next working day.
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import cast

import holidays

SATURDAY = 5
JANUARY = 1
_DAY = timedelta(days=1)
HOLIDAYS = frozenset({*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)})
"""Months and days of the holidays that stand in the Labour Code itself."""


@lru_cache(maxsize=1024)
def is_working_day(day: date) -> bool:
    """Tell whether a day is a working one, as far as it is known."""
    if not official(day.year).is_working_day(day):
        return False
    return has_decree(day.year) or day not in moved_by_law(day.year)


@cache
def moved_by_law(year: int) -> frozenset[date]:
    """Return the working days that are off for a holiday on a weekend (art. 112); those of January are the decree's."""
    moved: set[date] = set()
    for month, number in sorted(HOLIDAYS):
        day = date(year, month, number)
        if month != JANUARY and day.weekday() >= SATURDAY:
            while not _is_usual_working_day(day) or day in moved:
                day += _DAY
            moved.add(day)
    return frozenset(moved)


@cache
def official(year: int) -> holidays.HolidayBase:
    """Return the official calendar of Russia for one year."""
    # One instance a year: a shared one fills itself with years by turns and then misses working Saturdays.
    return _russia()(years=year)


@cache
def _russia() -> type[holidays.HolidayBase]:
    """Load the one file: the package would load all its 250 countries for it, which are 8 MiB and 50 ms."""
    file = Path(holidays.__file__).with_name("countries") / "russia.py"
    spec = spec_from_file_location("holidays_of_russia", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("type[holidays.HolidayBase]", module.Russia)


@cache
def has_decree(year: int) -> bool:
    """Tell whether the decree that moves days off in a year is known; there has been one for every year since 2005.

    Without it holidays are right but moved days off and working Saturdays are not. It comes out in autumn, and is
    known to the package `holidays` from the release after that: until then no day departs from the Labour Code, and
    afterwards some do, as at least two of the first eight days of a year fall on a weekend and are moved.
    """
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    return any(official(year).is_working_day(day) != _is_usual_working_day(day) for day in days)


def _is_usual_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and (day.month, day.day) not in HOLIDAYS
