"""The desk's clock: looks for rows that are due (DESIGN 6) and lets actions deal with them; clears old rows away."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.actions.bursts import tell_more
from bot.actions.deadlines.promises import look_at_promises
from bot.actions.deadlines.warnings import warn
from bot.actions.desk.calendar import warn_of_missing_decree
from bot.actions.desk.directory_import import forget_offered
from bot.actions.desk.forget import forget_asked
from bot.actions.desk.pruning import forget_done
from bot.actions.desk.recalculation import recalculate
from bot.actions.desk.retention import erase_old
from bot.actions.desk.rights_requests import tell_late
from bot.actions.guide.imports import load
from bot.actions.money.expiry import look_at_invoices
from bot.actions.tickets.deadlines import apologise, note_missed
from bot.actions.tickets.reminding import remind
from bot.actions.tickets.trial import end_abandoned
from bot.actions.tickets.unanswered import call_up
from bot.actions.work import Work
from bot.logs import about
from bot.rules.policy import Policy
from db.engine import Database, is_away

TICK_SECONDS = 1.0

Job = Callable[[Work], Awaitable[int]]
"""Deals with what is due and returns how much there was."""

JOBS: tuple[Job, ...] = (
    warn,
    note_missed,
    apologise,
    look_at_promises,
    call_up,
    remind,
    recalculate,
    warn_of_missing_decree,
    load,
    forget_offered,
    forget_asked,
    erase_old,
    tell_late,
    look_at_invoices,
    forget_done,
    tell_more,
    end_abandoned,
)

log = structlog.get_logger(__name__)


async def tick(database: Database, policy: Policy, now: Callable[[], datetime], wake: Callable[[], None]) -> None:
    """Look once, each job in a transaction of its own; one that fails holds up no other and is tried again.

    A database that is away is not asked on behalf of each: the next tick goes on.
    """
    found = 0
    for job in JOBS:
        try:
            with about(job=job.__name__):
                async with database.transaction() as connection:
                    found += await job(Work(connection, now(), policy))
        except Exception as error:
            log.exception("clock_failed", job=job.__name__)
            if is_away(error):
                break
    if found:
        wake()


async def run(database: Database, policy: Policy, now: Callable[[], datetime], wake: Callable[[], None]) -> None:
    """Look every second until cancelled; a database that is away for a moment is asked again.

    Raises DatabaseLostError.
    """
    while True:
        database.check_file()
        await tick(database, policy, now, wake)
        await asyncio.sleep(TICK_SECONDS)
