"""Deadlines (4.3): a ticket is to be solved within so many working hours of its registration.

Technical errors have no deadline at all: theirs is None.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.deadlines.working_hours import Calendar
from bot.rules.refusals import Refused

WARNINGS = (50, 80)
"""Per cent of the working time to a deadline after which its ticket is called up."""


class Reason(StrEnum):
    """Why a new deadline is refused."""

    NOT_LATER = "not_later"
    """An extension moves a deadline on, never back; `read` is what was named, `due` the present deadline."""


def deadline(registered: datetime, calendar: Calendar, hours: int) -> datetime:
    """When `hours` working hours have passed; registration outside working hours counts from the next opening."""
    return calendar.add(registered, timedelta(hours=hours))


def extended(now: datetime, due: datetime, calendar: Calendar, hours: int) -> datetime:
    """The deadline moved by `hours` working hours; one that has passed already is counted from now."""
    return calendar.add(max(now, due), timedelta(hours=hours))


def remaining(now: datetime, due: datetime, calendar: Calendar) -> timedelta:
    """Working time left; below zero it is the working time gone since the deadline."""
    return calendar.between(now, due) - calendar.between(due, now)


def is_overdue(now: datetime, due: datetime | None) -> bool:
    """Whether the deadline has passed; the moment of the deadline itself is in time."""
    return due is not None and now > due


def next_warning(started: datetime, due: datetime, now: datetime, calendar: Calendar) -> tuple[int, datetime] | None:
    """The next of WARNINGS after `now` and its moment; those that are past are not made up for."""
    whole = calendar.between(started, due)
    moments = ((percent, calendar.add(started, whole * percent / 100)) for percent in WARNINGS)
    return next(((percent, at) for percent, at in moments if now < at < due), None)


def share_passed(started: datetime, due: datetime, now: datetime, calendar: Calendar) -> int:
    """Per cent of the working time from `started` to `due` that have passed, whole ones; at most 100."""
    whole = calendar.between(started, due)
    return int(min(calendar.between(started, now) / whole, 1) * 100) if whole else 100


def check_extension(due: datetime, until: datetime) -> None:
    """Refused when `until` is no later than the present deadline."""
    if until <= due:
        raise Refused(Reason.NOT_LATER, read=until.isoformat(), due=due.isoformat())
