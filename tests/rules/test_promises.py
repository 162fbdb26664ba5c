"""Promises in operators' texts, against a labelled set: sentences written by hand after those of a support desk.

`due` is the moment by which something was promised, «-» for what is not a promise: opening hours, requests to the
requester, questions, quotations, what is over. It is Tuesday, 3 February 2026, 10:00 in Moscow.
"""

import csv
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.deadlines.promises import Change, Promise, change, find, remind_at
from bot.rules.deadlines.working_hours import Calendar

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 2, 3, 10, tzinfo=MOSCOW)
with (Path(__file__).parent / "promises.csv").open(encoding="utf-8", newline="") as table:
    CASES = [(row["text"], row["due"]) for row in csv.DictReader(table, delimiter=";")]


@pytest.mark.parametrize(("text", "due"), CASES)
def test_clause_3_4_a_promise_is_found_where_there_is_one(text: str, due: str, moscow: Calendar):
    found = find(text, NOW, moscow)
    assert (f"{found.due_at:%d.%m %H:%M}" if found else "-") == due


def test_the_labelled_set_is_large_enough():
    innocent = sum(due == "-" for _, due in CASES)
    assert innocent >= 30
    assert len(CASES) >= 80


def test_a_promise_is_shown_in_its_own_words(moscow: Calendar):
    found = find("<b>Проверим</b> &amp; ответим Завтра,\u00a0к&nbsp;обеду.", NOW, moscow)
    assert found
    assert found.words == "Завтра,\u00a0к\u00a0обеду"


@pytest.mark.parametrize(
    ("due", "reminded"),
    [
        (timedelta(hours=4), timedelta(hours=3)),
        (timedelta(minutes=40), timedelta(minutes=25)),
        (timedelta(minutes=10), timedelta()),
        (timedelta(days=1), timedelta(hours=6, minutes=45)),
    ],
)
def test_a_reminder_comes_a_quarter_of_the_working_time_before(due: timedelta, reminded: timedelta, moscow: Calendar):
    assert remind_at(NOW, NOW + due, moscow) == NOW + reminded


def test_a_day_off_can_be_promised_too(moscow: Calendar):
    sunday = datetime(2026, 2, 8, 12, tzinfo=MOSCOW)
    found = find("Сделаем сегодня", sunday, moscow)
    assert found
    assert found.due_at == datetime(2026, 2, 8, 18, 30, tzinfo=MOSCOW)


AT_NOON = Promise("до 12:00", NOW + timedelta(hours=2))
AT_FOUR = Promise("до 16:00", NOW + timedelta(hours=6))
OVER = Promise("до 9:45", NOW - timedelta(minutes=15))


@pytest.mark.parametrize(
    ("before", "is_open", "found", "expected"),
    [
        (None, False, None, Change.NOTHING),
        (None, False, AT_NOON, Change.MADE),
        (AT_NOON, True, AT_NOON, Change.NOTHING),
        (AT_NOON, True, Promise("сегодня к 12:00", AT_NOON.due_at), Change.NOTHING),
        (Promise("через два часа", NOW + timedelta(hours=1)), True, Promise("через два часа", NOW), Change.NOTHING),
        (AT_NOON, True, AT_FOUR, Change.MOVED),
        (AT_FOUR, True, AT_NOON, Change.MOVED),
        (AT_NOON, True, None, Change.DROPPED),
        (AT_NOON, False, None, Change.NOTHING),
        (AT_NOON, False, AT_NOON, Change.NOTHING),
        (AT_NOON, False, AT_FOUR, Change.MADE),
        (OVER, True, None, Change.NOTHING),
        (OVER, True, AT_FOUR, Change.MADE),
    ],
)
def test_clause_3_4_an_edit_makes_moves_or_drops_a_promise(
    before: Promise | None, is_open: bool, found: Promise | None, expected: Change
):
    assert change(before, found, NOW, is_open=is_open) is expected


@given(st.text(max_size=200))
def test_no_text_is_too_much(text: str):
    calendar = Calendar(MOSCOW, time(9, 30), time(18, 30))
    found = find(f"сделаем {text} до 17:00 {text}", NOW, calendar)
    assert found is None or found.due_at > NOW
