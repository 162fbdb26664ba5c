"""Forgetting what was worked through or delivered long ago. What failed stays until a supervisor clears it."""

from datetime import timedelta

from bot.actions.work import Work
from db.desk import pruning

MOST = 500
"""Rows of each kind at once: they take some milliseconds, in which messages wait."""


async def forget_done(work: Work) -> int:
    """Forget some of the old rows, and return how many; the next tick of the clock goes on."""
    return await pruning.prune(work.db, work.now - timedelta(days=work.policy.keep_done_days), MOST)
