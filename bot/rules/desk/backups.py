"""When a backup is made by itself."""

from datetime import datetime, timedelta

from bot.rules.deadlines.working_hours import Calendar

LONGEST = timedelta(days=2)


def is_due(calendar: Calendar, now: datetime, latest: datetime | None) -> bool:
    """Tell whether it is time for a backup: once on each day of the desk's zone, while it is closed.

    The first comes at once, so that a folder that does not work shows on the day it is set; and a desk that only runs
    in working hours has one on every other day.
    """
    if latest is None or now - latest >= LONGEST:
        return True
    today, last = (instant.astimezone(calendar.zone).date() for instant in (now, latest))
    return today > last and not calendar.is_open(now)
