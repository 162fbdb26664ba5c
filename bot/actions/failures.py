"""What supervisors do with inputs that could not be worked through and parcels that could not be delivered."""

from dataclasses import dataclass

from bot.actions import access
from bot.actions.work import Person, Work
from db import audit, failures, groups
from db.failures import INPUT, PARCEL, Cleared, Failure
from db.groups import Topic

__all__ = ["BOXES", "Failure", "Page", "clear", "clear_all", "page"]

BOXES = (INPUT, PARCEL)
PAGE = 5


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the list: failures with the places of their tickets; pages count from 0."""

    entries: list[tuple[Failure, Topic | None]]
    total: int
    number: int
    last: int


async def page(work: Work, supervisor: Person, number: int) -> Page:
    """Give a page of the list, newest first; the last one when there are not so many. Raises AccessDenied."""
    access.demand_supervisor(work, supervisor)
    total = await failures.count(work.db)
    last = max(0, total - 1) // PAGE
    number = min(number, last)
    found = await failures.newest(work.db, number * PAGE, PAGE)
    return Page([(each, await _place(work, each)) for each in found], total, number, last)


async def _place(work: Work, failure: Failure) -> Topic | None:
    return None if failure.ticket is None else await groups.topic_of(work.db, failure.ticket)


async def clear(work: Work, supervisor: Person, box: str, row: int, *, again: bool) -> bool:
    """Have one tried `again`, or drop it; False when somebody else was faster. Raises AccessDenied."""
    access.demand_supervisor(work, supervisor)
    return bool(await _clear(work, supervisor, box, row, again=again))


async def clear_all(work: Work, supervisor: Person, shown: int, *, again: bool) -> int:
    """Do it with all of them, and give how many: none when there are not as many as were shown. Raises AccessDenied.

    So nobody drops what they have not seen.
    """
    access.demand_supervisor(work, supervisor)
    if await failures.count(work.db) != shown:
        return 0
    return sum([len(await _clear(work, supervisor, box, None, again=again)) for box in BOXES])


async def _clear(work: Work, supervisor: Person, box: str, row: int | None, *, again: bool) -> list[Cleared]:
    if again:
        cleared = await failures.retry(work.db, box, row, work.now)
    else:
        cleared = await failures.drop(work.db, box, row)
    named = "input" if box == INPUT else "delivery"
    subjects = [(each.ticket, {named: each.id}) for each in cleared]
    await audit.write_each(work.db, "retry_failed" if again else "drop_failed", work.now, supervisor.id, subjects)
    return cleared
