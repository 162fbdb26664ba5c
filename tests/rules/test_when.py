"""Deadlines in people's own words, against a table written by hand: a text, and the deadline or why it is refused.

It is Tuesday, 3 February 2026, 10:00 in Moscow, and the present deadline is the next day at 17:00.
"""

import csv
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.deadlines.time_words import may_name_time, spelled
from bot.rules.deadlines.when import MOST_DAYS, Reason, last_working_moment, parse, phrases
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.refusals import Refused

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 2, 3, 10, tzinfo=MOSCOW)
SINCE = datetime(2026, 2, 4, 17, tzinfo=MOSCOW)
with (Path(__file__).parent / "moments.csv").open(encoding="utf-8", newline="") as table:
    CASES = [(row["text"], row["deadline"]) for row in csv.DictReader(table, delimiter=";")]
WORDS = [word for text, _ in CASES for word in text.split()] + ["99", "9999-99-99", ",", "-", "🙂", "ё", "İ"]


def read(text: str, calendar: Calendar) -> str:
    try:
        return f"{parse(text, NOW, calendar, SINCE).at:%a %d.%m %H:%M}"
    except Refused as refusal:
        return Reason(refusal.reason).name


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_clause_4_3_a_deadline_is_understood_or_refused(text: str, expected: str, moscow: Calendar):
    assert read(text, moscow) == expected


@pytest.mark.parametrize("text", [text for text, expected in CASES if expected != "UNKNOWN"])
def test_the_hint_that_a_moment_is_named_misses_none(text: str):
    assert may_name_time(spelled(text))


def test_what_is_named_outside_working_hours_is_kept_beside_the_last_working_moment_before(moscow: Calendar):
    reading = parse("в субботу 12:00", NOW, moscow, SINCE)
    assert (reading.named, reading.at) == (
        datetime(2026, 2, 7, 12, tzinfo=MOSCOW),
        datetime(2026, 2, 6, 18, 30, tzinfo=MOSCOW),
    )


def test_there_must_be_working_time_until_then(moscow: Calendar):
    saturday = NOW + timedelta(days=4)
    with pytest.raises(Refused) as refused:
        parse("до воскресенья", saturday, moscow, SINCE)
    assert refused.value.reason == Reason.NO_WORKING_TIME


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03.02.2027", "Wed 03.02 18:30"),
        ("04.02.2027 10:00", "Thu 04.02 10:00"),
        ("04.02.2027 10:01", "TOO_FAR"),
        ("9999-12-31", "TOO_FAR"),
        ("0001-01-01 00:00", "PAST"),
        ("05.02.2027", "TOO_FAR"),
        ("через 52 недели", "Tue 02.02 10:00"),
        ("через 53 недели", "TOO_FAR"),
        ("через полтора месяца", "Wed 18.03 18:30"),
        ("с 10:00 до 12:00 завтра", "Wed 04.02 12:00"),
        ("tomorrow from 10:00 until 12:00", "Wed 04.02 12:00"),
        ("tomorrow from 10:00 till 12:00", "Wed 04.02 12:00"),
        ("tomorrow from 10:00 by 12:00", "UNKNOWN"),
        ("сегодня 10:00", "PAST"),
        ("сегодня 10:01", "Tue 03.02 10:01"),
        ("вчера", "UNKNOWN"),
        ("02.02.2026", "PAST"),
    ],
)
def test_clause_4_3_a_deadline_is_to_come_and_not_more_than_a_year_away(text: str, expected: str, moscow: Calendar):
    assert read(text, moscow) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("сегодня или в пятницу до 15:00", [("2026-02-03", None), ("2026-02-06", "15:00")]),
        ("в пятницу, 6 февраля, 15:00", [("2026-02-06", "15:00")]),
        ("в пятницу, 7 февраля", [("2026-02-06", None), ("2026-02-07", None)]),
        ("завтра через 2 часа", [("2026-02-04", None), (None, None)]),
        ("через 2 часа завтра", [(None, None), ("2026-02-04", None)]),
        ("15:00 31.02", [(None, "15:00")]),
        ("31.02 15:00", [(None, "15:00")]),
        ("31.02 завтра", [(None, None), ("2026-02-04", None)]),
        ("10:00 15:00", [(None, "10:00"), (None, "15:00")]),
    ],
)
def test_neighbours_of_different_kinds_are_one_moment(
    text: str, expected: list[tuple[str | None, str | None]], moscow: Calendar
):
    found = phrases(spelled(text), NOW, moscow)
    said = [(each.day and each.day.isoformat(), each.at and f"{each.at:%H:%M}") for each in found]
    assert said == expected
    assert [each.wrong for each in found] == ["31.02" in text, *([False] * (len(found) - 1))]


def test_a_day_of_this_date_last_year_is_the_next_one(moscow: Calendar):
    december = datetime(2026, 12, 15, 10, tzinfo=MOSCOW)
    assert parse("20 января", december, moscow, december).at.year == 2027


def test_a_span_counts_from_now_when_the_deadline_has_passed(moscow: Calendar):
    late = SINCE + timedelta(days=1)
    assert parse("на 1 час", late, moscow, SINCE).at == late + timedelta(hours=1)


def test_it_reads_in_another_zone_and_in_other_hours():
    calendar = Calendar(ZoneInfo("Asia/Yekaterinburg"), time(8), time(12))
    reading = parse("завтра", NOW, calendar, NOW)
    assert reading.at == datetime(2026, 2, 4, 12, tzinfo=calendar.zone)


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)))
def test_whatever_is_typed_is_read_or_refused(text: str):
    calendar = Calendar(MOSCOW, time(9, 30), time(18, 30))
    try:
        reading = parse(text, NOW, calendar, SINCE)
    except Refused:
        return
    assert NOW < reading.at <= reading.named <= NOW + timedelta(days=MOST_DAYS)
    assert reading.at == last_working_moment(reading.at, calendar)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_phrases_stand_one_behind_the_other(text: str):
    calendar = Calendar(MOSCOW, time(9, 30), time(18, 30))
    ends = [edge for phrase in phrases(spelled(text), NOW, calendar) for edge in (phrase.start, phrase.end)]
    assert ends == sorted(ends)


@given(st.text(max_size=60))
def test_a_spelled_text_is_as_long_as_before(text: str):
    assert len(spelled(text)) == len(text)
