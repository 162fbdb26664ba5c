"""Words for days, times and spans of time in Russian and English: the pieces that `when` puts together (4.3).

Patterns expect text as `spelled` returns it: small letters, «е» for «ё», plain spaces and hyphens, as long as before.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import chain

from bot.rules.tariffs import add_months

_DAY = timedelta(days=1)
_HALF_YEAR = timedelta(days=183)
_NOON = 12
_BUSINESS_MORNING = 8
"""«В 5 часов» is five in the afternoon: nobody promises anything for the hours before this one."""

_REPLACED = str.maketrans({"ё": "е", "\u00a0": " ", "\u202f": " ", "–": "-", "—": "-", "‑": "-", "\t": " ", "\n": " "})


_STEMS = re.split(
    " +",
    "час мин дня дней сут недел месяц сегодня завтра утр обед вечер полд понед втор сред четв пятн суббот воскр "
    "январ феврал март апрел мая мае июн июл август сент октяб нояб декаб "
    "jan feb mar apr may jun jul aug sep oct nov dec "
    "hour min day week month morrow morning noon evening night lunch eod",
)
_FIGURES = re.compile(
    r"[0-9](?:[:.-][0-9]|-?(?:го|му|th|st|nd|rd)| ?[aphч]|(?<=\b[кв] .)|(?<=\b(?:до|ко|во|by|at) .)|(?<=\btill .)"
    r"|(?<=\buntil .)|(?<=\bbefore .))|(?:пн|вт|ср|чт|пт|сб|вс)\b(?<=\b..)|(?:на|через) день"
)


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


_BY = (
    "не позднее|не позже|до|ко?|во?|на|со?|около|через|в течение"
    "|no later than|not later than|by|before|until|till|at|on|from|for|within|in"
)
_NUMBERS: Mapping[str, float] = {
    **dict.fromkeys(("один", "одного", "одну", "одной", "одному", "one", "a", "an"), 1),
    **dict.fromkeys(("полтора", "полторы", "полутора"), 1.5),
    **dict.fromkeys(("два", "две", "двух", "двум", "пару", "пары", "two", "a couple of"), 2),
    **dict.fromkeys(("три", "трех", "трем", "three"), 3),
    **dict.fromkeys(("четыре", "четырех", "четырем", "four"), 4),
    **dict.fromkeys(("пять", "пяти", "five"), 5),
    **dict.fromkeys(("шесть", "шести", "six"), 6),
    **dict.fromkeys(("семь", "семи", "seven"), 7),
    **dict.fromkeys(("восемь", "восьми", "eight"), 8),
    **dict.fromkeys(("девять", "девяти", "nine"), 9),
    **dict.fromkeys(("десять", "десяти", "ten"), 10),
    **dict.fromkeys(("пятнадцать", "пятнадцати", "fifteen"), 15),
    **dict.fromkeys(("двадцать", "двадцати", "twenty"), 20),
    **dict.fromkeys(("тридцать", "тридцати", "thirty"), 30),
    **dict.fromkeys(("сорок", "сорока", "forty"), 40),
    **dict.fromkeys(("half an", "half a"), 0.5),
}
_NUMBER = "|".join(("[0-9]{1,3}", *sorted(_NUMBERS, key=len, reverse=True)))
_UNITS: Mapping[str, Unit] = {
    "мин": Unit.MINUTES,
    "min": Unit.MINUTES,
    "ч": Unit.HOURS,
    "h": Unit.HOURS,
    "д": Unit.DAYS,
    "сут": Unit.DAYS,
    "d": Unit.DAYS,
    "нед": Unit.WEEKS,
    "w": Unit.WEEKS,
    "мес": Unit.MONTHS,
    "mon": Unit.MONTHS,
}
_UNIT = (
    "минут[уыае]?|мин|час(?:а|ов|ам|у)?|ч|день|дн(?:я|ей|ю)|сут(?:ок|ки)|недел[юиье]|месяц(?:а|ев)?"
    "|minutes?|min|hours?|h|days?|weeks?|months?"
)
_WEEKDAYS = (
    "пн|понедельник[ауе]?",
    "вт|вторник[ауе]?",
    "ср|сред[ауые]",
    "чт|четверг[ауе]?",
    "пт|пятниц[ауые]",
    "сб|суббот[ауые]",
    "вс|воскресень[еяю]",
)
_WEEKDAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = "|".join((*_WEEKDAYS, *_WEEKDAYS_EN))
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[яьею]|(?:март|август)[аеу]?|ма[йяею]"
    "|янв|фев|апр|авг|сент?|окт|нояб?|дек"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_NTH = "(?:-?(?:го|е|му)|st|nd|rd|th)?"
_WHICH = "(?:(?P<next>следующ[а-я]+|next) |(?:эт[а-я]+|ближайш[а-я]+|текущ[а-я]+|this|coming|the) )?"
_OF_YEAR = r"(?: ?г(?:ода|\.)?)?"
_YEAR = rf"(?:[ ,]{{1,2}}(?P<year>[0-9]{{4}}){_OF_YEAR})?"
_DOTTED = rf"(?P<day>[0-9]{{1,2}})\.(?P<month>0?[1-9]|1[0-2])(?:\.(?P<year>[0-9]{{4}}|[0-9]{{2}}){_OF_YEAR})?"

Match = re.Match[str]
Read = Callable[[Match, date], date | time | Span]


def _pattern(body: str, by: str = _BY, *, by_needed: bool = False) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?<![0-9][.:/-])(?:(?P<by>{by}) ){'' if by_needed else '?'}(?:{body})(?![\w:/]|[.-][0-9])"
    )


def _number(word: str | None) -> float:
    return 1 if word is None else float(word) if word.isdecimal() else _NUMBERS[word]


def _after(days: int) -> Read:
    return lambda _match, today: today + days * _DAY


def _weekday(match: Match, today: date) -> date:
    """The next such day after today; of the next week, if that is said."""
    name = match["weekday"]
    known = _WEEKDAYS_EN if name[0] < "а" else _WEEKDAYS
    wanted = next(index for index, forms in enumerate(known) if re.fullmatch(forms, name))
    if match["next"]:
        return today + (7 - today.weekday() + wanted) * _DAY
    return today + ((wanted - today.weekday() - 1) % 7 + 1) * _DAY


def _week_end(match: Match, today: date) -> date:
    return today + (6 - today.weekday() + (7 if match["next"] else 0)) * _DAY


def _month_end(match: Match, today: date) -> date:
    return add_months(today.replace(day=1), 2 if match["next"] else 1) - _DAY


def _date(match: Match, today: date) -> date:
    year = match["year"]
    if year is None:
        return _nearest(today, int(match["month"]), int(match["day"]))
    return date(int(year) + (2000 if len(year) == 2 else 0), int(match["month"]), int(match["day"]))


def _named_date(match: Match, today: date) -> date:
    name = match["month"]
    months = _MONTHS_EN if name[0] < "а" else _MONTHS
    # «мар» comes before «ма».
    month = next(number for number, start in enumerate(months, 1) if name.startswith(start))
    day = int(match["day"])
    return date(int(match["year"]), month, day) if match["year"] else _nearest(today, month, day)


def _nearest(today: date, month: int, day: int) -> date:
    """This year's day, or the next one's when it was long ago."""
    found = date(today.year, month, day)
    return found if today - found < _HALF_YEAR else date(today.year + 1, month, day)


def _day_of_month(match: Match, today: date) -> date:
    day = int(match["day"])
    first = today.replace(day=1)
    return (first if day >= today.day else add_months(first, 1)).replace(day=day)


def _clock(match: Match, _today: date) -> time:
    hour, half = int(match["hour"]), match["half"]
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return time(hour, int(match["minute"]))


def _dotted(match: Match, _today: date) -> time:
    return time(int(match["hour"]), int(match["minute"]))


def _hour(match: Match, _today: date) -> time:
    hour, part = int(_number(match["hour"])), match.groupdict().get("part")
    afternoon = part in ("дня", "вечера", "pm") or (part is None and hour < _BUSINESS_MORNING)
    return time(hour % _NOON + _NOON if afternoon and hour <= _NOON else hour)


def _span(match: Match, _today: date) -> Span:
    unit = next(unit for start, unit in _UNITS.items() if match["unit"].startswith(start))
    return Span(_number(match.groupdict().get("n")), unit)


def _half(unit: Unit) -> Read:
    return lambda _match, _today: Span(0.5, unit)


_WITHIN = "через|в течение|in|within"
_AT = "не позднее|не позже|до|ко?|во?|со?|около|by|before|until|till|at|from"
_SOON = r"(?:еще |примерно |около |ближайш[а-я]+ |about |another |the next )*"
_RANGED = rf"(?:(?:{_NUMBER}) ?- ?)?(?P<n>{_NUMBER}) ?"
_WORKING = r"(?:рабоч[а-я]+ |working |business )?"

_SPANS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (_pattern(rf"{_SOON}{_RANGED}{_WORKING}(?P<unit>{_UNIT})", f"{_WITHIN}|на|for|by"), _span),
    (_pattern(rf"{_SOON}{_WORKING}(?P<unit>{_UNIT})", f"{_WITHIN}|на|for", by_needed=True), _span),
    (_pattern(rf"(?P<n>{_NUMBER})", "(?P<unit>минут|часа?|дн(?:я|ей)) через", by_needed=True), _span),
    (_pattern(rf"{_SOON}(?:полчаса|получаса)", f"{_WITHIN}|на"), _half(Unit.HOURS)),
    (_pattern(rf"{_SOON}полдня", f"{_WITHIN}|на"), _half(Unit.DAYS)),
)
_DAYS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (_pattern("(?:кон(?:ец|ца|цу|це) )?(?:сегодня(?:шн[а-я]+ дн[яюе])?)|today"), _after(0)),
    (_pattern("(?:кон(?:ец|ца|цу|це) )?(?:завтра(?:шн[а-я]+ дн[яюе])?)|tomorrow"), _after(1)),
    (_pattern("послезавтра|(?:the )?day after tomorrow"), _after(2)),
    (_pattern(rf"{_WHICH}(?P<weekday>{_WEEKDAY})"), _weekday),
    (_pattern(rf"(?:кон(?:ец|ца|цу|це) |(?:the )?end of ){_WHICH}(?:рабочей |working )?(?:недели|week)"), _week_end),
    (_pattern(r"(?:(?P<next>следующ[а-я]+|next)|эт[а-я]+|this) (?:рабочей )?(?:неделе|week)"), _week_end),
    (_pattern(rf"(?:кон(?:ец|ца|цу|це) |(?:the )?end of ){_WHICH}(?:месяца|month)"), _month_end),
    (_pattern(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"), _date),
    (_pattern(_DOTTED), _date),
    (_pattern(rf"(?:the )?(?P<day>[0-9]{{1,2}}){_NTH} (?:of )?(?P<month>{_MONTH}){_YEAR}"), _named_date),
    (_pattern(rf"(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}}){_NTH}{_YEAR}"), _named_date),
    (_pattern(r"(?P<day>[0-9]{1,2})(?:-?(?:го|му)(?: числ[ау])?| числ[ау])"), _day_of_month),
    (_pattern(r"the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)"), _day_of_month),
)
_TIMES: tuple[tuple[re.Pattern[str], Read], ...] = (
    (_pattern(r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9]) ?(?P<half>am|pm)?"), _clock),
    (_pattern(r"(?P<hour>[01]?[0-9]|2[0-3])\.(?P<minute>00|1[3-9]|[2-5][0-9])"), _dotted),
    (_pattern(rf"(?P<hour>{_NUMBER}) ?(?:час(?:а|ов|ам|у)? |ч )?(?P<part>утра|дня|вечера|am|pm)"), _hour),
    (_pattern(rf"(?P<hour>{_NUMBER}) ?(?:час(?:а|ов|ам|у)?|ч|o'clock)", _AT, by_needed=True), _hour),
    (_pattern(r"(?P<hour>[0-9]{1,2})(?= ?(?:$|[,.;!?)]))", _AT, by_needed=True), _hour),
    (_pattern("утр(?:ом|а|у|о)|the morning|morning"), lambda _match, _today: time(_NOON)),
    (_pattern("полдень|полудня|полудню|noon|midday"), lambda _match, _today: time(_NOON)),
    (_pattern("обед(?:а|у|ом)?|lunch|перв[а-я]+ половин[а-я]+ дня"), lambda _match, _today: time(_NOON + 1)),
)
_CLOSING = _pattern(
    "вечер(?:ом|а|у)?|(?:the )?evening|tonight|кон(?:ец|ца|цу|це) (?:рабочего )?дня|после обеда|(?:the )?afternoon"
    "|втор[а-я]+ половин[а-я]+ дня|в течение (?:рабочего )?дня|(?:the )?end of (?:the )?(?:working |business )?day|eod"
)


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
    tables = (("at", ((_CLOSING, closing),)), ("span", _SPANS), ("day", _DAYS), ("at", _TIMES))
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
