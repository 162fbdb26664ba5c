"""Importing articles of the guide (3.6): begun by a supervisor, loaded step by step while other work goes on."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.work import Person, Work
from bot.rules.addresses import parse
from bot.rules.audit import Action
from bot.rules.guide import guide_import
from bot.rules.refusals import Refused
from db import audit
from db.guide import articles, imports
from db.guide.articles import Kept
from db.guide.imports import Import, Row

__all__ = [
    "Import",
    "begin",
    "cancel",
    "count",
    "fail",
    "find",
    "forget",
    "keep",
    "let_load",
    "load",
]

STEP = 200
"""Rows at once: some 45 ms, in which messages wait (`python -m tests.guide 50000` measures it)."""
SHOWN_EVERY = timedelta(seconds=3)
BAD_SHOWN = 10
FAULTS_KEPT = 20_000
"""Rows with mistakes beyond which they are only counted."""
COUNTED = {Kept.ADDED: "added", Kept.CHANGED: "changed", Kept.UNCHANGED: "unchanged"}


async def count(work: Work, supervisor: Person) -> int:
    """Count the articles there are. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await articles.count(work.db)


async def begin(work: Work, supervisor: Person, chat: int, file_id: str, name: str, kind: str = imports.GUIDE) -> None:
    """Have a file fetched, and then loaded; its progress is shown in the chat. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    destination = await outgoing.to_wherever(work, chat)
    number = await imports.add(work.db, supervisor.id, str(destination), file_id, name, work.now, kind)
    await audit.write(work.db, Action.IMPORT, work.now, actor=supervisor.id, file=name)
    await outgoing.show_import(work, destination, number)
    await outgoing.fetch(work, number)


async def find(work: Work, number: int) -> Import:
    """Return an import that must exist."""
    found = await imports.find(work.db, number)
    assert found is not None, f"no import {number}"
    return found


async def forget(work: Work, going: Import) -> None:
    """Forget the rows that an earlier try kept."""
    await imports.forget_rows(work.db, going.id)


async def keep(work: Work, going: Import, rows: Sequence[tuple[int, list[str]]]) -> None:
    """Keep rows, each with its line in the file."""
    await imports.keep(work.db, going.id, [Row(*each) for each in rows])


async def let_load(work: Work, going: Import, columns: dict[str, int], total: int) -> None:
    """Let the clock load what was kept, unless it was cancelled meanwhile."""
    if (await find(work, going.id)).is_over:
        return await imports.forget_rows(work.db, going.id)
    return await imports.change(work.db, going.id, state=imports.LOADING, columns=columns, total=total)


async def fail(work: Work, going: Import, refusal: Refused) -> None:
    """Give up a file that cannot be fetched or read, and say why."""
    error = {"reason": str(refusal.reason), **refusal.details}
    await imports.change(work.db, going.id, state=imports.FAILED, error=error)
    await imports.forget_rows(work.db, going.id)
    await outgoing.show_import(work, parse(going.destination), going.id)


async def keep_faults(work: Work, going: Import, bad: Sequence[dict[str, Any]]) -> None:
    """Keep what is wrong with rows: all of it is told in the end."""
    if going.bad_count < FAULTS_KEPT:
        await imports.keep_faults(work.db, going.id, bad)


async def tell_faults(work: Work, number: int) -> None:
    """Have a file sent with all that is wrong, where it is more than is shown."""
    going = await find(work, number)
    if going.bad_count > BAD_SHOWN:
        await outgoing.tell_faults(work, parse(going.destination), number)
    else:
        await imports.forget_faults(work.db, number)


class Cancelled(StrEnum):
    """What came of a cancellation."""

    PARTLY = "partly"
    """What was loaded of a guide stays."""
    WHOLLY = "wholly"
    TOO_LATE = "too_late"
    """A directory is taken in as a whole."""


async def cancel(work: Work, supervisor: Person, number: int) -> Cancelled:
    """Load no further. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    found = await imports.find(work.db, number)
    if found is None:
        raise access.AccessDenied(number)
    if found.kind == imports.GUIDE:
        if not found.is_over:
            await _end(work, found, imports.CANCELLED)
        return Cancelled.PARTLY
    if found.state in (imports.TAKING, imports.DONE):
        return Cancelled.TOO_LATE
    if not found.is_over:
        await _end(work, found, imports.CANCELLED)
        await outgoing.fetch(work, number)  # forgets what was kept
    return Cancelled.WHOLLY


async def load(work: Work) -> int:
    """Take the next rows of the import under way; returns how many there were."""
    going = await imports.loading(work.db)
    if going is None:
        return 0
    rows = await imports.following(work.db, going.id, going.done, STEP)
    counted = await _take(work, going, rows)
    await imports.change(work.db, going.id, **counted)
    await imports.forget_rows(work.db, going.id, counted["done"])
    if len(rows) < STEP:
        await _end(work, going, imports.DONE)
    elif going.shown_at is None or work.now - going.shown_at >= SHOWN_EVERY:
        await imports.change(work.db, going.id, shown_at=work.now)
        await outgoing.show_import(work, parse(going.destination), going.id)
    return len(rows)


async def _take(work: Work, going: Import, rows: list[Row]) -> dict[str, Any]:
    """Take rows one by one; a bad one is remembered with its line and holds up no other."""
    done = Counter[str]()
    bad = []
    for row in rows:
        found = guide_import.faults(going.columns or {}, row.cells)
        if found:
            bad.append(
                {"line": row.line, "faults": [{"reason": each.reason, "details": each.details} for each in found]}
            )
            continue
        change = guide_import.read(going.columns or {}, row.cells)
        if change.remove:
            done["removed"] += await articles.remove(work.db, change.article.link)
        else:
            done[COUNTED[await articles.put(work.db, change.article)]] += 1
    await keep_faults(work, going, bad)
    return {
        "done": rows[-1].line if rows else going.done,
        "added": going.added + done["added"],
        "changed": going.changed + done["changed"],
        "unchanged": going.unchanged + done["unchanged"],
        "removed": going.removed + done["removed"],
        "bad": (going.bad + bad)[:BAD_SHOWN],
        "bad_count": going.bad_count + len(bad),
    }


async def _end(work: Work, going: Import, state: str) -> None:
    await imports.change(work.db, going.id, state=state)
    await articles.forget_lost_hosts(work.db)
    await imports.forget_rows(work.db, going.id)
    await outgoing.show_import(work, parse(going.destination), going.id)
    await tell_faults(work, going.id)
