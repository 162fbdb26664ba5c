"""The period a supervisor asks statistics for (2.2), in words and dates of either language."""

import re
from datetime import date, timedelta
from enum import StrEnum

from bot.rules.choices import Words, chosen
from bot.rules.refusals import Refused
from bot.rules.tariffs import add_months

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_DATE = r"(20[0-9]{2})-([0-9]{2})-([0-9]{2})"  # other centuries end where datetimes do
_RUSSIAN_DATE = re.compile(r"\b([0-9]{1,2})\.([0-9]{1,2})\.(20[0-9]{2})\b")
_DAYS = re.compile(_DATE)
_MONTH = re.compile(r"(20[0-9]{2})-([0-9]{2})|([0-9]{2})\.(20[0-9]{2})")
_YEAR = re.compile(r"20[0-9]{2}")
_NAMED_MONTH = re.compile(r"([^\W\d_]+)(?: (20[0-9]{2}))?(?: г\.?| года)?")
_RANGE = re.compile(rf"(?:с |from )?({_DATE}) ?(?:\.\.|[-–—]|по|to|till) ?({_DATE})")


class Reason(StrEnum):
    """Why a period is refused."""

    UNKNOWN = "unknown"
    BACKWARDS = "backwards"


class Recent(StrEnum):
    """A period that is named and reaches till now, or ended with the last week, month or year."""

    DAY = "day"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    LAST_WEEK = "last week"
    LAST_MONTH = "last month"
    LAST_YEAR = "last year"


RECENT: Words[Recent] = {
    Recent.DAY: ("day", "today", "день", "за день", "сегодня", "сутки", "за сутки"),
    Recent.YESTERDAY: ("yesterday", "вчера", "за вчера"),
    Recent.WEEK: ("week", "неделя", "неделю", "за неделю"),
    Recent.MONTH: ("month", "месяц", "за месяц"),
    Recent.QUARTER: ("quarter", "квартал", "за квартал"),
    Recent.YEAR: ("year", "год", "за год"),
    Recent.LAST_WEEK: ("last week", "прошлая неделя", "прошлую неделю", "за прошлую неделю"),
    Recent.LAST_MONTH: ("last month", "прошлый месяц", "за прошлый месяц"),
    Recent.LAST_YEAR: ("last year", "прошлый год", "за прошлый год"),
}
MONTHS: Words[int] = {
    1: ("январь", "января", "january"),
    2: ("февраль", "февраля", "february"),
    3: ("март", "марта", "march"),
    4: ("апрель", "апреля", "april"),
    5: ("май", "мая", "may"),
    6: ("июнь", "июня", "june"),
    7: ("июль", "июля", "july"),
    8: ("август", "августа", "august"),
    9: ("сентябрь", "сентября", "september"),
    10: ("октябрь", "октября", "october"),
    11: ("ноябрь", "ноября", "november"),
    12: ("декабрь", "декабря", "december"),
}


def parse_period(text: str, today: date) -> tuple[date, date]:
    """First and last day, both included, of a named period, a day, a month, a year or a range; nothing means week.

    `week`, `month`, `quarter` and `year` end today: they are the last seven days and the last month, not the begun
    ones. A month without a year is the last one of that name, the present one included. Raises Refused.
    """
    text = " ".join(text.strip().lower().split()) or Recent.WEEK
    recent = chosen(text, RECENT)
    if recent is not None:
        return _recent(recent, today)
    first, last = _dates(_RUSSIAN_DATE.sub(lambda day: f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}", text), today)
    if last < first:
        raise Refused(Reason.BACKWARDS)
    return first, last


def _recent(recent: Recent, today: date) -> tuple[date, date]:
    months = {Recent.MONTH: 1, Recent.QUARTER: 3, Recent.YEAR: 12}
    if recent in months:
        return add_months(today, -months[recent]) + _DAY, today
    monday = today - today.weekday() * _DAY
    first = today.replace(day=1)
    spans = {
        Recent.DAY: (today, today),
        Recent.YESTERDAY: (today - _DAY, today - _DAY),
        Recent.WEEK: (today - 6 * _DAY, today),
        Recent.LAST_WEEK: (monday - _WEEK, monday - _DAY),
        Recent.LAST_MONTH: (add_months(first, -1), first - _DAY),
        Recent.LAST_YEAR: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
    return spans[recent]


def _dates(text: str, today: date) -> tuple[date, date]:
    try:
        if match := _RANGE.fullmatch(text):
            return date.fromisoformat(match[1]), date.fromisoformat(match[5])
        if _DAYS.fullmatch(text):
            return date.fromisoformat(text), date.fromisoformat(text)
        if match := _MONTH.fullmatch(text):
            return _month(int(match[1] or match[4]), int(match[2] or match[3]))
    except ValueError as error:  # a thirteenth month, a thirtieth of February
        raise Refused(Reason.UNKNOWN) from error
    if _YEAR.fullmatch(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    return _named_month(text, today)


def _named_month(text: str, today: date) -> tuple[date, date]:
    match = _NAMED_MONTH.fullmatch(text)
    month = chosen(match[1], MONTHS) if match else None
    if match is None or month is None:
        raise Refused(Reason.UNKNOWN)
    return _month(int(match[2]) if match[2] else today.year - (month > today.month), month)


def _month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, add_months(first, 1) - _DAY
