"""Working time (2.5) as a table, with which a database measures any number of stretches by itself."""

from dataclasses import dataclass
from datetime import datetime, time
from itertools import takewhile

from bot.rules.deadlines.working_hours import Calendar

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Timetable:
    """Days of 24 hours from `start` on, one after another, all in seconds since the epoch.

    They begin when the desk opens, so that none runs over its end. (Where clocks change, a desk that is open for more
    than 23 hours may be measured an hour wrong at an end of a stretch.)
    """

    start: int
    days: list[tuple[int, int, int]]
    """From when until when the desk works (twice 0: not at all), and how long it worked on the days before."""


def timetable(calendar: Calendar, since: datetime, until: datetime) -> Timetable:
    """Write the table of the days in which `since` and `until` lie, and of those between."""
    midnight = datetime.combine(since.astimezone(calendar.zone), time.min, calendar.zone)
    ends = until.timestamp()
    windows = [
        (int(opens.timestamp()), int(closes.timestamp()))
        for opens, closes in takewhile(lambda window: window[0] <= until, calendar.windows(midnight))
    ]
    openings = {opens % DAY for opens, _closes in windows} or {0}
    earliest = min(openings, key=lambda each: max((other - each) % DAY for other in openings))
    start = int(midnight.timestamp() - earliest) // DAY * DAY + earliest
    worked = {(opens - start) // DAY: (opens, closes) for opens, closes in windows}
    days, before = [], 0
    for number in range(int(ends - start) // DAY + 1):
        opens, closes = worked.get(number, (0, 0))
        days.append((opens, closes, before))
        before += closes - opens
    return Timetable(start, days)
