"""What the desk did in a period and how it stands now (3.3, 4.3). Durations are working time (2.5)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from bot.rules.deadlines.deadlines import is_overdue
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.tickets.tickets import State


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What statistics need to know about a ticket."""

    opened_at: datetime
    closed_at: datetime | None
    first_answer_at: datetime | None
    deadline: datetime | None
    state: State
    operator: str | None


@dataclass(frozen=True, slots=True)
class OperatorSummary:
    """The tickets of one operator."""

    operator: str
    closed: int
    open: int
    median_first_answer: timedelta | None
    median_solution: timedelta | None


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
    deflected: int = 0
    """Requests that were not sent because an article of the guide helped (3.6)."""


@dataclass(frozen=True, slots=True)
class _Span:
    since: datetime
    until: datetime

    def __contains__(self, moment: datetime | None) -> bool:
        return moment is not None and self.since <= moment < self.until


def summarise(facts: Iterable[TicketFacts], start: date, end: date, now: datetime, calendar: Calendar) -> Summary:
    """The summary of the days from `start` to `end`, both included, as the calendar's zone counts them."""
    tickets = tuple(facts)
    span = _Span(*bounds(start, end, calendar))
    states = Counter(ticket.state for ticket in tickets)
    return Summary(
        opened=sum(ticket.opened_at in span for ticket in tickets),
        closed=sum(ticket.closed_at in span for ticket in tickets),
        open_by_state={state: states[state] for state in State if state is not State.CLOSED},
        overdue=sum(_is_open(ticket) and is_overdue(now, ticket.deadline) for ticket in tickets),
        share_within_deadline=_share_within_deadline(tickets, span),
        median_first_answer=_median_first_answer(tickets, span, calendar),
        median_solution=_median_solution(tickets, span, calendar),
        by_operator=_by_operator(tickets, span, calendar),
    )


def bounds(start: date, end: date, calendar: Calendar) -> tuple[datetime, datetime]:
    """The first instant of `start` and the first after `end`, as the calendar's zone counts days."""
    return _midnight(start, calendar), _midnight(end + timedelta(days=1), calendar)


def _by_operator(tickets: Sequence[TicketFacts], span: _Span, calendar: Calendar) -> tuple[OperatorSummary, ...]:
    theirs: dict[str, list[TicketFacts]] = {}
    for ticket in tickets:
        if ticket.operator is not None:
            theirs.setdefault(ticket.operator, []).append(ticket)
    summaries = [_of_operator(operator, own, span, calendar) for operator, own in theirs.items()]
    return tuple(sorted(summaries, key=lambda summary: (-summary.closed, -summary.open, summary.operator)))


def _of_operator(operator: str, own: Sequence[TicketFacts], span: _Span, calendar: Calendar) -> OperatorSummary:
    return OperatorSummary(
        operator=operator,
        closed=sum(ticket.closed_at in span for ticket in own),
        open=sum(map(_is_open, own)),
        median_first_answer=_median_first_answer(own, span, calendar),
        median_solution=_median_solution(own, span, calendar),
    )


def _share_within_deadline(tickets: Iterable[TicketFacts], span: _Span) -> float | None:
    in_time = [
        not is_overdue(ticket.closed_at, ticket.deadline)
        for ticket in tickets
        if ticket.closed_at is not None and ticket.closed_at in span and ticket.deadline is not None
    ]
    return sum(in_time) / len(in_time) if in_time else None


def _median_first_answer(tickets: Iterable[TicketFacts], span: _Span, calendar: Calendar) -> timedelta | None:
    return _median(((ticket.opened_at, ticket.first_answer_at) for ticket in tickets), span, calendar)


def _median_solution(tickets: Iterable[TicketFacts], span: _Span, calendar: Calendar) -> timedelta | None:
    return _median(((ticket.opened_at, ticket.closed_at) for ticket in tickets), span, calendar)


def _median(stretches: Iterable[tuple[datetime, datetime | None]], span: _Span, calendar: Calendar) -> timedelta | None:
    seconds = [
        calendar.between(start, end).total_seconds() for start, end in stretches if end is not None and end in span
    ]
    return timedelta(seconds=median(seconds)) if seconds else None


def _is_open(ticket: TicketFacts) -> bool:
    return ticket.state is not State.CLOSED


def _midnight(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day, time.min, calendar.zone)
