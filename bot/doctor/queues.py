"""What waits to be worked through and to be sent, and what was set aside."""

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.doctor.subject import Subject
from bot.rules.desk import judgement
from bot.rules.desk.findings import Check, Finding, What, odd, right
from db.desk import failures, gauges
from db.desk.gauges import Queue


async def queues(subject: Subject) -> list[Finding]:
    """Look at the oldest row of the inbox and of the outbox."""
    async with subject.reading() as connection:
        standing = await gauges.standing(connection)
        failed = await failures.count(connection)
    now = subject.now()
    found = [
        _judged(judgement.inbox, standing.inbox, now),
        _judged(judgement.outbox, standing.outbox, now),
        odd(Check.QUEUES, What.FAILURES, number=failed) if failed else None,
    ]
    waiting = sum(each.rows for each in (*standing.inbox, *standing.outbox))
    return [each for each in found if each] or [right(Check.QUEUES, What.QUEUES_RIGHT, number=waiting)]


def _judged(judge: Callable[[int, float], Finding | None], queue: Iterable[Queue], now: datetime) -> Finding | None:
    kinds = list(queue)
    oldest = min((each.oldest for each in kinds), default=now)
    return judge(sum(each.rows for each in kinds), (now - oldest).total_seconds())
