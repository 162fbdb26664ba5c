"""Words for spans of time (4.3): «на 3 раб. дня», «+8», «через полчаса», “another 4 hours”."""

import re
from collections.abc import Mapping
from datetime import date

from bot.rules.deadlines.wording import ENDS, NUMBER, WITHIN, Match, Read, Span, Unit, number, pattern

_UNITS: Mapping[str, Unit] = {
    "мин": Unit.MINUTES,
    "min": Unit.MINUTES,
    "ч": Unit.HOURS,
    "h": Unit.HOURS,
    "д": Unit.DAYS,
    "р": Unit.DAYS,
    "сут": Unit.DAYS,
    "d": Unit.DAYS,
    "нед": Unit.WEEKS,
    "w": Unit.WEEKS,
    "мес": Unit.MONTHS,
    "mon": Unit.MONTHS,
}
_UNIT = (
    r"минут(?:[уыае]|к[уи]|очк[уи])?|мин\.?|час(?:а|ов|ам|у)?|часик(?:а|ов)?|часо?к(?:а|ов)?|ч\.?"
    r"|р\. ?д\.?|рд|день|денек|дн(?:я|ей|ю)|дн\.?|д\.?|сут(?:ок|ки)|недел[юиье]|недельк[уи]|нед\.?|месяц(?:а|ев)?|мес\."
    "|minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|w|months?"
)
_SOON = r"(?:еще |примерно |около |буквально |ближайш[а-я]+ |about |another |the next )*"
_WORKING = r"(?:рабоч[а-я]+ |раб\. ?|раб |more |working |business )*"
_RANGED = rf"(?:(?:{NUMBER}) ?- ?)?(?P<n>{NUMBER}) ?"
_GIVEN = "(?:дай(?:те)?|нуж(?:ен|на|но)|понадобится|потребуется)(?: мне| нам)?"
_PLUS = r"(?:\+ ?|плюс |plus )"


def _span(match: Match, _today: date) -> Span:
    unit = next(unit for start, unit in _UNITS.items() if match["unit"].startswith(start))
    return Span(number(match.groupdict().get("n")), unit)


def _hours(match: Match, _today: date) -> Span:
    return Span(number(match["n"]), Unit.HOURS)


def _days(match: Match, _today: date) -> Span:
    return Span(number(match["n"]), Unit.DAYS)


def _half(unit: Unit) -> Read:
    return lambda _match, _today: Span(0.5, unit)


def _hours_and_minutes(match: Match, _today: date) -> Span:
    return Span(number(match["n"]) * 60 + number(match["m"]), Unit.MINUTES)


SPANS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (pattern(rf"{_PLUS}?{_SOON}{_RANGED}{_WORKING}(?P<unit>{_UNIT})", f"{WITHIN}|на|for|by"), _span),
    (
        pattern(
            rf"{_PLUS}?{_SOON}(?P<n>{NUMBER}) ?(?:час(?:а|ов)?|ч\.?) ?(?:и )?(?P<m>{NUMBER}) ?(?:минут[аыу]?|мин\.?)",
            f"{WITHIN}|на",
        ),
        _hours_and_minutes,
    ),
    (pattern(rf"{_SOON}{_WORKING}(?P<unit>{_UNIT})", f"{WITHIN}|на|около|for|{_GIVEN}", by_needed=True), _span),
    (
        pattern(rf"(?:{_PLUS}|еще |(?:добав|прибав)[а-я]+ |дополнительно |another ){_WORKING}(?P<unit>{_UNIT})", "на"),
        _span,
    ),
    (pattern(rf"{_PLUS}(?P<n>{NUMBER}){ENDS}", "на"), _hours),
    (pattern(rf"{_PLUS}?(?P<n>{NUMBER}) рабоч(?:их|ий){ENDS}", f"{WITHIN}|на"), _days),
    (
        pattern(
            rf"(?P<n>{NUMBER})", "(?P<unit>минут|час(?:а|ик|ика|ов)?|дн(?:я|ей)|недел[иь]) (?:через|за)", by_needed=True
        ),
        _span,
    ),
    (pattern(rf"{_SOON}(?:полчаса|получаса)", f"{WITHIN}|на"), _half(Unit.HOURS)),
    (pattern(rf"{_SOON}пол ?дня", f"{WITHIN}|на"), _half(Unit.DAYS)),
)
