"""What an examination of the desk finds: data, worded for whoever reads it (`bot/doctor/words.py`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any


class Verdict(StrEnum):
    """What a finding means for the desk, the worst first."""

    WRONG = auto()
    """It keeps the desk, or a part of it, from working."""
    ODD = auto()
    """The desk works, but somebody should look at it."""
    RIGHT = auto()


class Check(StrEnum):
    """What is looked at, in the order in which people are told."""

    SETTINGS = auto()
    DESK = auto()
    DATABASE = auto()
    INTEGRITY = auto()
    DISK = auto()
    ROUTES = auto()
    CLOCK = auto()
    TOKEN = auto()
    UPDATES = auto()
    GROUPS = auto()
    SUPERVISORS = auto()
    MAIL = auto()
    CALENDAR = auto()
    QUEUES = auto()
    GUIDE = auto()
    RULES = auto()
    RETENTION = auto()
    BACKUPS = auto()


class What(StrEnum):
    """What was found; the words of each name its details. The values stand in reports for machines."""

    SETTINGS_RIGHT = auto()
    SETTING_WRONG = auto()
    SETTINGS_UNKNOWN = auto()
    SANDBOX = auto()
    DESK_RUNS = auto()
    DESK_STANDS = auto()
    DESK_HANGS = auto()
    DESK_COMPLAINS = auto()
    """It is another release, and says what this one does not know."""
    DESK_UNWRITABLE = auto()
    DESK_RIVALLED = auto()
    DESK_REFUSED = auto()
    DESK_UNHEARD = auto()
    DESK_LOST = auto()
    PORT_TAKEN = auto()
    PORT_UNKNOWN = auto()
    DATABASE_RIGHT = auto()
    DATABASE_NONE = auto()
    DATABASE_OLDER = auto()
    DATABASE_NEWER = auto()
    DATABASE_FOREIGN = auto()
    DATABASE_UNUSABLE = auto()
    DATABASE_READ_ONLY = auto()
    LOG_UNREADABLE = auto()
    INTACT = auto()
    DAMAGED = auto()
    UNFINISHED = auto()
    INTEGRITY_SERVER = auto()
    SPACE = auto()
    NO_WRITING = auto()
    LOG_LARGE = auto()
    ROUTE_RIGHT = auto()
    ROUTE_SLOW = auto()
    ROUTE_AWAY = auto()
    CLOCK_RIGHT = auto()
    CLOCK_OFF = auto()
    CLOCK_UNKNOWN = auto()
    TOKEN_RIGHT = auto()
    TOKEN_REFUSED = auto()
    POLLING_RIGHT = auto()
    WEBHOOK_RIGHT = auto()
    WEBHOOK_IN_THE_WAY = auto()
    WEBHOOK_UNSET = auto()
    WEBHOOK_ELSEWHERE = auto()
    WEBHOOK_FAILS = auto()
    UPDATES_PILE_UP = auto()
    PRIVACY_OFF = auto()
    PRIVACY_HARMLESS = auto()
    PRIVACY_BLINDS = auto()
    GROUPS_NONE = auto()
    GROUP_RIGHT = auto()
    GROUP_GONE = auto()
    GROUP_MOVED = auto()
    GROUP_MUTE = auto()
    GROUP_WITHOUT_TOPICS = auto()
    GROUP_NOT_ADMINISTERED = auto()
    GROUP_RIGHTS_MISSING = auto()
    GROUP_PUBLIC = auto()
    SUPERVISORS_NONE = auto()
    SUPERVISORS_RIGHT = auto()
    SUPERVISORS_NEW = auto()
    SUPERVISORS_GONE = auto()
    MAIL_UNSET = auto()
    MAIL_RIGHT = auto()
    MAIL_AWAY = auto()
    MAIL_INSECURE = auto()
    MAIL_LOGIN = auto()
    YEARS_KNOWN = auto()
    YEAR_UNKNOWN = auto()
    YEAR_AWAITED = auto()
    QUEUES_RIGHT = auto()
    INBOX_OLD = auto()
    OUTBOX_OLD = auto()
    FAILURES = auto()
    GUIDE_RIGHT = auto()
    GUIDE_EMPTY = auto()
    RULES_ON = auto()
    RULES_OFF = auto()
    TARIFFS_NONE = auto()
    SUPPLIERS_NONE = auto()
    PAPERS_STUCK = auto()
    """There is neither mail nor leave to send them into chats."""
    RETENTION_ON = auto()
    RETENTION_OFF = auto()
    BACKUPS_OFF = auto()
    BACKUPS_UNREADABLE = auto()
    BACKUP_NONE = auto()
    BACKUP_OLD = auto()
    BACKUP_RIGHT = auto()
    SILENT = auto()
    CRASHED = auto()
    UNEXAMINED = auto()


class Missing(StrEnum):
    """What a check needs that is not there; the check of that says why."""

    SETTINGS = auto()
    DATABASE = auto()
    FIRST_START = auto()
    """The database that it makes."""
    TELEGRAM = auto()
    TOKEN = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    check: Check
    verdict: Verdict
    what: What
    details: Mapping[str, Any] = field(default_factory=dict)
    """What the words name: texts, numbers (bytes, seconds), instants, lists of texts. Never a secret."""


def right(check: Check, what: What, **details: Any) -> Finding:
    """Find something in order."""
    return Finding(check, Verdict.RIGHT, what, details)


def odd(check: Check, what: What, **details: Any) -> Finding:
    """Find something that somebody should look at."""
    return Finding(check, Verdict.ODD, what, details)


def wrong(check: Check, what: What, **details: Any) -> Finding:
    """Find something that keeps the desk from working."""
    return Finding(check, Verdict.WRONG, what, details)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Put findings in the order of a report: by verdict, then as the checks stand."""
    verdicts, checks = list(Verdict), list(Check)
    return sorted(findings, key=lambda each: (verdicts.index(each.verdict), checks.index(each.check)))


def keeps_from_working(findings: Iterable[Finding]) -> bool:
    """Tell whether anything does."""
    return any(each.verdict is Verdict.WRONG for each in findings)
