"""What the directory says of whoever asks (4.1), and what a line of a file would change in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.rules import tariffs
from bot.rules.people.directory_cells import Reason
from bot.rules.people.directory_import import Line
from bot.rules.refusals import Refused
from bot.rules.tariffs import Adjustment, Period, Tariff


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to the directory. Where there is none, nothing is said against anybody."""

    name: str | None = None
    """What the directory calls the company."""
    unknown: bool = False
    """The company does not stand there."""
    foreign: bool = False
    """The login stands there with another company."""


class Verdict(StrEnum):
    """What a line would do."""

    NEW = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a line's company (None: it does not stand in the directory), and of its login."""

    company: Line | None
    login_of: str | None
    """The INN of the company with which the login stands there."""
    full_name: str | None
    paid: Sequence[Period] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What a line would do; `moves` a login from one company to another, or `shortens` what is paid."""

    verdict: Verdict
    moves: bool = False
    shortens: bool = False


def payment(line: Line, paid: Sequence[Period], today: date) -> Adjustment:
    """Return what makes paid time end as a line says; nothing where it says nothing of that."""
    if line.paid_until is not None:
        return tariffs.paid_to(paid, line.paid_until, today)
    if line.tariff is Tariff.BASIC:
        return tariffs.paid_to(paid, today - timedelta(days=1), today)
    return Adjustment()


def judge(line: Line, stored: Stored, today: date) -> Judged:
    """Tell what a line would do. Raises Refused for one that cannot be meant."""
    if line.remove:
        there = stored.company is not None if line.login is None else stored.login_of == line.inn
        return Judged(Verdict.REMOVED if there else Verdict.UNCHANGED)
    if stored.company is None and line.company is None:
        raise Refused(Reason.NO_COMPANY)
    if line.tariff is Tariff.BASIC and line.paid_until is not None and line.paid_until >= today:
        raise Refused(Reason.PAID_BASIC)
    change = payment(line, stored.paid, today)
    moves = stored.login_of not in (None, line.inn) and line.login is not None
    if stored.company is None or (line.login is not None and stored.login_of is None):
        return Judged(Verdict.NEW, moves, bool(change.ended))
    differs = moves or change != Adjustment() or _says_more(line, stored)
    return Judged(Verdict.CHANGED if differs else Verdict.UNCHANGED, moves, bool(change.ended))


def _says_more(line: Line, stored: Stored) -> bool:
    names = ("company", "kpp", "address", "colleagues_see")
    pairs = [(getattr(line, name), getattr(stored.company, name)) for name in names]
    pairs += [(line.full_name, stored.full_name)] if line.login is not None else []
    return any(said is not None and said != was for said, was in pairs)
