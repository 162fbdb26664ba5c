"""For how long what is stored about people is kept (152-ФЗ)."""

from bot.doctor.subject import Subject
from bot.rules.desk import judgement
from bot.rules.desk.findings import Finding

SETTINGS = ("retention_tickets_days", "retention_drafts_days", "retention_unproven_days")


async def retention(subject: Subject) -> list[Finding]:
    """Look at the settings."""
    return judgement.retention({name.upper(): getattr(subject.settings, name) for name in SETTINGS})
