"""Days in tables that come from other programs: as offices write them, and as spreadsheets count them."""

import re
from datetime import date, timedelta

_MONTHS = {
    **{
        stem: number
        for number, stem in enumerate(
            ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"), start=1
        )
    },
    **{
        stem: number
        for number, stem in enumerate(
            ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
        )
    },
}
_TIME = re.compile(r"(?<=\d)[ t,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:z|[+-]\d{2}:?\d{2}))?$")
_AROUND = re.compile(r"^(?:до|по|until|to) +|[ .]*(?:г|года|год)\.?$|[ .,]+$")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})|(?P<whole>\d{8})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-./ ](?P<month>\d{1,2})[-./ ](?P<year>\d{4}|\d{2})")
_NAMED = re.compile(r"(?P<day>\d{1,2})[- .](?P<month>[а-яa-z]{3,})\.?[- ](?P<year>\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"(?P<month>[a-z]{3,})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})")
_SERIAL = re.compile(r"(?P<days>[45]\d{4})(?:\.\d+)?")
"""Days as spreadsheets count them, from 2009 to 2064."""
_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def day(text: str) -> date | None:
    """Return the day that is written («31.12.2026», «2026-12-31 00:00:00», «31 декабря 2026 г.», 46387), or None."""
    said = _AROUND.sub("", _AROUND.sub("", _TIME.sub("", " ".join(text.casefold().split()))))
    if serial := _SERIAL.fullmatch(said):
        return _EPOCH + timedelta(days=int(serial["days"]))
    for form in (_YEAR_FIRST, _DAY_FIRST, _NAMED, _NAMED_FIRST):
        if found := form.fullmatch(said):
            return _date(found)
    return None


def _date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    if whole := parts.get("whole"):
        parts = {"year": whole[:4], "month": whole[4:6], "day": whole[6:]}
    year, month = int(parts["year"]), _month(parts["month"])
    year += _FIRST_YEAR if year < 100 else 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, int(parts["day"]))
    except ValueError:
        return None


def _month(said: str) -> int:
    """Return the number of a month, 0 when there is none of that name."""
    if said.isdecimal():
        return int(said)
    return _MONTHS.get(said[:3]) or (_MONTHS["ма"] if said in ("май", "мая") else 0)
