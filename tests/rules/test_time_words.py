"""Every word for a day, a time or a span, by itself (3.4, 4.3).

It is Tuesday, 3 February 2026, and the desk closes at 18:30.
"""

from datetime import date, time

import pytest

from bot.rules.deadlines.time_words import Piece, may_name_time, pieces, spelled
from bot.rules.deadlines.wording import Span, Unit

TODAY, CLOSES = date(2026, 2, 3), time(18, 30)


def found(text: str, today: date = TODAY) -> list[Piece]:
    written = spelled(text)
    assert may_name_time(written)
    return pieces(written, today, CLOSES)


NUMBERS = {
    1: "один одного одну одной одному",
    1.5: "полтора полторы полутора",
    2: "два две двух двум пару пары",
    3: "три трех трём",
    4: "четыре четырех четырем",
    5: "пять пяти",
    6: "шесть шести",
    7: "семь семи",
    8: "восемь восьми",
    9: "девять девяти",
    10: "десять десяти",
    15: "пятнадцать пятнадцати",
    20: "двадцать двадцати",
    30: "тридцать тридцати",
    40: "сорок сорока",
}
ENGLISH = {0.5: "half-an", 1: "one a an", 2: "two a-couple-of", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
           8: "eight", 9: "nine", 10: "ten", 15: "fifteen", 20: "twenty", 30: "thirty", 40: "forty"}  # fmt: skip


@pytest.mark.parametrize(("word", "amount"), [(word, n) for n, words in NUMBERS.items() for word in words.split()])
def test_a_number_may_be_written_in_russian(word: str, amount: float):
    assert [each.span for each in found(f"через {word} часов")] == [Span(amount, Unit.HOURS)]


@pytest.mark.parametrize(("word", "amount"), [(word, n) for n, words in ENGLISH.items() for word in words.split()])
def test_a_number_may_be_written_in_english(word: str, amount: float):
    assert [each.span for each in found(f"in {word.replace('-', ' ')} hours")] == [Span(amount, Unit.HOURS)]


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("через 2 минуты", 2, Unit.MINUTES),
        ("через 5 мин", 5, Unit.MINUTES),
        ("in 2 minutes", 2, Unit.MINUTES),
        ("через 2 часа", 2, Unit.HOURS),
        ("через 2ч", 2, Unit.HOURS),
        ("within 3h", 3, Unit.HOURS),
        ("через 2 дня", 2, Unit.DAYS),
        ("через 2 рабочих дня", 2, Unit.DAYS),
        ("через 2 суток", 2, Unit.DAYS),
        ("in two working days", 2, Unit.DAYS),
        ("через 2 недели", 2, Unit.WEEKS),
        ("in 3 weeks", 3, Unit.WEEKS),
        ("через 2 месяца", 2, Unit.MONTHS),
        ("in two months", 2, Unit.MONTHS),
        ("на 1-2 часа", 2, Unit.HOURS),
        ("через час", 1, Unit.HOURS),
        ("в течение недели", 1, Unit.WEEKS),
        ("within the next hour", 1, Unit.HOURS),
        ("часа через 2", 2, Unit.HOURS),
        ("дня через три", 3, Unit.DAYS),
        ("через полчаса", 0.5, Unit.HOURS),
        ("в течение получаса", 0.5, Unit.HOURS),
        ("через полдня", 0.5, Unit.DAYS),
    ],
)
def test_a_span_counts_units(text: str, amount: float, unit: Unit):
    assert [each.span for each in found(text)] == [Span(amount, unit)]


WEEKDAYS = (
    (4, "ср", "среду", "wednesday"),
    (5, "чт", "четверг", "thursday"),
    (6, "пт", "пятницу", "friday"),
    (7, "сб", "субботу", "saturday"),
    (8, "вс", "воскресенье", "sunday"),
    (9, "пн", "понедельник", "monday"),
    (10, "вт", "вторник", "tuesday"),
)


@pytest.mark.parametrize(("day", "word"), [(day, word) for day, *words in WEEKDAYS for word in words])
def test_a_weekday_is_the_next_one_or_that_of_the_next_week(day: int, word: str):
    assert [each.day for each in found(f"{'on' if word.isascii() else 'в'} {word}")] == [date(2026, 2, day)]
    following = f"next {word}" if word.isascii() else f"в следующую {word}"
    assert [each.day for each in found(following)] == [date(2026, 2, day + 7 if day < 9 else day)]


MONTHS = ("января jan", "февраля feb", "марта mar", "апреля apr", "мая may", "июня jun", "июля jul", "августа aug",
          "сентября sep", "октября oct", "ноября nov", "декабря dec")  # fmt: skip


@pytest.mark.parametrize(("number", "word"), [(n, word) for n, both in enumerate(MONTHS, 1) for word in both.split()])
def test_a_month_may_be_written_in_words(number: int, word: str):
    assert [each.day for each in found(f"20 {word} 2027")] == [date(2027, number, 20)]
    assert [each.day for each in found(f"20 {word}")] == [date(2026, number, 20)]
    if word.isascii():
        assert [each.day for each in found(f"{word} 20th, 2027")] == [date(2027, number, 20)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("сегодня", TODAY),
        ("до конца сегодняшнего дня", TODAY),
        ("today", TODAY),
        ("завтра", date(2026, 2, 4)),
        ("tomorrow", date(2026, 2, 4)),
        ("послезавтра", date(2026, 2, 5)),
        ("the day after tomorrow", date(2026, 2, 5)),
        ("до конца недели", date(2026, 2, 8)),
        ("by the end of next week", date(2026, 2, 15)),
        ("на этой неделе", date(2026, 2, 8)),
        ("на следующей неделе", date(2026, 2, 15)),
        ("до конца месяца", date(2026, 2, 28)),
        ("by the end of next month", date(2026, 3, 31)),
        ("2026-03-04", date(2026, 3, 4)),
        ("04.03.2026", date(2026, 3, 4)),
        ("4.3.27", date(2027, 3, 4)),
        ("04.03", date(2026, 3, 4)),
        ("5-го", date(2026, 2, 5)),
        ("3-го числа", date(2026, 2, 3)),
        ("2-го числа", date(2026, 3, 2)),
        ("the 5th", date(2026, 2, 5)),
        ("31.02", None),
    ],
)
def test_a_day_may_be_named_in_these_ways(text: str, day: date | None):
    assert [(each.kind, each.day) for each in found(text)] == [("day", day)]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 2, 3), date(2026, 2, 3)),
        (date(2026, 8, 4), date(2026, 2, 3)),
        (date(2026, 8, 5), date(2027, 2, 3)),
        (date(2026, 12, 31), date(2027, 2, 3)),
    ],
)
def test_a_day_without_its_year_is_the_next_years_when_it_was_half_a_year_ago(today: date, day: date):
    assert [each.day for each in found("3 февраля", today)] == [day]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("15:45", time(15, 45)),
        ("3:45 pm", time(15, 45)),
        ("12:00 am", time(0)),
        ("12:15 pm", time(12, 15)),
        ("13:45 pm", time(13, 45)),
        ("3:45 am", time(3, 45)),
        ("15.30", time(15, 30)),
        ("в 5 часов вечера", time(17)),
        ("в 9 утра", time(9)),
        ("в 2 часа дня", time(14)),
        ("в 12 дня", time(12)),
        ("at 3 pm", time(15)),
        ("at 11 am", time(11)),
        ("к 5 часам", time(17)),
        ("к 7 часам", time(19)),
        ("к 8 часам", time(8)),
        ("до 11 ч", time(11)),
        ("by 4 o'clock", time(16)),
        ("до 16", time(16)),
        ("утром", time(12)),
        ("in the morning", time(12)),
        ("до полудня", time(12)),
        ("by noon", time(12)),
        ("к обеду", time(13)),
        ("after lunch", time(13)),
        ("вечером", CLOSES),
        ("до конца дня", CLOSES),
        ("в течение дня", CLOSES),
        ("after the afternoon", CLOSES),
        ("by eod", CLOSES),
    ],
)
def test_a_time_may_be_named_in_these_ways(text: str, at: time):
    assert [(each.kind, each.at) for each in found(text)] == [("at", at)]


@pytest.mark.parametrize(
    "text",
    [
        "5 часов",
        "5 ч",
        "16",
        "склад 16, место 3",
        "час",
        "дней",
        "три",
        "кв 15",
        "1.1.1",
        "at 30 pm",
        "15:75",
        "27:00",
        "2026-13-01",
    ],
)
def test_a_figure_alone_is_no_time(text: str):
    assert [
        each for each in pieces(spelled(text), TODAY, CLOSES) if each.day or each.at or (each.span and each.by)
    ] == []
