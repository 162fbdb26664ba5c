"""Working hours (2.5): open on the working days of the Labour Code, in one time zone.

Days come from the overrides first, then from the official calendar: public holidays, days off moved by
government decree or by law, working Saturdays. The whole window counts: no lunch break, no shortened days.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.rules.deadlines import labour_code

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the desk works. Takes and returns aware datetimes, the latter in `zone`; a naive one is a ValueError."""

    zone: ZoneInfo
    opens: time
    closes: time
    overrides: Mapping[date, bool] = field(default_factory=dict, hash=False)
    """True makes the day a working one, False a day off."""

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError(f"closing at {self.closes} is not after opening at {self.opens}")

    def is_working_day(self, day: date) -> bool:
        """Whether the desk works on this day at all."""
        override = self.overrides.get(day)
        return labour_code.is_working_day(day) if override is None else override

    def is_open(self, at: datetime) -> bool:
        """Whether `at` is in working hours: the opening minute is, the closing minute is not."""
        here = _in_utc(at).astimezone(self.zone)
        return self.opens <= here.time() < self.closes and self.is_working_day(here.date())

    def next_opening(self, at: datetime) -> datetime:
        """The first moment of work from `at` on: `at` itself when the desk is open."""
        return next(self.windows(_in_utc(at)))[0].astimezone(self.zone)

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """When `amount` of working time has passed since `start`: at a closing rather than at the next opening."""
        if amount < timedelta():
            raise ValueError(f"cannot add {amount} of working time")
        windows = self.windows(_in_utc(start))
        opens, closes = next(windows)
        while amount > closes - opens:
            amount -= closes - opens
            opens, closes = next(windows)
        return (opens + amount).astimezone(self.zone)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from `start` to `end`; none when `end` is not later."""
        end = _in_utc(end)
        windows = takewhile(lambda window: window[0] < end, self.windows(_in_utc(start)))
        return sum((min(closes, end) - opens for opens, closes in windows), timedelta())

    def windows(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield from when until when the desk works, in UTC and without end; the first may have begun at `since`."""
        # In UTC: arithmetic in one local zone would not see its clock changes.
        day = since.astimezone(self.zone).date()
        while True:
            if self.is_working_day(day):
                opens = max(since, datetime.combine(day, self.opens, self.zone).astimezone(UTC))
                closes = datetime.combine(day, self.closes, self.zone).astimezone(UTC)
                if opens < closes:
                    yield opens, closes
            day += _DAY


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC)
