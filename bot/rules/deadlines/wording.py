"""What the words for days, times and spans share (4.3): numbers, prepositions, and how a pattern is put together."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
Match = re.Match[str]


class Unit(StrEnum):
    """What a span is counted in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Span:
    """So many units: «полтора часа» is 1.5 HOURS."""

    amount: float
    unit: Unit


Read = Callable[[Match, date], date | time | Span]
"""Makes of a match and today's date what it names; a ValueError where there is no such day or time."""

NOT_LATER = "не (?:позднее|позже)(?: чем)?(?: (?:до|ко?|во?))?|(?:no|not) later than(?: on| at)?"
BY = (
    rf"{NOT_LATER}|до|ко?|во?|на|по|со?|около|через|в течени[еи]|за"
    "|by|before|until|till|at|on|from|for|within|in"
)
WITHIN = "через|в течени[еи]|за|in|within|(?:в|за) ближайш[а-я]+|in the next|within the next"
AT = rf"{NOT_LATER}|до|ко?|во?|со?|около|by|before|until|till|at|from"
ENDS = r"(?= ?(?:$|[,.;!?)]))"
"""Nothing of the same clause follows."""
OR_DONE = r"(?= (?:все|мы|я|вам|вас|точно|обязательно|будет|(?!дн)[а-я]{3,}(?:ем|им|ю|жу|шу|чу|щу|мся|юсь|усь))\b)"
"""What is done then follows: «до двенадцати всё поправлю»."""

_FORMS = (
    (1, "один одного одну одной одному one a an"),
    (1.5, "полтора полторы полутора"),
    (2, "два две двух двум двое пару пары two"),
    (3, "три трех трем трое three"),
    (4, "четыре четырех четырем four"),
    (5, "пять пяти five"),
    (6, "шесть шести six"),
    (7, "семь семи seven"),
    (8, "восемь восьми eight"),
    (9, "девять девяти nine"),
    (10, "десять десяти ten"),
    (11, "одиннадцать одиннадцати eleven"),
    (12, "двенадцать двенадцати twelve"),
    (13, "тринадцать тринадцати"),
    (14, "четырнадцать четырнадцати"),
    (15, "пятнадцать пятнадцати fifteen"),
    (16, "шестнадцать шестнадцати"),
    (17, "семнадцать семнадцати"),
    (18, "восемнадцать восемнадцати"),
    (19, "девятнадцать девятнадцати"),
    (20, "двадцать двадцати twenty"),
    (30, "тридцать тридцати thirty"),
    (40, "сорок сорока forty"),
)
NUMBERS: Mapping[str, float] = {
    **{word: amount for amount, words in _FORMS for word in words.split()},
    **dict.fromkeys(("half an", "half a"), 0.5),
    "a couple of": 2,
}
NUMBER_WORD = "|".join(sorted(NUMBERS, key=len, reverse=True))
NUMBER = rf"[0-9]{{1,2}}[.,][0-9]|[0-9]{{1,3}}(?:-?(?:х|ти|ми))?|{NUMBER_WORD}"
_ORDINALS = re.split(
    " +",
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат "
    "шестнадцат семнадцат восемнадцат девятнадцат двадцат",
)
"""One to twenty."""
_ENDING = "(?:ь?его|ь?ему|ь?е|ого|ому|ое)"
ORDINAL = rf"(?:двадцать |тридцать )?(?:{'|'.join(reversed(_ORDINALS))}|тридцат){_ENDING}"
"""«первого», «двадцать первому»: a day of the month, an hour."""


def pattern(body: str, by: str = BY, *, by_needed: bool = False) -> re.Pattern[str]:
    """Put a pattern together: the preposition, then the body, both as whole words."""
    return re.compile(
        rf"(?<!\w)(?<![0-9][.:/-])(?:(?P<by>{by}) ){'' if by_needed else '?'}(?:{body})(?![\w:/]|[.-][0-9])"
    )


def number(word: str | None) -> float:
    """Return what a NUMBER says; one where there is none."""
    if word is None:
        return 1
    figures = word.rstrip("-хтим").replace(",", ".")
    return float(figures) if figures[:1].isdecimal() else NUMBERS[word]


def ordinal(words: str) -> int:
    """Return what an ORDINAL says."""
    *tens, last = words.split()
    whole = {"двадцать": 20, "тридцать": 30}.get(tens[0], 0) if tens else 0
    if last.startswith("тридцат"):
        return 30
    stem = max((stem for stem in _ORDINALS if last.startswith(stem)), key=len)
    return whole + _ORDINALS.index(stem) + 1
