"""What supervisors are told about the work of the desk."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.people import identification
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from bot.rules.deadlines.timetable import timetable
from bot.rules.desk import statistics
from bot.rules.desk.statistics import OperatorSummary, Promises, Ratings, Summary
from bot.rules.people.identity import differing
from bot.rules.tickets.tickets import State
from db import audit
from db.audit import Line
from db.deadlines import pauses, promises
from db.desk import reports
from db.desk.reports import Counts
from db.guide import deflections
from db.tickets import messages
from db.tickets.tickets import Ticket

__all__ = ["Line", "Summary", "history", "order", "summary"]

Medians = dict[int | None, float]


async def order(work: Work, supervisor: Person, start: date, end: date, chat: int, beside: dict[str, Any]) -> None:
    """Have the days from `start` to `end` counted, while other work goes on; the answer comes to a chat.

    `beside` are the parameters that put it beside the question. Raises AccessDenied.
    """
    await access.demand(work, supervisor, Right.SUPERVISE)
    body = {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "locale": supervisor.locale or work.policy.default_locale,
        "answer_to": str(await outgoing.to_wherever(work, chat)),
        "beside": beside,
    }
    await outgoing.report(work, supervisor.id, body)


async def summary(work: Work, start: date, end: date) -> Summary:
    """Return the statistics of the days from `start` to `end`, both included. It may read for long: see `order`."""
    calendar = await work.calendar()
    span = statistics.bounds(start, end, calendar)
    counts = await reports.counts(work.db, *span)
    answers, solutions = await _medians(work, counts, *span)
    waited = await pauses.waited(work.db, *span)
    states = {each.state: each for each in await reports.by_state(work.db, work.now)}
    return Summary(
        opened=sum(each.opened for each in counts),
        closed=sum(each.closed for each in counts),
        open_by_state={
            state: states[state].number if state in states else 0 for state in State if state is not State.CLOSED
        },
        overdue=sum(each.overdue for each in states.values()),
        share_within_deadline=statistics.share(
            sum(each.in_time for each in counts), sum(each.had_deadline for each in counts)
        ),
        median_first_answer=_time(answers, None),
        median_solution=_time(solutions, None),
        by_operator=statistics.busiest(
            _of_operator(each, answers, solutions) for each in counts if each.operator is not None
        ),
        promises=Promises(*await promises.counted(work.db, *span)),
        ratings=Ratings(sum(each.rated for each in counts), sum(each.stars for each in counts)),
        by_service=tuple((each.service, each.opened) for each in await reports.by_service(work.db, *span)),
        deflected=await deflections.counted(work.db, *span),
        awaited=waited.tickets,
        waiting=timedelta(seconds=waited.seconds),
    )


async def _medians(work: Work, counts: list[Counts], since: datetime, until: datetime) -> tuple[Medians, Medians]:
    """Return those of the first answers and of the solutions, by a timetable from the oldest beginning on."""
    if not counts:
        return {}, {}
    oldest = min(each.since for each in counts)
    latest = min(until, work.now + timedelta(days=1))  # what is read may have ended a moment after `now`
    table = timetable(await work.calendar(), oldest, max(oldest, latest))
    return (
        await reports.first_answers(work.db, since, until, table),
        await reports.solutions(work.db, since, until, table),
    )


def _of_operator(counts: Counts, answers: Medians, solutions: Medians) -> OperatorSummary:
    return OperatorSummary(
        operator=counts.name or "",
        closed=counts.closed,
        open=counts.open,
        median_first_answer=_time(answers, counts.operator),
        median_solution=_time(solutions, counts.operator),
        ratings=Ratings(counts.rated, counts.stars),
    )


def _time(medians: Medians, operator: int | None) -> timedelta | None:
    return timedelta(seconds=medians[operator]) if operator in medians else None


async def history(work: Work, supervisor: Person, ticket: Ticket) -> list[Line]:
    """Return everything on record about a ticket (3.4), oldest first. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    lines = await audit.of_ticket(work.db, ticket.number)
    last = max((at for at, line in enumerate(lines) if line.action is Action.COMMENT), default=None)
    return [await _filled(work, line, ticket.comment if at == last else None) for at, line in enumerate(lines)]


async def _filled(work: Work, line: Line, comment: str | None) -> Line:
    """Put in words that are kept elsewhere: those of a message that a line is about, and the comment that stands."""
    if comment is not None:
        return replace(line, details=line.details | {"text": comment})
    if not line.details:  # forgotten with whom it was about
        return line
    if line.action is Action.IDENTITY:
        return await _resolved(work, line)
    if line.action is not Action.NO_QUESTION:
        return line
    message = await messages.by_id(work.db, line.details["message"])
    return replace(line, details=line.details | {"message": message.html, "kind": message.kind})


async def _resolved(work: Work, line: Line) -> Line:
    """Write out a correction of who asks: the audit names its two states, what people state is kept in one place."""
    before, after = [await identification.at_ticket(work, line.details[name]) for name in ("before", "after")]
    changes = differing(before, after).items()
    return replace(line, details={field.value: f"{was} → {now}" for field, (was, now) in changes})
