"""What reports are made of. They read all tickets of a period, however many: by long reads, counted by the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    LargeBinary,
    Select,
    and_,
    bindparam,
    case,
    cast,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.deadlines.timetable import DAY, Timetable
from bot.rules.tickets import trial
from db.statements import Query
from db.tables import CLOSED, IS_OPEN, people, tickets


@dataclass(frozen=True, slots=True)
class Counts:
    """The tickets of an operator, or (None) of nobody: `open` now, the rest in the period but `since`, the oldest."""

    operator: int | None
    name: str | None
    since: datetime
    opened: int
    closed: int
    had_deadline: int
    """Of those closed."""
    in_time: int
    open: int
    rated: int
    """Of those closed."""
    stars: int
    """The sum of their ratings."""


@dataclass(frozen=True, slots=True)
class OfService:
    """The tickets of a service that were opened in the period."""

    service: int
    opened: int


@dataclass(frozen=True, slots=True)
class InState:
    """The tickets that are in a state now."""

    state: str
    number: int
    overdue: int


_SINCE, _UNTIL = bindparam("since", type_=tickets.c.opened_at.type), bindparam("until", type_=tickets.c.opened_at.type)

_START, _DAYS = bindparam("start", type_=BigInteger), bindparam("days", type_=LargeBinary)
DIGITS = 10


def _in_span(moment: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(moment >= _SINCE, moment < _UNTIL)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


_IS_REAL = tickets.c.number != trial.NUMBER
_CONCERNED = and_(
    _IS_REAL,
    or_(tickets.c.closed_at.is_(None), and_(tickets.c.closed_at >= _SINCE, tickets.c.opened_at < _UNTIL)),
)
"""What was open at some moment of the period, and what is open now."""
_CLOSED = _in_span(tickets.c.closed_at)
_NAME = select(people.c.name).where(people.c.id == tickets.c.operator).scalar_subquery()
_CELLS: tuple[ColumnElement[Any], ...] = (
    tickets.c.operator,
    _NAME,
    func.min(tickets.c.opened_at),
    _number(_in_span(tickets.c.opened_at)),
    _number(_CLOSED),
    _number(and_(_CLOSED, tickets.c.deadline.is_not(None))),
    _number(and_(_CLOSED, tickets.c.closed_at <= tickets.c.deadline)),
    _number(tickets.c.state != CLOSED),
    _number(and_(_CLOSED, tickets.c.rating.is_not(None))),
    cast(func.coalesce(func.sum(case((_CLOSED, tickets.c.rating))), 0), Integer),
)
_COUNTS = Query(Counts, select(*_CELLS).where(_CONCERNED).group_by(tickets.c.operator))
_BY_SERVICE = Query(
    OfService,
    select(tickets.c.service, func.count())
    .where(_CONCERNED, _in_span(tickets.c.opened_at))
    .group_by(tickets.c.service)
    .order_by(func.count().desc(), tickets.c.service),
)
_BY_STATE = Query(
    InState,
    select(tickets.c.state, func.count(), _number(tickets.c.deadline < bindparam("now")))
    .where(IS_OPEN, _IS_REAL)
    .group_by(tickets.c.state),
)


async def counts(connection: AsyncConnection, since: datetime, until: datetime) -> list[Counts]:
    """Count the tickets of a period by their operators."""
    return await _COUNTS.all(connection, {"since": since, "until": until})


async def by_service(connection: AsyncConnection, since: datetime, until: datetime) -> list[OfService]:
    """Count the tickets that were opened in a period by their services, the most first."""
    return await _BY_SERVICE.all(connection, {"since": since, "until": until})


async def by_state(connection: AsyncConnection, now: datetime) -> list[InState]:
    """Count the open tickets by their states."""
    return await _BY_STATE.all(connection, {"now": now})


def _medians(dialect: str, end: ColumnElement[Any]) -> Select[Any]:
    """Measure from the opening to `end`, and return twice the median: by operator (`one`), and of all tickets (not).

    Stretches are counted by their lengths first, so that few rows are left to be put in order. The middle ones of
    `total` stretches are those with the numbers `low` and `high`; they differ when the total is even.
    """
    moments = (
        select(tickets.c.operator, _epoch(tickets.c.opened_at).label("began"), _epoch(end).label("ended"))
        .where(_CONCERNED, _in_span(end))
        .cte("moments")
        .prefix_with("MATERIALIZED")  # else each is computed a dozen times
    )
    spent = (_worked(dialect, moments.c.ended) - _worked(dialect, moments.c.began)).label("spent")
    stretches = select(moments.c.operator, spent).subquery("stretches")
    lengths = select(*stretches.c, func.count().label("n")).group_by(*stretches.c).cte("lengths")
    theirs = select(literal(1).label("one"), lengths).where(lengths.c.operator.is_not(None))
    every = select(literal(0), null(), lengths.c.spent, cast(func.sum(lengths.c.n), BigInteger))
    both = union_all(theirs, every.group_by(lengths.c.spent)).subquery("both")
    group = (both.c.one, both.c.operator)
    number = cast(func.sum(both.c.n).over(partition_by=group, order_by=both.c.spent), BigInteger)
    total = cast(func.sum(both.c.n).over(partition_by=group), BigInteger)
    ranked = select(both, number.label("number"), total.label("total")).subquery("ranked")
    low, high = ((ranked.c.total + each) // 2 for each in (1, 2))
    middle = [case((and_(ranked.c.number - ranked.c.n < at, at <= ranked.c.number), 1), else_=0) for at in (low, high)]
    twice = cast(func.sum(ranked.c.spent * (middle[0] + middle[1])), BigInteger)
    return select(ranked.c.operator, twice).group_by(ranked.c.one, ranked.c.operator)


def _epoch(moment: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(extract("epoch", moment), BigInteger)


def _worked(dialect: str, at: ColumnElement[int]) -> ColumnElement[int]:
    """Return the working seconds from the start of the timetable to an instant.

    The timetable comes as digits, each number as long as the others: a row is cut out where it must be. To join a
    table of days is as quick on PostgreSQL; SQLite may read all of it for every ticket.
    """
    start = cast((at - _START) // literal(DAY, BigInteger) * (3 * DIGITS), Integer)
    opens, closes, before = (_cut(dialect, start + place * DIGITS + 1) for place in range(3))
    least, greatest = (func.min, func.max) if dialect == "sqlite" else (func.least, func.greatest)
    return before + greatest(least(at, closes) - opens, 0)


def _cut(dialect: str, start: ColumnElement[int]) -> ColumnElement[int]:
    digits: ColumnElement[Any] = func.substr(_DAYS, start, DIGITS)
    return cast(digits if dialect == "sqlite" else func.convert_from(digits, "UTF8"), BigInteger)


_ANSWERS, _SOLUTIONS = (
    {dialect: _medians(dialect, end) for dialect in ("sqlite", "postgresql")}
    for end in (tickets.c.first_answer_at, tickets.c.closed_at)
)


async def first_answers(
    connection: AsyncConnection, since: datetime, until: datetime, timetable: Timetable
) -> dict[int | None, float]:
    """Return the median working seconds to the first answers given in a period, by operator; None is all tickets'."""
    return await _measured(connection, _ANSWERS, since, until, timetable)


async def solutions(
    connection: AsyncConnection, since: datetime, until: datetime, timetable: Timetable
) -> dict[int | None, float]:
    """Return the median working seconds to the closings of a period, as above."""
    return await _measured(connection, _SOLUTIONS, since, until, timetable)


async def _measured(
    connection: AsyncConnection,
    statements: dict[str, Select[Any]],
    since: datetime,
    until: datetime,
    timetable: Timetable,
) -> dict[int | None, float]:
    days = b"".join(b"%010d%010d%010d" % day for day in timetable.days)
    params = {"since": since, "until": until, "start": timetable.start, "days": days}
    rows = await connection.execute(statements[connection.dialect.name], params)
    return {operator: twice / 2 for operator, twice in rows}
