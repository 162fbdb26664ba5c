"""Noting that Telegram is out of reach, and telling it: by e-mail while it lasts, in the chat when it is over."""

from collections.abc import Iterable
from datetime import timedelta

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.desk.outages import Outage, Step
from bot.rules.notices import OutageLasts, OutageOver
from db.desk import outages


async def perform(work: Work, step: Step, silence: timedelta, addresses: Iterable[str]) -> Outage | None:
    """Do what is to be done about an outage, and return it as it is then. `silence` is without an answer so far."""
    if step is Step.BEGIN:
        await outages.begin(work.db, work.now - silence)
    elif step is Step.MAIL:
        await _mail(work, addresses)
    elif step is Step.END:
        await _end(work, silence)
    return await outages.find(work.db)


async def _mail(work: Work, addresses: Iterable[str]) -> None:
    outage = await outages.find(work.db)
    if outage is not None:
        waiting = await outages.messages_held_up(work.db, work.now)
        for address in addresses:
            await outgoing.write_to_desk(work, address, OutageLasts(began=outage.began_at, waiting=waiting))
        await outages.mailed(work.db, work.now)


async def _end(work: Work, since_answer: timedelta) -> None:
    outage = await outages.find(work.db)
    if outage is not None:
        ended = max(work.now - since_answer, outage.began_at)
        waiting = await outages.messages_held_up(work.db, ended)
        await outgoing.tell_supervisors(work, OutageOver(began=outage.began_at, ended=ended, waiting=waiting))
        await outages.end(work.db)
