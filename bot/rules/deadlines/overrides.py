"""Days on which the desk departs from the official calendar (2.5), as supervisors write them.

A line names a day or a range, what it is and, if they like, why: `31.12.2026 day off, inventory`,
`2027-01-04..2027-01-06 working`, `31.12.2026 as in law`. Russian words do as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.rules.refusals import Refused
from bot.rules.text import clean, utf16_len

NOTE_LIMIT = 200
"""UTF-16 units."""
HORIZON = 5
"""Years after the present one that can be planned."""
MOST_DAYS = 366
"""Of one line."""

_STEP = timedelta(days=1)
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"
_WORDS: dict[str, bool | None] = {
    "рабочий день": True,
    "рабочие дни": True,
    "рабочий": True,
    "рабочие": True,
    "working day": True,
    "working days": True,
    "working": True,
    "выходной день": False,
    "выходные дни": False,
    "выходной": False,
    "выходные": False,
    "нерабочий день": False,
    "нерабочие дни": False,
    "нерабочий": False,
    "нерабочие": False,
    "day off": False,
    "days off": False,
    "off": False,
    "как в законе": None,
    "по закону": None,
    "as in law": None,
}
_KIND = "|".join(sorted(_WORDS, key=len, reverse=True))
_LINE = re.compile(
    rf"(?P<first>{_DATE})(?: ?(?:-|–|—|\.\.|…) ?(?P<last>{_DATE}))?[ ,;:–—-]+"
    rf"(?P<kind>{_KIND})(?![^\W_])[ ,;:–—-]*(?P<note>.*)",
    re.IGNORECASE,
)


class Reason(StrEnum):
    """Why a line is refused; the fields of `Refused.details` are named beside it."""

    UNREADABLE = "unreadable"
    NO_SUCH_DAY = "no_such_day"
    PAST = "past"
    """What was promised and measured over past days stays as it was."""
    TOO_FAR = "too_far"
    """`limit`: years after the present one."""
    BACKWARDS = "days_backwards"
    TOO_MANY_DAYS = "too_many_days"
    """`limit`: days of one line."""
    TWICE = "twice"
    """An earlier line names one of its days."""
    LONG_NOTE = "long_note"
    """`limit`: characters."""


_DETAILS = {
    Reason.TOO_FAR: {"limit": str(HORIZON)},
    Reason.TOO_MANY_DAYS: {"limit": str(MOST_DAYS)},
    Reason.LONG_NOTE: {"limit": str(NOTE_LIMIT)},
}


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row, both ends included; `working` None is as the law has them."""

    first: date
    last: date
    working: bool | None
    note: str = ""

    def days(self) -> Iterator[date]:
        """Yield each day."""
        return (self.first + n * _STEP for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Fault:
    """A line, counted from 1, that is refused."""

    line: int
    text: str
    reason: Reason
    details: Mapping[str, str]


class Unreadable(ValueError):
    """Some lines are refused; so nothing of the text is applied."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} lines")
        self.faults = faults


def parse(text: str, today: date) -> list[Span]:
    """Read a line per span; empty ones are skipped. Raises Unreadable with every line that is refused."""
    spans: list[Span] = []
    faults: list[Fault] = []
    named: set[date] = set()
    for number, line in enumerate(clean(text).splitlines(), 1):
        try:
            spans += _spans(line, today, named)
        except Refused as refusal:
            faults.append(Fault(number, line, Reason(refusal.reason), refusal.details))
    if faults:
        raise Unreadable(faults)
    return spans


def joined(days: Iterable[Span]) -> list[Span]:
    """Join spans in the order of their days where one continues another of the same kind and note."""
    found: list[Span] = []
    for each in sorted(days, key=lambda span: span.first):
        before = found[-1] if found else None
        if before and before.last + _STEP == each.first and (before.working, before.note) == (each.working, each.note):
            found[-1] = replace(before, last=each.last)
        else:
            found.append(each)
    return found


def _spans(line: str, today: date, named: set[date]) -> list[Span]:
    """Return the span of a line, or none of an empty one; its days join the `named` ones. Raises Refused."""
    if not line:
        return []
    match = _LINE.fullmatch(line)
    if match is None:
        raise Refused(Reason.UNREADABLE)
    first = _day(match["first"])
    last = _day(match["last"]) if match["last"] else first
    span = Span(first, last, _WORDS[match["kind"].lower()], match["note"])
    _check(span, today)
    days = set(span.days())
    if named & days:
        raise Refused(Reason.TWICE)
    named |= days
    return [span]


def _day(text: str) -> date:
    year, month, day = text.split("-") if "-" in text else reversed(text.split("."))
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:  # 29.02.2026
        raise Refused(Reason.NO_SUCH_DAY) from error


def _check(span: Span, today: date) -> None:
    faults = {
        Reason.BACKWARDS: span.last < span.first,
        Reason.PAST: span.first < today,
        Reason.TOO_FAR: span.last.year > today.year + HORIZON,
        Reason.TOO_MANY_DAYS: (span.last - span.first).days >= MOST_DAYS,
        Reason.LONG_NOTE: utf16_len(span.note) > NOTE_LIMIT,
    }
    for reason, applies in faults.items():
        if applies:
            raise Refused(reason, **_DETAILS.get(reason, {}))
