"""Forgetting people who ask for it (152-ФЗ, articles 14, 20 and 21)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

WORKING_DAYS = 10
"""Days of work within which the law wants such a request answered."""
PAUSE = timedelta(minutes=1)
"""What was on its way when somebody asked is let go out."""
PATIENCE = timedelta(days=1)
"""After which what is still on its way to them is dropped."""


def last_day(asked: date, is_working_day: Callable[[date], bool]) -> date:
    """Return the last of the working days after the one on which somebody asked."""
    day, left = asked, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day


def may_begin(asked_at: datetime, now: datetime, *, open_tickets: bool, on_the_way: bool) -> bool:
    """Tell whether everything about somebody can be erased now."""
    waited = now - asked_at
    return not open_tickets and waited >= PAUSE and (not on_the_way or waited >= PATIENCE)
