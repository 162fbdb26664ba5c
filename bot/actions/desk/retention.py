"""Erases by night what is older than the company keeps it (152-ФЗ): a few rows at each tick, so that nobody waits."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace

from bot.actions.work import Work
from bot.rules.audit import Action
from bot.rules.people import retention as retention_rules
from bot.rules.people.retention import Kind
from db import audit
from db.people import retention as retention_rows
from db.people.retention import Progress

TICKETS = 10
"""At once: they take some milliseconds, in which messages wait."""
DRAFTS = 100
IDENTITIES = 200
"""Of which hardly any is too old."""

Step = Callable[[Work, Progress], Awaitable[Progress]]
"""Erases a little of one kind, and returns how far that has come."""


async def erase_old(work: Work) -> int:
    """Go on with what is too old, and return how much there was. By day, and once a night is done, there is nothing."""
    night = retention_rules.night_of(work.local_now)
    if night is None:
        return 0
    for kind, step in STEPS.items():
        before = await retention_rows.progress(work.db, kind)
        if before is None or before.night != night:
            if before is not None and not before.done:
                await _note(work, before)
            before = Progress(kind, night, 0, 0, done=False)
        if before.done:
            continue
        after = await step(work, before)
        await retention_rows.keep(work.db, after)
        if after.done:
            await _note(work, after)
        if after.erased > before.erased or not after.done:
            return max(after.erased - before.erased, 1)
    return 0


async def _note(work: Work, made: Progress) -> None:
    """Keep on record how much of a kind was erased in a night; of one that was too short, when the next begins."""
    if made.erased:
        about: audit.Details = {"kind": made.kind, "count": made.erased, "night": made.night.isoformat()}
        await audit.write(work.db, Action.RETENTION, work.now, actor=None, **about)


async def _tickets(work: Work, made: Progress) -> Progress:
    before = retention_rules.tickets_before(work.policy.retention, work.policy.reopen_days, work.now)
    if before is None:
        return replace(made, done=True)
    numbers = await retention_rows.closed(work.db, before, TICKETS)
    if numbers:
        _unlink(work, await retention_rows.erase_tickets(work.db, numbers, work.now))
    return replace(made, erased=made.erased + len(numbers), done=len(numbers) < TICKETS)


async def _drafts(work: Work, made: Progress) -> Progress:
    before = retention_rules.drafts_before(work.policy.retention, work.now)
    if before is None:
        return replace(made, done=True)
    count, unused = await retention_rows.erase_drafts(work.db, before, DRAFTS)
    _unlink(work, unused)
    return replace(made, erased=made.erased + count, done=count < DRAFTS)


async def _identities(work: Work, made: Progress) -> Progress:
    if retention_rules.identities_before(work.policy.retention, work.now) is None:
        return replace(made, done=True)
    seen = await retention_rows.stated(work.db, made.position, IDENTITIES)
    gone = [each for each in seen if await _goes(work, each)]
    if gone:
        await retention_rows.erase_identities(work.db, gone)
    position = seen[-1].id if seen else made.position
    return replace(made, position=position, erased=made.erased + len(gone), done=len(seen) < IDENTITIES)


async def _goes(work: Work, old: retention_rows.Old) -> bool:
    before = retention_rules.identities_before(work.policy.retention, work.now)
    if old.needed or before is None or old.recorded_at >= before:  # most are: nothing more is asked about them
        return False
    proven = await retention_rows.is_proven(work.db, old)
    terms = work.policy.retention
    return retention_rules.identity_goes(terms, old.recorded_at, work.now, needed=old.needed, proven=proven)


def _unlink(work: Work, unused: Iterable[str]) -> None:
    for key in unused:  # nothing refers to them, whatever becomes of this transaction: they are too old
        (work.policy.files_dir / key).unlink(missing_ok=True)


STEPS: Mapping[Kind, Step] = {Kind.TICKETS: _tickets, Kind.DRAFTS: _drafts, Kind.IDENTITIES: _identities}
"""In this order."""
