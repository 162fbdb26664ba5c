"""The settings: those that are wrong, names that mean nothing, and whether a desk or a sandbox would start."""

from bot.doctor.subject import Subject
from bot.in_service import check_sandbox
from bot.rules.desk.findings import Check, Finding, What, odd, right, wrong
from bot.settings import SettingsError


async def settings(subject: Subject) -> list[Finding]:
    """Give a line for each fault."""
    found = [wrong(Check.SETTINGS, What.SETTING_WRONG, line=line) for line in dict.fromkeys(subject.faults.values())]
    if subject.unknown:
        found.append(odd(Check.SETTINGS, What.SETTINGS_UNKNOWN, names=list(subject.unknown)))
    if not subject.in_service:
        found.append(_without_token(subject))
    return found or [right(Check.SETTINGS, What.SETTINGS_RIGHT)]


def _without_token(subject: Subject) -> Finding:
    try:
        check_sandbox(subject.settings)
    except SettingsError as error:
        return wrong(Check.SETTINGS, What.SETTING_WRONG, line=str(error))
    return odd(Check.SETTINGS, What.SANDBOX)
