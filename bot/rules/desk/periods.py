"""The period a supervisor asks statistics for (2.2)."""

import re
from datetime import date, timedelta
from enum import StrEnum

from bot.rules.refusals import Refused
from bot.rules.tariffs import add_months

_DAY = timedelta(days=1)
_MONTH = re.compile(r"20[0-9]{2}-[0-9]{2}")  # other centuries end where datetimes do
_RANGE = re.compile(r"(20[0-9]{2}-[0-9]{2}-[0-9]{2}) ?\.\. ?(20[0-9]{2}-[0-9]{2}-[0-9]{2})")


class Reason(StrEnum):
    """Why a period is refused."""

    UNKNOWN = "unknown"
    BACKWARDS = "backwards"


def parse_period(text: str, today: date) -> tuple[date, date]:
    """First and last day, both included, of `day|week|month|YYYY-MM|YYYY-MM-DD..YYYY-MM-DD`; nothing means week.

    `week` and `month` end today: they are the last seven days and the last month, not the begun ones.
    """
    text = text.strip().lower() or "week"
    recent = {"day": today, "week": today - 6 * _DAY, "month": add_months(today, -1) + _DAY}
    if text in recent:
        return recent[text], today
    first, last = _dates(text)
    if last < first:
        raise Refused(Reason.BACKWARDS)
    return first, last


def _dates(text: str) -> tuple[date, date]:
    try:
        if _MONTH.fullmatch(text):
            first = date.fromisoformat(f"{text}-01")
            return first, add_months(first, 1) - _DAY
        if match := _RANGE.fullmatch(text):
            return date.fromisoformat(match[1]), date.fromisoformat(match[2])
    except ValueError as error:  # a thirteenth month, a thirtieth of February
        raise Refused(Reason.UNKNOWN) from error
    raise Refused(Reason.UNKNOWN)
