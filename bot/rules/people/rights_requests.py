"""What people may ask about their personal data, and until when it has to be done (152-ФЗ, articles 14, 20 and 21)."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

WORKING_DAYS = 10
"""Days of work within which the law wants such a request answered."""


class Wish(StrEnum):
    """What somebody asks for."""

    FORGET = "forget"
    WITHDRAW = "withdraw"
    """To be forgotten, by who had agreed to the processing."""
    MYDATA = "mydata"


ERASING = frozenset({Wish.FORGET, Wish.WITHDRAW})


def last_day(asked: date, is_working_day: Callable[[date], bool]) -> date:
    """Return the last of the working days after the one on which somebody asked."""
    day, left = asked, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day
