"""Failures of one kind are told to supervisors once, and then how many more there were (at most every five minutes)."""

from datetime import timedelta

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.notices import MoreFailures, Notice
from db.desk import bursts

QUIET = timedelta(minutes=5)
LONGEST = 255


async def tell(work: Work, notice: Notice, kind: str) -> None:
    """Tell supervisors of a failure, unless they know of one of its kind."""
    kind = kind[:LONGEST]
    if not await bursts.goes_on(work.db, kind):
        await outgoing.tell_supervisors(work, notice)
        await bursts.told(work.db, kind, work.now)


async def tell_more(work: Work) -> int:
    """Tell how many more failures there were of each kind, and return how many were told of."""
    found = await bursts.told_before(work.db, work.now - QUIET)
    for burst in found:
        if burst.more:
            await outgoing.tell_supervisors(work, MoreFailures(more=burst.more, kind=burst.kind))
            await bursts.told(work.db, burst.kind, work.now)
        else:
            await bursts.end(work.db, burst.kind)
    return len(found)
