"""Words for times of the day (4.3): «до 17-30», «к пяти», «в половине шестого», «после обеда», “by 5 pm”."""

import re
from datetime import date, time

from bot.rules.deadlines.wording import (
    AT,
    ENDS,
    NOT_LATER,
    NUMBER,
    NUMBER_WORD,
    OR_DONE,
    ORDINAL,
    Match,
    Read,
    number,
    ordinal,
    pattern,
)

NOON = 12
BUSINESS_MORNING = 8
"""«В 5 часов» is five in the afternoon: nobody promises anything for the hours before this one."""
_HOUR = "[01]?[0-9]|2[0-3]"
_NO_AMOUNT = "(?! ?(?:мин|ч|д[ен]|нед|мес|поз|шт|тов|стр|раз|руб|зак|min|h|d|w))"
_HOURS = r"час(?:а|ов|ам|у)?|ч\.?"


def _clock(match: Match, _today: date) -> time:
    hour, half = int(match["hour"]), match["half"]
    if half and hour <= NOON:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    return time(hour, int(match["minute"]))


def _figures(match: Match, _today: date) -> time:
    return time(int(match["hour"]), int(match["minute"]))


def _hour(match: Match, _today: date) -> time:
    hour, part = int(number(match["hour"])), match.groupdict().get("part")
    afternoon = part in ("дня", "вечера", "pm") or (part is None and hour < BUSINESS_MORNING)
    return time(hour % NOON + NOON if afternoon and hour <= NOON else hour)


def on_the_clock(hour: int) -> int:
    """Return the hour of the day that an hour from 1 to 12 means in business."""
    return hour + NOON if hour < BUSINESS_MORNING else hour


def _half_past(match: Match, _today: date) -> time:
    return time(on_the_clock(ordinal(match["hour"]) - 1), 30)


def _quarter_past(match: Match, _today: date) -> time:
    return time(on_the_clock(ordinal(match["hour"]) - 1), 15)


def _to(match: Match, _today: date) -> time:
    before = 15 if match["before"] == "четверти" else int(number(match["before"]))
    return time(on_the_clock(int(number(match["hour"])) - 1), 60 - before)


def _at(hour: int) -> Read:
    return lambda _match, _today: time(hour)


TIMES: tuple[tuple[re.Pattern[str], Read], ...] = (
    (pattern(rf"(?P<hour>{_HOUR}):(?P<minute>[0-5][0-9]) ?(?P<half>am|pm)?"), _clock),
    (pattern(rf"(?P<hour>{_HOUR})\.(?P<minute>00|1[3-9]|[2-5][0-9])"), _figures),
    (pattern(rf"(?P<hour>{_HOUR})-(?P<minute>[0-5][0-9]){_NO_AMOUNT}", AT, by_needed=True), _figures),
    (pattern(rf"(?P<hour>1[0-9]|2[0-3])-(?P<minute>00|30)(?:{ENDS}|(?= [0-9]{{1,2}}\.[0-9]))"), _figures),
    (pattern(rf"(?P<hour>{_HOUR}) (?P<minute>[0-5][0-9]){ENDS}", AT, by_needed=True), _figures),
    (
        pattern(rf"(?P<hour>{_HOUR}) ?(?:{_HOURS}) ?(?P<minute>[0-5]?[0-9]) ?(?:минут|мин|м)\.?", AT, by_needed=True),
        _figures,
    ),
    (pattern(rf"(?P<hour>{NUMBER}) ?(?:(?:{_HOURS}) )?(?P<part>утра|дня|вечера|am|pm)"), _hour),
    (pattern(rf"(?P<hour>{NUMBER}) ?(?:{_HOURS}|o'clock)", AT, by_needed=True), _hour),
    (pattern(rf"(?P<hour>[0-9]{{1,2}}(?:-?ти)?|{NUMBER_WORD}){ENDS}", AT, by_needed=True), _hour),
    (pattern(rf"(?P<hour>{NUMBER_WORD}){OR_DONE}", f"{NOT_LATER}|до|ко?", by_needed=True), _hour),
    (pattern("час(?:а|у)? дня"), _at(NOON + 1)),
    (pattern(f"часу(?:{ENDS}|{OR_DONE})", "до|ко?", by_needed=True), _at(NOON + 1)),
    (pattern(rf"(?P<hour>{NUMBER})", "час(?:ам|ов|а|ика) [кв]", by_needed=True), _hour),
    (pattern(rf"(?:половин[аеуы] |пол ?)(?P<hour>{ORDINAL})"), _half_past),
    (pattern(rf"четверть (?P<hour>{ORDINAL})"), _quarter_past),
    (pattern(rf"без (?P<before>четверти|{NUMBER})(?: минут)? (?P<hour>{NUMBER})"), _to),
    (pattern("утр(?:ом|а|у|о)|the morning|morning"), _at(NOON)),
    (pattern("полдень|полудня|полудню|noon|midday"), _at(NOON)),
    (pattern("обед(?:а|у|ом)?|lunch|перв[а-я]+ половин[а-я]+(?: дня)?"), _at(NOON + 1)),
)
CLOSING = pattern(
    "вечер(?:ом|а|у)?|днем|(?:the )?evening|tonight|кон(?:ец|ца|цу|це) (?:рабочего )?дня|после обеда|(?:the )?afternoon"
    "|втор[а-я]+ половин[а-я]+(?: дня)?|в течение (?:рабочего )?дня|закрыти[яюе](?! [а-я])"
    "|(?:the )?(?:end|close) of (?:the )?(?:(?:working |business )?day|business)|eod|eob|cob"
)
