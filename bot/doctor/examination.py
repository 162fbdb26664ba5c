"""All checks at once, each with the same time: one that hangs or crashes is a finding, and holds up no other."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.doctor.backups import backups
from bot.doctor.calendar import calendar
from bot.doctor.database import database, integrity
from bot.doctor.desk import desk
from bot.doctor.disk import disk
from bot.doctor.groups import groups
from bot.doctor.guide import guide
from bot.doctor.mail import mail
from bot.doctor.queues import queues
from bot.doctor.retention import SETTINGS, retention
from bot.doctor.rules import rules
from bot.doctor.settings import settings
from bot.doctor.subject import Subject, UnexaminedError
from bot.doctor.supervisors import supervisors
from bot.doctor.telegram import clock, routes, token, updates
from bot.rules.desk.findings import Check, Finding, Missing, What, odd, right, worst_first, wrong

LIMIT = 10.0
"""Seconds for a check."""
FAREWELL = 0.5
"""Seconds for one that is stopped to clean up."""


@dataclass(frozen=True, slots=True)
class Examination:
    """A check, and the settings without which it says nothing; with BOT_TOKEN among them only where that is set."""

    check: Check
    examine: Callable[[Subject], Awaitable[list[Finding]]]
    needs: frozenset[str] = frozenset()

    def missing(self, subject: Subject) -> Missing | None:
        """Return what is missing of the settings that it needs."""
        if self.needs & subject.faults.keys():
            return Missing.SETTINGS
        return Missing.TOKEN if "bot_token" in self.needs and subject.settings.bot_token is None else None

    async def made(self, subject: Subject) -> list[Finding]:
        """Make it. Raises UnexaminedError."""
        missing = self.missing(subject)
        if missing is not None:
            raise UnexaminedError(missing)
        return await self.examine(subject)


def _needing(*names: str) -> frozenset[str]:
    return frozenset(names)


CALLS = ("bot_token", "telegram_api_url", "telegram_proxy")
"""What a call to Telegram needs."""
EXAMINATIONS = (
    Examination(Check.SETTINGS, settings),
    Examination(Check.DESK, desk, _needing("http_host", "http_port")),
    Examination(Check.DATABASE, database, _needing("database_url")),
    Examination(Check.INTEGRITY, integrity, _needing("database_url")),
    Examination(Check.DISK, disk, _needing("database_url", "files_dir")),
    Examination(Check.ROUTES, routes, _needing("telegram_api_url", "telegram_proxy")),
    Examination(Check.CLOCK, clock, _needing("telegram_api_url", "telegram_proxy")),
    Examination(Check.TOKEN, token, _needing(*CALLS)),
    Examination(
        Check.UPDATES,
        updates,
        _needing(*CALLS, "webhook_url", "webhook_secret"),
    ),
    Examination(
        Check.GROUPS,
        groups,
        _needing(*CALLS, "operator_chat_id", "database_url"),
    ),
    Examination(Check.SUPERVISORS, supervisors, _needing("bot_token", "supervisor_ids", "database_url")),
    Examination(Check.MAIL, mail, _needing("bot_token", "smtp_url", "smtp_helo", "mail_from", "support_email")),
    Examination(Check.CALENDAR, calendar, _needing("timezone", "database_url")),
    Examination(Check.QUEUES, queues, _needing("database_url")),
    Examination(Check.GUIDE, guide, _needing("bot_token", "guide_hosts", "database_url")),
    Examination(
        Check.RULES,
        rules,
        _needing(
            "bot_token",
            "check_slang",
            "check_links",
            "silence_reminders",
            "smtp_url",
            "telegram_sensitive",
            "database_url",
        ),
    ),
    Examination(Check.RETENTION, retention, _needing("bot_token", *SETTINGS)),
    Examination(Check.BACKUPS, backups, _needing("bot_token", "backup_dir")),
)


async def examine(
    subject: Subject, examinations: Sequence[Examination] = EXAMINATIONS, seconds: float = LIMIT
) -> list[Finding]:
    """Make the checks side by side; the findings come worst first."""
    begun = {asyncio.create_task(each.made(subject)): each.check for each in examinations}
    try:
        _, late = await asyncio.wait(begun, timeout=seconds)
    finally:  # also when nobody waits for the report any more
        for task in begun:
            task.cancel()
    if late:
        await asyncio.wait(late, timeout=FAREWELL)
    found = [_late(check, seconds) if task in late else _found(task, check) for task, check in begun.items()]
    return worst_first(finding for each in found for finding in each)


def _late(check: Check, seconds: float) -> list[Finding]:
    return [wrong(check, What.SILENT, seconds=round(seconds))]


def _found(task: asyncio.Task[list[Finding]], check: Check) -> list[Finding]:
    """Return what a check found, or why it found nothing."""
    error = asyncio.CancelledError() if task.cancelled() else task.exception()
    if error is None:
        return task.result()
    if isinstance(error, UnexaminedError):
        judge = right if error.missing is Missing.FIRST_START else odd
        return [judge(check, What.UNEXAMINED, missing=error.missing)]
    return [odd(check, What.CRASHED, error=_name(error))]


def _name(error: BaseException) -> str:
    """Name an error and where it was raised; what it says may hold what people wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_code.co_name}, {trace.tb_lineno})" if trace else ""
    return type(error).__name__ + where
