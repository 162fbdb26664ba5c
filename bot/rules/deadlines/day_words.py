"""Words for days (4.3): «до пятницы», «к середине недели», «до двадцать первого декабря», “by the 20th”."""

import re
from datetime import date, timedelta

from bot.rules.deadlines.wording import AT, DAY, ENDS, ORDINAL, Match, Read, ordinal, pattern
from bot.rules.tariffs import add_months

_HALF_YEAR = timedelta(days=183)
_WEEKDAYS = (
    "пн|пнд|пон|понедельник[ауе]?",
    "вт|вторник[ауе]?",
    "ср|срд|сред[ауые]",
    "чт|чтв|четверг[ауе]?",
    "пт|птн|пятниц[ауые]",
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
_NEXT = r"(?P<next>следующ[а-я]+|след\.?|next)"
_WHICH = rf"(?:{_NEXT} |(?:эт[а-я]+|ближайш[а-я]+|текущ[а-я]+|this|coming|the) )?"
_START = "(?:начал[оаеу] |(?:the )?(?:start|beginning) of )"
_MIDDLE = "(?:середин[аыеу] |(?:the )?middle of (?:the )?|mid[ -])"
_END = "(?:кон(?:ец|ца|цу|це) |(?:the )?end of )"
_OF_YEAR = r"(?: ?г(?:ода|\.)?)?"
_NEXT_DAY = r"(?:на )?след(?:ующ[а-я]+|\.)? (?:день|дня)"
_YEAR = rf"(?:[ ,]{{1,2}}(?P<year>[0-9]{{4}}){_OF_YEAR})?"
_DOTTED = rf"(?P<day>[0-9]{{1,2}})\.(?P<month>0?[1-9]|1[0-2])(?:\.(?P<year>[0-9]{{4}}|[0-9]{{2}}){_OF_YEAR})?"
_SLASHED = (
    rf"(?P<day>[0-9]{{2}}(?=/)|[0-9](?=/0))/(?P<month>0[1-9]|1[0-2])(?:/(?P<year>[0-9]{{4}}|[0-9]{{2}}){_OF_YEAR})?"
)
_DASHED = rf"(?P<day>[0-9]{{2}})-(?P<month>0[1-9]|1[0-2])-(?P<year>[0-9]{{4}}){_OF_YEAR}"
_MIDDLE_DAY = 15
_DECEMBER, _HOLIDAYS, _WEEKEND = 12, 9, 5
_QUARTER = 3


def _after(days: int) -> Read:
    return lambda _match, today: today + days * DAY


def _weekday(match: Match, today: date) -> date:
    """The next such day after today; of the next week, if that is said."""
    name = match["weekday"]
    known = _WEEKDAYS_EN if name[0] < "а" else _WEEKDAYS
    wanted = next(index for index, forms in enumerate(known) if re.fullmatch(forms, name))
    if match["next"]:
        return today + (7 - today.weekday() + wanted) * DAY
    return today + ((wanted - today.weekday() - 1) % 7 + 1) * DAY


def _of_week(weekday: int) -> Read:
    """A day of this week, or of the next one."""
    return lambda match, today: today + (weekday - today.weekday() + (7 if match["next"] else 0)) * DAY


def _month_end(match: Match, today: date) -> date:
    return add_months(today.replace(day=1), 2 if match["next"] else 1) - DAY


def _month_middle(match: Match, today: date) -> date:
    return add_months(today.replace(day=_MIDDLE_DAY), 1 if match["next"] or today.day > _MIDDLE_DAY else 0)


def _end_of(match: Match, today: date) -> date:
    """The last day of a month that is named."""
    return add_months(_nearest(today, _month(match), 1), 1) - DAY


def _middle_of(match: Match, today: date) -> date:
    return _nearest(today, _month(match), _MIDDLE_DAY)


def _start_of(match: Match, today: date) -> date:
    """The first day of a month that is no weekend; of January the first one behind its holidays."""
    month = _month(match)
    first = _nearest(today, month, _HOLIDAYS if month == 1 else 1)
    return first + max(0, 7 - first.weekday()) % 7 * DAY if first.weekday() >= _WEEKEND else first


def _year_end(match: Match, today: date) -> date:
    return date(today.year + (1 if match.groupdict().get("next") else 0), _DECEMBER, 31)


def _quarter_end(match: Match, today: date) -> date:
    quarters = (today.month - 1) // _QUARTER + (2 if match["next"] else 1)
    return add_months(date(today.year, 1, 1), quarters * _QUARTER) - DAY


def _date(match: Match, today: date) -> date:
    year = match["year"]
    if year is None:
        return _nearest(today, int(match["month"]), int(match["day"]))
    return date(int(year) + (2000 if len(year) == 2 else 0), int(match["month"]), int(match["day"]))


def _month(match: Match) -> int:
    name = match["month"]
    months = _MONTHS_EN if name[0] < "а" else _MONTHS
    return next(number for number, start in enumerate(months, 1) if name.startswith(start))  # «мар» before «ма»


def _day(match: Match) -> int:
    return int(match["day"]) if match["day"].isdecimal() else ordinal(match["day"])


def _named_date(match: Match, today: date) -> date:
    month, day = _month(match), _day(match)
    return date(int(match["year"]), month, day) if match["year"] else _nearest(today, month, day)


def _nearest(today: date, month: int, day: int) -> date:
    """This year's day, or the next one's when it was long ago."""
    found = date(today.year, month, day)
    return found if today - found < _HALF_YEAR else date(today.year + 1, month, day)


def _day_of_month(match: Match, today: date) -> date:
    day = _day(match)
    first = today.replace(day=1)
    return (first if day >= today.day else add_months(first, 1)).replace(day=day)


DAYS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (pattern("(?:кон(?:ец|ца|цу|це) )?(?:сегодня(?:шн[а-я]+ дн[яюе])?)|today"), _after(0)),
    (
        pattern(rf"(?:кон(?:ец|ца|цу|це) )?(?:завтр[ао](?:шн[а-я]+ (?:дн[яюе]|день))?)|{_NEXT_DAY}|tomorrow"),
        _after(1),
    ),
    (pattern("послезавтра|(?:the )?day after tomorrow"), _after(2)),
    (pattern(rf"(?:кон(?:ец|ца|цу|це) )?{_WHICH}(?P<weekday>{_WEEKDAY})"), _weekday),
    (pattern(rf"{_START}{_WHICH}(?:рабочей |working )?(?:недели|week)"), _of_week(0)),
    (pattern(rf"{_MIDDLE}{_WHICH}(?:рабочей |working )?(?:недели|week)"), _of_week(2)),
    (pattern(rf"{_END}{_WHICH}(?:рабочей |working )?(?:недели|week)|eow"), _of_week(6)),
    (pattern(rf"(?:{_NEXT}|эт[а-я]+|this) (?:рабочей )?(?:недел[еяю]|week)"), _of_week(6)),
    (pattern(rf"{_MIDDLE}{_WHICH}(?:месяца|month)"), _month_middle),
    (pattern(rf"{_END}{_WHICH}(?:месяца|month)"), _month_end),
    (pattern(rf"{_END}{_WHICH}(?:квартала|quarter)"), _quarter_end),
    (pattern(rf"{_END}{_WHICH}(?:года|year)"), _year_end),
    (pattern("нов(?:ого|ому|ый) год[ау]?|(?:the )?new year"), _year_end),
    (pattern(rf"{_START}(?P<month>{_MONTH})"), _start_of),
    (pattern(rf"{_MIDDLE}(?P<month>{_MONTH})"), _middle_of),
    (pattern(rf"{_END}(?P<month>{_MONTH})"), _end_of),
    (pattern(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"), _date),
    (pattern(_DOTTED), _date),
    (pattern(_SLASHED), _date),
    (pattern(_DASHED), _date),
    (pattern(rf"(?:the )?(?P<day>[0-9]{{1,2}}){_NTH} (?:of )?(?P<month>{_MONTH}){_YEAR}"), _named_date),
    (pattern(rf"(?P<day>{ORDINAL}) (?P<month>{_MONTH}){_YEAR}"), _named_date),
    (pattern(rf"(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}}){_NTH}{_YEAR}"), _named_date),
    (pattern(r"(?P<day>[0-9]{1,2})(?:-?(?:го|му)(?: числ[ау])?|-е| числ[ау])"), _day_of_month),
    (pattern(rf"(?P<day>{ORDINAL}) числ[ау]"), _day_of_month),
    (pattern(rf"(?P<day>{ORDINAL}){ENDS}", AT, by_needed=True), _day_of_month),
    (pattern(r"the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)"), _day_of_month),
)
