"""Watches whether Telegram answers, and has those told who run the desk. What is under way survives a restart."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.actions.desk import outages
from bot.actions.work import Work
from bot.channels.telegram.line import Line
from bot.rules.desk.outages import Outage, Step, step
from bot.rules.policy import Policy
from bot.settings import Settings
from db.desk import outages as outages_rows
from db.engine import Database, is_away

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Mailing:
    """Who is told by e-mail of an outage that lasts; with `patience` None nobody is."""

    patience: timedelta | None
    addresses: tuple[str, ...]


def mailing_of(settings: Settings) -> Mailing:
    """Return it from the settings: without a mail server a letter would only wait."""
    addresses = sorted(settings.supervisor_emails) or [settings.support_email]
    return Mailing(timedelta(minutes=settings.outage_mail_minutes) if settings.smtp_url else None, tuple(addresses))


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks every `pause` seconds, and touches the database only when something is to be written."""

    line: Line
    database: Database
    policy: Policy
    mailing: Mailing
    now: Callable[[], datetime]
    wake: Callable[[], None]
    """To be called when there is something to send."""
    pause: float

    async def run(self) -> None:
        """Look until cancelled; a database that is away for a moment is asked again."""
        async with self.database.reading() as connection:
            outage = await outages_rows.find(connection)
        while True:
            try:
                outage = await self._look(outage)
            except Exception as error:
                if not is_away(error):
                    raise
                log.warning("outage_not_noted", why=type(error).__name__)
            await asyncio.sleep(self.pause)

    async def _look(self, outage: Outage | None) -> Outage | None:
        silence, answered = timedelta(seconds=self.line.silence()), self.line.answered_at is not None
        found = step(outage, silence, self.now(), self.mailing.patience, answered=answered)
        if found is Step.NOTHING:
            return outage
        async with self.database.transaction() as connection:
            work = Work(connection, self.now(), self.policy)
            outage = await outages.perform(work, found, silence, self.mailing.addresses)
        self.wake()
        log.warning("telegram_outage", step=found.value)
        return outage
