"""Deadlines (4.3): a ticket is to be solved within so many working hours of its registration.

Technical errors have no deadline at all: theirs is None.
"""

from datetime import datetime, timedelta

from bot.rules.working_hours import Calendar


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
