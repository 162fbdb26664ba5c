"""The desk's clock: looks for rows that are due (DESIGN 6) and lets actions deal with them; clears old rows away."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.actions.deadlines import note_missed
from bot.actions.pruning import forget_done
from bot.actions.work import Work
from bot.rules.policy import Policy
from db.engine import Database

TICK_SECONDS = 1.0

log = structlog.get_logger(__name__)


async def tick(database: Database, policy: Policy, now: Callable[[], datetime], wake: Callable[[], None]) -> None:
    """Look once: what is due in a transaction of its own, what is old in another."""
    async with database.transaction() as connection:
        found = await note_missed(Work(connection, now(), policy))
    if found:
        wake()
    async with database.transaction() as connection:
        await forget_done(Work(connection, now(), policy))


async def run(database: Database, policy: Policy, now: Callable[[], datetime], wake: Callable[[], None]) -> None:
    """Look every second until cancelled; a database that is away for a moment is asked again."""
    while True:
        try:
            await tick(database, policy, now, wake)
        except Exception:
            log.exception("clock_failed")  # messages go on
        await asyncio.sleep(TICK_SECONDS)
