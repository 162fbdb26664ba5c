"""What supervisors do with inputs that could not be worked through and parcels that could not be delivered."""

import json
from dataclasses import dataclass
from zlib import crc32

from bot.actions import access
from bot.actions.access import Right
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from db import audit
from db.desk import bursts, failures
from db.desk.failures import INPUT, PARCEL, Cleared, Failure, Rows
from db.groups import groups
from db.groups.groups import Topic

__all__ = ["BOXES", "Failure", "Page", "Shown", "clear", "clear_all", "page"]

BOXES = (INPUT, PARCEL)
PAGE = 5
HIGHEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Shown:
    """All failures there were when a page was shown: how many, the highest id in each box, a checksum of their ids.

    Ids alone would not do: what was tried for long fails after what came later.
    """

    total: int
    inputs: int
    parcels: int
    check: int


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the list: failures with the places of their tickets, and which there are; pages count from 0."""

    entries: list[tuple[Failure, Topic | None]]
    shown: Shown
    number: int
    last: int


async def page(work: Work, supervisor: Person, number: int) -> Page:
    """Return a page of the list, newest first; the last one when there are not so many. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    shown = await _up_to(work)
    last = max(0, shown.total - 1) // PAGE
    number = min(number, last)
    found = await failures.newest(work.db, number * PAGE, PAGE)
    return Page([(each, await _place(work, each)) for each in found], shown, number, last)


async def _up_to(work: Work, inputs: int = HIGHEST, parcels: int = HIGHEST) -> Shown:
    found = [await failures.ids(work.db, *each) for each in ((INPUT, inputs), (PARCEL, parcels))]
    inputs, parcels = (max(ids, default=0) for ids in found)
    return Shown(sum(map(len, found)), inputs, parcels, crc32(json.dumps(found).encode()))


async def _place(work: Work, failure: Failure) -> Topic | None:
    return None if failure.ticket is None else await groups.topic_of(work.db, failure.ticket)


async def clear(work: Work, supervisor: Person, box: str, row: int, *, again: bool) -> bool:
    """Have one tried `again`, or drop it; False when somebody else was faster. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return bool(await _clear(work, supervisor, box, (row, row), again=again))


async def clear_all(work: Work, supervisor: Person, shown: Shown, *, again: bool) -> int:
    """Do it with all that were shown, and return how many: none when others stand among them. Raises AccessDenied.

    So nobody drops what they have not seen: what came later stays.
    """
    await access.demand(work, supervisor, Right.SUPERVISE)
    if await _up_to(work, shown.inputs, shown.parcels) != shown:
        return 0
    upto = ((INPUT, shown.inputs), (PARCEL, shown.parcels))
    return sum([len(await _clear(work, supervisor, box, (0, highest), again=again)) for box, highest in upto])


async def _clear(work: Work, supervisor: Person, box: str, rows: Rows, *, again: bool) -> list[Cleared]:
    if again:
        cleared = await failures.retry(work.db, box, rows, work.now)
        await bursts.end_all(work.db)  # whoever tries again wants to know at once
    else:
        cleared = await failures.drop(work.db, box, rows)
    named = "input" if box == INPUT else "delivery"
    subjects = [(each.ticket, {named: each.id}) for each in cleared]
    await audit.write_each(
        work.db, Action.RETRY_FAILED if again else Action.DROP_FAILED, work.now, supervisor.id, subjects
    )
    return cleared
