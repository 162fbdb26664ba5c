"""What the desk did in a period and how it stands now (3.3, 4.3). Durations are working time (2.5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.rules.deadlines.working_hours import Calendar
from bot.rules.tickets.tickets import State


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings that requesters gave (3.2): how many, and the sum of their stars."""

    number: int = 0
    stars: int = 0

    @property
    def average(self) -> float | None:
        """From 1 to 5; None without any."""
        return share(self.stars, self.number)


@dataclass(frozen=True, slots=True)
class OperatorSummary:
    """The tickets of one operator."""

    operator: str
    closed: int
    open: int
    median_first_answer: timedelta | None
    median_solution: timedelta | None
    ratings: Ratings = Ratings()


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises that fell due in the period (3.4)."""

    kept: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything is counted on the day it happened; `open_by_state` and `overdue` are of now.

    None where nothing happened that could be measured.
    """

    opened: int
    closed: int
    open_by_state: Mapping[State, int]
    """Every state but CLOSED, in the order of a ticket's life."""
    overdue: int
    share_within_deadline: float | None
    """Of the tickets closed in the period that had a deadline."""
    median_first_answer: timedelta | None
    median_solution: timedelta | None
    by_operator: tuple[OperatorSummary, ...]
    """The busiest first."""
    promises: Promises = Promises()
    ratings: Ratings = Ratings()
    """Of the tickets closed in the period."""
    by_service: tuple[tuple[int, int], ...] = ()
    """Numbers of section 5 (0: another question) with the tickets opened in the period, the most first."""
    deflected: int = 0
    """Requests that were not sent because an article of the guide helped (3.6)."""
    awaited: int = 0
    """Tickets whose requesters were awaited, with the time standing (PAUSE_WHILE_WAITING)."""
    waiting: timedelta = timedelta()
    """How long they were, together."""


def bounds(start: date, end: date, calendar: Calendar) -> tuple[datetime, datetime]:
    """The first instant of `start` and the first after `end`, as the calendar's zone counts days."""
    return _midnight(start, calendar), _midnight(end + timedelta(days=1), calendar)


def share(part: int, whole: int) -> float | None:
    """Return a part of a whole; of nothing there is none."""
    return part / whole if whole else None


def busiest(operators: Iterable[OperatorSummary]) -> tuple[OperatorSummary, ...]:
    """Put operators in order."""
    return tuple(sorted(operators, key=lambda each: (-each.closed, -each.open, each.operator)))


def _midnight(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day, time.min, calendar.zone)
