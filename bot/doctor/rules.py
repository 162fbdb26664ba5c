"""What of the regulation does nothing: switched off, or without what it works with."""

from bot.doctor.subject import Subject
from bot.rules.desk import judgement
from bot.rules.desk.findings import Finding
from db.money import suppliers
from db.people import subscriptions

SWITCHES = {"check_slang": "3.5", "check_links": "3.6", "silence_reminders": "3.2"}
"""Settings that switch a clause off."""


async def rules(subject: Subject) -> list[Finding]:
    """Look at the switches, and whether any company ever paid: without that the tariffs of section 5 are one."""
    off = [f"{name.upper()} ({clause})" for name, clause in SWITCHES.items() if not getattr(subject.settings, name)]
    delivers = subject.settings.smtp_url is not None or subject.settings.telegram_sensitive
    async with subject.reading() as connection:
        found = judgement.rules(off, anybody_paid=await subscriptions.any_there(connection))
        return found + judgement.money(bills=await suppliers.count(connection) > 0, delivers=delivers)
