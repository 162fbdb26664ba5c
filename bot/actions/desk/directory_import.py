"""Loading a file of companies into the directory (4.1): looked at first, then taken in as a whole or not at all.

A step of either is short and a transaction of its own, so that messages go on meanwhile. From the press on whoever
asks for a company is told what the file says of it, however far the steps are (`directory.settle`).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.guide import imports
from bot.actions.people import directory
from bot.actions.work import Person, Work
from bot.rules.addresses import parse
from bot.rules.audit import Action
from bot.rules.people import directory as directory_rules
from bot.rules.people.directory import Judged, Stored
from bot.rules.people.directory_import import Line, unpacked
from bot.rules.refusals import Refused
from bot.rules.tariffs import Period
from db import audit
from db.guide import imports as imports_rows
from db.guide.imports import Import
from db.people import directory_import
from db.people.directory_import import Known, Row

STEP = 100
"""Rows at once: some 30 ms (`python -m tests.directory 200000` measures it)."""
SHOWN_EVERY = timedelta(seconds=3)
BAD_SHOWN = 10
KEPT_FOR = timedelta(days=1)
"""How long a file waits to be loaded."""


class Press(StrEnum):
    """What came of the press that has a file loaded."""

    BEGUN = "begun"
    ALREADY = "already"
    """It is being loaded, or is loaded."""
    BUSY = "busy"
    """Another one is being loaded."""
    OVER = "over"
    """It is not to be loaded any more."""


class Reason(StrEnum):
    """Why a file is not loaded."""

    STALE = "directory_stale"
    """Another one was loaded since it was looked at."""
    EXPIRED = "directory_expired"
    """Nobody pressed for a day."""


async def begin(work: Work, going: Import, columns: dict[str, Any], total: int) -> None:
    """Begin to look at what a file says; what an earlier try kept is forgotten."""
    found = {"kind": imports_rows.DIRECTORY, "columns": columns | {"moved": 0, "shortened": 0}, "total": total}
    counts = dict.fromkeys(("done", "added", "changed", "removed", "unchanged", "bad_count"), 0)
    await imports_rows.change(work.db, going.id, **found, **counts, bad=[])
    await imports_rows.forget_faults(work.db, going.id)


async def check(work: Work, number: int, lines: Sequence[Sequence[Any]]) -> bool:
    """Look at the next lines and keep those that would change something; False once the import is over."""
    going = await imports.find(work, number)
    if going.is_over:
        return False
    await _pull(work, [each for each in map(unpacked, lines) if each[1] is not None])
    rows = [_row(at, line) for at, line, _, repeated in map(unpacked, lines) if line is not None and not repeated]
    known = await directory_import.known(work.db, rows)
    counted, kept, bad = _sorted_out(lines, known, work)
    await directory_import.keep(work.db, number, kept)
    await imports.keep_faults(work, going, bad)
    columns = dict(going.columns or {})
    for name in ("moved", "shortened"):
        columns[name] += counted.pop(name, 0)
    changes = {name: getattr(going, name) + n for name, n in counted.items()}
    changes |= {"bad": (going.bad + bad)[:BAD_SHOWN], "done": going.done + len(lines), "columns": columns}
    await imports_rows.change(work.db, number, **changes)
    await _show_now_and_then(work, going)
    return True


async def _pull(work: Work, lines: Sequence[Any]) -> None:
    """Let what is compared with be what another file, which is being taken in, makes of it."""
    taking = await directory_import.taking(work.db)
    if taking is None or not lines:
        return
    inns, logins = {line.inn for _, line, *_ in lines}, {line.login for _, line, *_ in lines if line.login}
    rows = await directory_import.about_any(work.db, taking.number, inns, logins)
    await directory.take(work, rows, taking.by)
    await directory_import.drop(work.db, taking.number, rows)


def _sorted_out(
    lines: Sequence[Sequence[Any]], known: Known, work: Work
) -> tuple[Counter[str], list[Row], list[dict[str, Any]]]:
    """Return how many lines are of each sort, those that would change something, and what is wrong with others."""
    counted, kept, bad = Counter[str](), list[Row](), list[dict[str, Any]]()
    for at, line, faults, repeated in map(unpacked, lines):
        try:
            judged = _judged(line, known, work) if line is not None and not repeated else None
        except Refused as refusal:
            faults.append({"reason": str(refusal.reason), "details": refusal.details})
        if faults:
            bad.append({"line": at, "faults": faults})
        elif judged is None or judged.verdict is directory_rules.Verdict.UNCHANGED:
            counted["unchanged"] += 1
        else:
            assert line is not None, "only a line that says something changes anything"
            counted[judged.verdict] += 1
            counted["moved"] += judged.moves
            counted["shortened"] += judged.shortens
            kept.append(_row(at, line))
    counted["bad_count"] = len(bad)
    return counted, kept, bad


def _judged(line: Line, known: Known, work: Work) -> Judged:
    company, login = known.companies.get(line.inn), known.logins.get(line.login or "")
    listed = company is not None and company.listed_at is not None
    stored = Stored(
        Line(line.inn, company.kpp, company.name, company.address, colleagues_see=company.colleagues_see)
        if company is not None and listed
        else None,
        login.inn if login else None,
        login.full_name if login else None,
        [Period(each.starts, each.ends) for each in known.paid.get(line.inn, [])],
    )
    return directory_rules.judge(line, stored, work.local_now.date())


async def offer(work: Work, number: int) -> None:
    """Show what a file would change, and let it be loaded."""
    going = await imports.find(work, number)
    if going.is_over:
        return
    state = imports_rows.OFFERED if going.changes else imports_rows.DONE
    await imports_rows.change(work.db, number, state=state)
    await outgoing.show_import(work, parse(going.destination), number)
    await imports.tell_faults(work, number)


async def load(work: Work, supervisor: Person, number: int) -> Press:
    """Have a file loaded that was looked at. Raises AccessDenied.

    Others that wait were compared with a directory that is no more.
    """
    await access.demand(work, supervisor, Right.SUPERVISE)
    found = await imports_rows.find(work.db, number)
    if found is None:
        raise access.AccessDenied(number)
    if found.state in (imports_rows.TAKING, imports_rows.DONE):
        return Press.ALREADY
    if found.state != imports_rows.OFFERED:
        return Press.OVER
    if await directory_import.taking(work.db) is not None:
        return Press.BUSY
    await imports_rows.change(work.db, number, state=imports_rows.TAKING, done=0, person=supervisor.id)
    for other in await imports_rows.unfinished(work.db, imports_rows.DIRECTORY):
        await imports.fail(work, other, Refused(Reason.STALE))
        await outgoing.fetch(work, other.id)
    counts = {"added": found.added, "changed": found.changed, "removed": found.removed}
    await audit.write(work.db, Action.DIRECTORY_LOADED, work.now, actor=supervisor.id, file=found.name, **counts)
    await outgoing.fetch(work, number)
    await outgoing.show_import(work, parse(found.destination), number)
    return Press.BEGUN


async def take(work: Work, number: int) -> bool:
    """Take the next rows in; False when there are no more."""
    going = await imports.find(work, number)
    if going.state != imports_rows.TAKING:
        return False
    rows = await directory_import.following(work.db, number, STEP)
    if not rows:
        await imports_rows.change(work.db, number, state=imports_rows.DONE, bad=[])
        await outgoing.show_import(work, parse(going.destination), number)
        return False
    await directory.take(work, rows, going.person)
    await directory_import.drop(work.db, number, rows)
    await imports_rows.change(work.db, number, done=going.done + len(rows))
    await _show_now_and_then(work, going)
    return True


async def forget(work: Work, number: int) -> bool:
    """Forget the next rows of a file that is not loaded; False when there are no more."""
    rows = await directory_import.following(work.db, number, STEP)
    await directory_import.drop(work.db, number, rows)
    if not rows:
        await imports_rows.change(work.db, number, bad=[])
        await imports_rows.forget_faults(work.db, number)
    return bool(rows)


async def forget_offered(work: Work) -> int:
    """Forget files that nobody had loaded for a day; returns how many."""
    found = [
        each
        for each in await imports_rows.unfinished(work.db, imports_rows.DIRECTORY)
        if each.state == imports_rows.OFFERED and work.now - each.begun_at >= KEPT_FOR
    ]
    for each in found:
        await imports.fail(work, each, Refused(Reason.EXPIRED))
        await outgoing.fetch(work, each.id)
    return len(found)


async def _show_now_and_then(work: Work, going: Import) -> None:
    if going.shown_at is None or work.now - going.shown_at >= SHOWN_EVERY:
        await imports_rows.change(work.db, going.id, shown_at=work.now)
        await outgoing.show_import(work, parse(going.destination), going.id)


def _row(at: int, line: Line) -> Row:
    said = (line.inn, line.kpp, line.company, line.address, line.login, line.full_name)
    return Row(at, *said, line.tariff, line.paid_until, line.colleagues_see, line.remove)
