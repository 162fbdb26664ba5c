"""What a deadline becomes when the working calendar changes (2.5, 3.4, 4.3).

It is computed again from what was promised: so many working hours move with the calendar, a named moment stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.rules.deadlines import deadlines
from bot.rules.deadlines.working_hours import Calendar


@dataclass(frozen=True, slots=True)
class Promise:
    """What set a deadline: working hours `since` a moment, or (None) since the deadline before; or a moment `until`.

    One that `pauses` moves the deadline before by the working time from `since` to `until`.
    """

    hours: int | None
    since: datetime | None = None
    until: datetime | None = None
    pauses: bool = False


def due(promises: Iterable[Promise], calendar: Calendar) -> datetime | None:
    """Return the deadline that promises, oldest first, come to by a calendar; None without any."""
    found: datetime | None = None
    for promise in promises:
        found = _after(found, promise, calendar)
    return found


def _after(before: datetime | None, promise: Promise, calendar: Calendar) -> datetime | None:
    if promise.pauses and before and promise.since and promise.until:
        return calendar.add(before, calendar.between(promise.since, promise.until))
    base = promise.since or before
    if promise.hours is None or base is None:
        return promise.until
    counted = deadlines.deadline(base, calendar, promise.hours)
    return counted if before is None else max(before, counted)


def moves(present: datetime, computed: datetime, now: datetime) -> bool:
    """Whether a deadline is to be moved: one that has passed is not made up, and none is moved into the past."""
    return computed != present and computed > now
