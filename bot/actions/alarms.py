"""Alarms as they ring: each is taken off and handed to what it is for (2.5)."""

from collections.abc import Awaitable, Callable

from bot.actions.work import Work
from bot.rules.alarms import COUNTS_WORKING_TIME, AlarmKind
from db import alarms
from db.alarms import Alarm

MOST = 100
"""Alarms at once: the next tick of the clock goes on."""


async def due_now(work: Work, kind: AlarmKind) -> list[Alarm]:
    """Return the due alarms of a kind, the oldest first.

    Outside working hours none that counts working time: nobody is there to act on them.
    """
    found = await alarms.due(work.db, kind, work.now, MOST)
    if not found or not COUNTS_WORKING_TIME[kind]:
        return found
    return found if await work.is_open() else []


async def ring(work: Work, kind: AlarmKind, answer: Callable[[Work, Alarm], Awaitable[None]]) -> int:
    """Take the due alarms of a kind off, let `answer` deal with each, and return how many there were."""
    found = await due_now(work, kind)
    for alarm in found:
        await alarms.drop(work.db, alarm.ticket, kind, alarm.about)
        await answer(work, alarm)
    return len(found)
