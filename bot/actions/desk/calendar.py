"""The working calendar as supervisors see and change it, and the decree it may lack (2.5)."""

from dataclasses import dataclass, replace
from datetime import date

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.desk import recalculation
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from bot.rules.deadlines import work_year
from bot.rules.deadlines.overrides import Span, joined
from bot.rules.deadlines.work_year import Month, Moved
from bot.rules.notices import DecreeMissing
from db import audit
from db.deadlines import calendar

__all__ = ["Month", "Moved", "Person", "Span", "Work", "Year", "change", "settle", "warn_of_missing_decree", "year"]


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the calendar: its months, what the decree moves (if it is known), what the desk decided itself."""

    number: int
    months: list[Month]
    has_decree: bool
    moved: list[Moved]
    spans: list[Span]


async def year(work: Work, supervisor: Person, number: int) -> Year:
    """Return a year. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    months = work_year.months(number, await work.calendar())
    days = await calendar.between(work.db, date(number, 1, 1), date(number, 12, 31))
    spans = joined(Span(each.day, each.day, each.working, each.note) for each in days)
    return Year(number, months, work_year.has_decree(number), work_year.moved_days(number), spans)


async def change(work: Work, supervisor: Person, spans: list[Span]) -> int | None:
    """Override days, or let them be as in law; returns how many open tickets follow, None when all was so already.

    Raises AccessDenied.
    """
    await access.demand(work, supervisor, Right.SUPERVISE)
    changes = [span for span in spans if await _is_news(work, span)]
    for span in changes:
        await _apply(work, supervisor, span)
    return await recalculation.begin(work) if changes else None


async def _is_news(work: Work, span: Span) -> bool:
    found = {each.day: (each.working, each.note) for each in await calendar.between(work.db, span.first, span.last)}
    if span.working is None:
        return bool(found)
    if not found and work_year.is_in_law(span.days(), working=span.working):
        return False
    return any(found.get(day) != (span.working, span.note) for day in span.days())


async def _apply(work: Work, supervisor: Person, span: Span) -> None:
    if span.working is None:
        await calendar.remove(work.db, span.first, span.last)
    else:
        await calendar.put(work.db, span.days(), working=span.working, note=span.note)
    days = [span.first.isoformat(), span.last.isoformat()]
    await audit.write(
        work.db, Action.CALENDAR, work.now, actor=supervisor.id, days=days, working=span.working, note=span.note
    )


async def settle(work: Work, supervisor: Person, number: int) -> None:
    """Warn of a year's missing decree no more: its moved days are put in by hand. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    await calendar.keep_year(work.db, replace(await calendar.year(work.db, number), settled_at=work.now))
    await audit.write(work.db, Action.CALENDAR_SETTLED, work.now, actor=supervisor.id, year=number)


async def warn_of_missing_decree(work: Work) -> int:
    """Tell supervisors, once a week in working hours, that the coming year's decree is not known; returns 1 if so."""
    number = work_year.year_in_question(work.local_now.date())
    if work_year.has_decree(number):
        return 0
    known = await calendar.year(work.db, number)
    if known.settled_at is not None or not work_year.may_warn(known.warned_at, work.now):
        return 0
    if not await work.is_open():
        return 0
    await calendar.keep_year(work.db, replace(known, warned_at=work.now))
    await outgoing.tell_supervisors(work, DecreeMissing(year=number))
    return 1
