"""Days, times and spans of time in Russian and English texts: the pieces that `when` puts together (4.3).

Patterns expect text as `spelled` returns it: small letters, «е» for «ё», plain spaces and hyphens, as long as before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import chain

from bot.rules.deadlines.clock_words import CLOSING, TIMES
from bot.rules.deadlines.day_words import DAYS
from bot.rules.deadlines.span_words import SPANS
from bot.rules.deadlines.wording import Match, Read, Span

_REPLACED = str.maketrans({"ё": "е", "\u00a0": " ", "\u202f": " ", "–": "-", "—": "-", "‑": "-", "\t": " ", "\n": " "})


_STEMS = re.split(
    " +",
    "час мин дня дней сут недел месяц сегодня завтр закрыти чтв срд птн утр обед вечер полд понед втор сред четв пятн "
    "суббот воскр "
    "январ феврал март апрел мая мае июн июл август сент октяб нояб декаб "
    "jan feb mar apr may jun jul aug sep oct nov dec "
    "год кварт надцат двадцат тридцат полов полч полд "
    "hour min day week month morrow morning noon evening night lunch eod eow eob cob year quarter",
)
_FIGURES = re.compile(
    r"[0-9](?:[:./-][0-9]|-?(?:го|му|th|st|nd|rd)| ?[aphdwчднр]|(?<=\b[кв] .)|(?<=\b(?:до|ко|во|by|at) .)|(?<=\btill .)"
    r"|(?<=\buntil .)|(?<=\bbefore .))|(?:пн|вт|ср|чт|пт|сб|вс)\b(?<=\b..)"
    r"|(?:на|через|еще|плюс|след[а-я.]+|добав[а-я]+|прибав[а-я]+) день"
    r"|(?:до|к|ко|в|позже|позднее) (?:один|дв|пер|втор|тр|четы|пят|шест|сем|сед|восе|восьм|вось|девят|десят)|\+ ?\w"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A day, a time or a span in a text, with the preposition before it; `day` None of a DAY piece: no such day."""

    start: int
    end: int
    by: str
    kind: str
    day: date | None = None
    at: time | None = None
    span: Span | None = None


def spelled(text: str) -> str:
    """Return the text as the patterns expect it, letter for letter."""
    small = text.lower()
    if len(small) != len(text):  # «İ» becomes two
        small = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    return small.translate(_REPLACED)


def may_name_time(written: str) -> bool:
    """Tell at a fraction of the cost of `pieces` whether there may be one in a `spelled` text."""
    return any(stem in written for stem in _STEMS) or _FIGURES.search(written) is not None


def pieces(text: str, today: date, closes: time) -> list[Piece]:
    """Return the days, times and spans of a `spelled` text in order; if several fit, the first and longest counts."""
    found: list[Piece] = []
    end = 0
    for piece in sorted(_candidates(text, today, closes), key=lambda each: (each.start, -each.end)):
        if piece.start >= end:
            found.append(piece)
            end = piece.end
    return found


def _candidates(text: str, today: date, closes: time) -> Iterator[Piece]:
    closing: Read = lambda _match, _today: closes  # noqa: E731 -- «в течение дня» is not a span: it comes first
    tables = (("at", ((CLOSING, closing),)), ("span", SPANS), ("day", DAYS), ("at", TIMES))
    for kind, pattern, read in chain.from_iterable(((k, p, r) for p, r in table) for k, table in tables):
        for match in pattern.finditer(text):
            piece = _piece(kind, match, read, today)
            if piece is not None:
                yield piece


def _piece(kind: str, match: Match, read: Read, today: date) -> Piece | None:
    """Read a match: a day that does not exist is one all the same, a time that does not is none."""
    place = (match.start(), match.end(), match["by"] or "", kind)
    try:
        value = read(match, today)
    except ValueError:
        return Piece(*place) if kind == "day" else None
    if isinstance(value, Span):
        return Piece(*place, span=value)
    return Piece(*place, at=value) if isinstance(value, time) else Piece(*place, day=value)
