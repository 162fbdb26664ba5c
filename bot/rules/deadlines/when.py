"""Moments as people name them (3.4, 4.3): «до пятницы 15:00», «на 2 дня», «до конца недели», “by Friday 3 pm”.

A day without a time means its closing hour, a morning ends at 12:00, a lunch break begins at 13:00.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.rules.deadlines.clock_words import on_the_clock
from bot.rules.deadlines.time_words import Piece, pieces, spelled
from bot.rules.deadlines.wording import Span, Unit
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.refusals import Refused
from bot.rules.tariffs import add_months

MOST_DAYS = 366
_MONTH = timedelta(days=30)
_BETWEEN = re.compile(r"[ ,()]*(?:года?|г\.?)?[ ,().]*(?:- )?")
_AROUND = re.compile(
    r"[ ,.!():+]|(?<= )-(?= )|\b(?:пожалуйста|примерно|ориентировочно|еще|мск|по москве|по мск|московского времени"
    r"|этой недели"
    r"|включительно"
    r"|продл\w+|про(?:шу|сим)|перен[еио]с\w*|сдви\w+|отлож\w+|постав\w+|установ\w+|нуж\w+|необходимо|понадобится"
    r"|потребуется"
    r"|дай\w*|дава\w+|дума\w+|предлага\w+|пусть|будет|нов\w+|срок\w*|дедлайн\w*|крайн\w+|максимум|самое поздн\w+"
    r"|успе\w+|сдела\w+|исправ\w+|законч\w+|реш[иу]\w*|ответ\w*|готов\w*|время|времени|нам|мне|на|до|ок|хорошо|да"
    r"|же|лучше|наверное?|скорее всего|надо бы|ближе|желательно|можно|добав\w+|прибав\w+|дополнительно"
    r"|please|msk|inclusive|extend|move|postpone|it|we|i|need|give|me|us|more|let's|say|new|deadline|the|latest|at"
    r"|to|by"
    r"|until|for|will|is)\b"
)
"""What may stand around a moment without a change of its meaning; other words make it unknown."""
_BARE_HOUR = re.compile(r",? ((?:[01]?[0-9]|2[0-3])(?:[ -][0-5][0-9])?)[ .!]*$")
_FROM_NOW = re.compile(r"(?:через|течени[еи]|за|in|within|next|ближайш\w+)$")
_HAS_DIGIT = re.compile("[0-9]")
_PART_OF_DAY = re.compile(r"(?<![0-9] )(?<!после )\b(?:утр(?:а|у|ом|о)|обед(?:а|у|ом)?)\b")
_PARTS_END = (time(12), time(13))
"""What the words alone mean: «10 утра» is another time."""
_UNTIL = frozenset({"до", "until", "till"})


class Reason(StrEnum):
    """Why a moment is refused."""

    UNKNOWN = "when_unknown"
    NO_SUCH_DAY = "when_no_such_day"
    PAST = "when_past"
    NO_WORKING_TIME = "when_no_working_time"
    """The moment is to come, but the desk does not work until then."""
    TOO_FAR = "when_too_far"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A moment named in a text, which it takes from `start` to `end`; `ranged` is «с 10:00 до 12:00»."""

    start: int
    end: int
    by: str
    day: date | None
    at: time | None
    span: Span | None
    wrong: bool
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: the moment that was named, and the last moment of work that is not later."""

    named: datetime
    at: datetime


def parse(text: str, now: datetime, calendar: Calendar, since: datetime) -> Reading:
    """Read a new deadline: «на 2 дня» counts from `since`, «через 2 дня» from now, in working time. Raises Refused."""
    written = spelled(text)
    found = (
        _only(written, now, calendar)
        or _with_bare_hour(written, now, calendar)
        or _only(f"на {written}", now, calendar)  # «сутки», «месяц»
    )
    if not found:
        raise Refused(Reason.UNKNOWN)
    if found[0].wrong:
        raise Refused(Reason.NO_SUCH_DAY)
    if found[0].span is not None and not found[0].span.amount:
        raise Refused(Reason.UNKNOWN)
    named = _named(found[0], now, calendar, since)
    _check(named, now)
    at = last_working_moment(named, calendar)
    if at <= now:
        raise Refused(Reason.NO_WORKING_TIME)
    return Reading(named, at)


def _with_bare_hour(written: str, now: datetime, calendar: Calendar) -> list[Phrase]:
    """Read a number that ends a text behind a day as the hour: «до четверга 12»; the operator is shown what is read."""
    hour = _BARE_HOUR.search(written)
    found = _only(f"{written[: hour.start()]} в {hour[1]}", now, calendar) if hour else []
    return [each for each in found if each.day is not None]


def _only(written: str, now: datetime, calendar: Calendar) -> list[Phrase]:
    """Return the phrase that is the whole text; none when there are several, or more is said."""
    found = phrases(written, now, calendar)
    is_all = len(found) == 1 and not _AROUND.sub("", written[: found[0].start] + written[found[0].end :])
    return found if is_all else []


def phrases(written: str, now: datetime, calendar: Calendar) -> list[Phrase]:
    """Find the moments that a `spelled` text names, in order: neighbours such as «в пятницу» and «до 15:00» are one."""
    found: list[Phrase] = []
    for piece in pieces(written, now.astimezone(calendar.zone).date(), calendar.closes):
        joined = _joined(found[-1], piece, written) if found else None
        if joined is None:
            found.append(_alone(piece))
        else:
            found[-1] = joined
    return [_later(phrase, written, now, calendar) for phrase in found]


def _later(phrase: Phrase, written: str, now: datetime, calendar: Calendar) -> Phrase:
    """«К утру», said once the desk is open, is that of the next working day; «к обеду» when that is over."""
    local = now.astimezone(calendar.zone)
    word = (
        _PART_OF_DAY.search(written, phrase.start, phrase.end)
        if phrase.day is None and phrase.at in _PARTS_END
        else None
    )
    if word is None or local.time() < (calendar.opens if word[0].startswith("утр") else phrase.at or calendar.opens):
        return phrase
    day = local.date() + timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return replace(phrase, day=day)


def moment_of(phrase: Phrase, now: datetime, calendar: Calendar) -> datetime:
    """Return the very moment a phrase names, hours and minutes by the clock. Raises Refused for one past or too far."""
    span = phrase.span
    if span is not None and span.unit in (Unit.MINUTES, Unit.HOURS):
        named = now + timedelta(**{span.unit: span.amount})
    elif span is not None:
        named = _closing(_after(span, now, calendar).astimezone(calendar.zone).date(), calendar)
    else:
        named = _on_day(phrase, now, calendar)
    _check(named, now)
    at_work = named if phrase.at or span else last_working_moment(named, calendar)
    return at_work if at_work > now else named  # «сегодня», said on a day off


def last_working_moment(at: datetime, calendar: Calendar) -> datetime:
    """Return `at` itself in working hours, the closing included; else the closing before it."""
    day = at.astimezone(calendar.zone).date()
    while not calendar.is_working_day(day) or at < datetime.combine(day, calendar.opens, calendar.zone):
        day -= timedelta(days=1)
    return min(at, _closing(day, calendar), key=lambda moment: moment.astimezone(UTC)).astimezone(calendar.zone)


def after_day_off(named: datetime, calendar: Calendar) -> datetime | None:
    """Return the same time on the next working day, or its closing, when `named` is on a day off; else None."""
    local = named.astimezone(calendar.zone)
    day = local.date()
    if calendar.is_working_day(day):
        return None
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    opens = datetime.combine(day, calendar.opens, calendar.zone)
    return last_working_moment(max(opens, datetime.combine(day, local.time(), calendar.zone)), calendar)


def day_of(phrase: Phrase, due: datetime, calendar: Calendar) -> datetime:
    """Return the moment a phrase names by its day, which `moment_of` may have moved before a day off."""
    if phrase.day is None or phrase.at is not None:
        return due
    return _closing(phrase.day, calendar)


def _alone(piece: Piece) -> Phrase:
    wrong = piece.kind == "day" and piece.day is None
    return Phrase(piece.start, piece.end, piece.by, piece.day, piece.at, piece.span, wrong)


def _joined(phrase: Phrase, piece: Piece, written: str) -> Phrase | None:
    """Add a neighbour of another kind; a second time is the end of a range."""
    hour = _hour_after_day(phrase, piece)
    if hour is not None:
        piece = replace(piece, kind="at", at=hour, span=None)
    if not _BETWEEN.fullmatch(written, phrase.end, piece.start) or piece.span or phrase.span:
        return None
    if piece.kind == "at" and phrase.at is not None:
        if piece.by in _UNTIL:
            return replace(phrase, end=piece.end, at=piece.at, ranged=True)
        exact = _HAS_DIGIT.search(written, piece.start, piece.end) and not _HAS_DIGIT.search(
            written, phrase.start, phrase.end
        )
        return replace(phrase, end=piece.end, at=piece.at) if exact else None  # «к обеду завтра, в 13:00»
    if piece.kind == "day" and (phrase.wrong or phrase.day not in (None, piece.day)):
        return None  # «в четверг, 5 февраля» is one day
    whole = replace(phrase, end=piece.end, wrong=phrase.wrong or (piece.kind == "day" and piece.day is None))
    return replace(whole, at=piece.at) if piece.kind == "at" else replace(whole, day=piece.day)


def _hour_after_day(phrase: Phrase, piece: Piece) -> time | None:
    """«До четверга 12 часов»: behind a day a bare number of hours is a time."""
    span = piece.span
    bare = span is not None and not piece.by and phrase.day is not None and phrase.at is None
    if not bare or span is None or span.unit is not Unit.HOURS or span.amount not in range(1, 24):
        return None
    return time(on_the_clock(int(span.amount)))


def _named(phrase: Phrase, now: datetime, calendar: Calendar, since: datetime) -> datetime:
    if phrase.span is None:
        return _on_day(phrase, now, calendar)
    return _after(phrase.span, now if _FROM_NOW.search(phrase.by) else max(now, since), calendar)


def _on_day(phrase: Phrase, now: datetime, calendar: Calendar) -> datetime:
    day = phrase.day or now.astimezone(calendar.zone).date()
    return datetime.combine(day, phrase.at or calendar.closes, calendar.zone)


def _after(span: Span, start: datetime, calendar: Calendar) -> datetime:
    """Add a span: minutes, hours and days of working time; weeks and months of the calendar."""
    local = start.astimezone(calendar.zone)
    if span.unit is Unit.MONTHS:
        months, part = divmod(span.amount, 1)
        return _closing(add_months(local.date(), int(months)) + part * _MONTH, calendar)
    if span.unit is Unit.WEEKS:
        return datetime.combine(local.date() + timedelta(weeks=span.amount), local.time(), calendar.zone)
    if span.unit is Unit.DAYS:
        return calendar.add(start, span.amount * _day_length(calendar))
    return calendar.add(start, timedelta(**{span.unit: span.amount}))


def _day_length(calendar: Calendar) -> timedelta:
    opens, closes = (datetime.combine(date.min, each) for each in (calendar.opens, calendar.closes))
    return closes - opens


def _closing(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day, calendar.closes, calendar.zone)


def _check(named: datetime, now: datetime) -> None:
    if named <= now:
        raise Refused(Reason.PAST)
    if named > now + timedelta(days=MOST_DAYS):
        raise Refused(Reason.TOO_FAR)


def without(written: str, found: Iterable[Phrase]) -> str:
    """Return the text with spaces in the place of its moments."""
    for phrase in found:
        written = written[: phrase.start] + " " * (phrase.end - phrase.start) + written[phrase.end :]
    return written
