"""The doctor at a running desk: what `/doctor` answers."""

from collections.abc import Callable
from datetime import datetime

from bot.doctor import page
from bot.doctor.examination import examine
from bot.doctor.subject import Subject
from bot.settings import Settings


async def report(
    settings: Settings, now: Callable[[], datetime], clock: Callable[[], datetime], address: str
) -> list[str]:
    """Return messages in HTML, in the language of the moment; `address` is where the desk answers."""
    findings = await examine(Subject(settings, now, clock, address))
    return page.pages(findings, settings.timezone)
