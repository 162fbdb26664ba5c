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

from bot.rules.deadlines.promises import Change, Promise, change, find, outside, remind_at
from bot.rules.deadlines.working_hours import Calendar

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 2, 3, 10, tzinfo=MOSCOW)
with (Path(__file__).parent / "promises.csv").open(encoding="utf-8", newline="") as table:
    CASES = [(row["text"], row["due"]) for row in csv.DictReader(table, delimiter=";")]


@pytest.mark.parametrize(("text", "due"), CASES)
def test_clause_3_4_a_promise_is_found_where_there_is_one(text: str, due: str, moscow: Calendar):
    found = find(text, NOW, moscow)
    assert (f"{found.due_at:%d.%m %H:%M}" if found else "-") == due


COMMITS = (
    "делаем сделаю переделаем доделаю отвечу ответим исправлю поправим проверю перезвоню позвоним",
    "напишу отпишем опишу подпишем пришлю вышлем перешлю отправлю направим сообщу сообщим верну вернемся",
    "решу решим разберу разберемся уточню уточним посмотрю рассмотрим загружу выгрузим найду найдем",
    "настрою перестроим подготовлю подготовим закончу завершим восстановлю восстановим открою откроем",
    "подключу переключим отключу включим свяжемся свяжу дам передадим выдам устраню устраним добавлю добавим",
    "обновлю обновим выполню выполним постараюсь постараемся обещаю обещаем гарантирую гарантируем успею внесем",
    "займусь займемся проинформирую информируем предоставлю предоставим создам создадим опубликую опубликуем выясню",
    "подскажу расскажем размещу разместим заменю заменим удалю удалим изменю изменим оформлю оформим продлю продлим",
    "дополню дополним согласую согласуем получите заработает заработает появится придет поступит",
)


@pytest.mark.parametrize(
    "commits",
    [
        *(word for row in COMMITS for word in row.split()),
        *("ответ будет", "ответ за нами", "будем пробовать", "будет восстановлено", "станет доступен", "I'll answer"),
        *("we will look", "we shall look", "I promise", "we are going to look", "you will hear", "you will get it"),
        *("it will be ready", "it will be fixed", "will get back to you"),
    ],
)
def test_clause_3_4_who_says_so_with_a_time_promises_it(commits: str, moscow: Calendar):
    found = find(f"По заказу {commits} к 15:00", NOW, moscow)
    assert found
    assert found.due_at == NOW + timedelta(hours=5)
    assert find(f"По заказу {commits} к 15:00?", NOW, moscow) is None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Исправим сегодня до 9:45 или завтра до 12:00", "04.02 12:00"),
        ("Исправим вчера или в пятницу до 15:00", "06.02 15:00"),
        ("We will fix it in 3h", "03.02 13:00"),
        ("Исправим 31.02, в среду", "04.02 18:30"),
        ("Исправим 31.02", "-"),
        ("Сделаем завтра с 10:00 до 12:00", "04.02 12:00"),
        ("Сделаем с 10:00 до 12:00", "-"),
        ("Сделаем с 15:00", "-"),
        ("Сделаем со среды", "-"),
        ("We will do it from 15:00", "-"),
        ("Сделаем 2 часа", "-"),
        ("Сделаем за 2 часа", "03.02 12:00"),
        ("Сделаем через 2 часа", "03.02 12:00"),
        ("Скидка кончилась, до 17:00", "-"),
        ("Да, хорошо, до 17:00", "03.02 17:00"),
        ("Мы исправим, склад до 17:00 закрыт", "-"),
        ("Склад до 17:00 закрыт, мы исправим", "-"),
        ("Мы исправим, до 17:00, спасибо", "03.02 17:00"),
    ],
)
def test_clause_3_4_the_clause_around_a_time_commits_or_says_nothing_else(text: str, due: str, moscow: Calendar):
    found = find(text, NOW, moscow)
    assert (f"{found.due_at:%d.%m %H:%M}" if found else "-") == due


@pytest.mark.parametrize("says", ["недоступен", "работать", "закрыт", "выходной", "перерыв"])
def test_clause_3_4_when_nobody_works_is_not_a_promise(says: str, moscow: Calendar):
    assert find(f"Склад будет {says} до 15:00", NOW, moscow) is None


@pytest.mark.parametrize(("before", "promised"), [("да " * 24, True), ("да " * 24 + " ", False)])
def test_clause_3_4_a_long_sentence_without_a_verb_is_not_a_promise(before: str, promised: bool, moscow: Calendar):
    assert (find(f"{before}до 17:00", NOW, moscow) is not None) is promised


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
        (None, True, None, Change.NOTHING),
        (None, True, AT_NOON, Change.MADE),
        (Promise("до 10:00", NOW), True, None, Change.NOTHING),
        (Promise("до 10:00", NOW), True, AT_NOON, Change.MADE),
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


@pytest.mark.parametrize(
    ("now", "due", "told"),
    [
        ("03.02 10:00", "03.02 12:00", {}),
        ("03.02 10:00", "03.02 18:30", {}),
        ("03.02 17:30", "03.02 19:30", {"until": "03.02 18:30"}),
        ("03.02 17:30", "04.02 08:00", {"until": "03.02 18:30"}),
        ("03.02 19:00", "03.02 21:00", {"opens": "04.02 09:30"}),
        ("06.02 19:00", "07.02 12:00", {"opens": "09.02 09:30"}),
    ],
)
def test_clause_3_4_a_promise_outside_working_hours_says_until_when_it_can_be_kept(
    now: str, due: str, told: dict[str, str], moscow: Calendar
):
    at, by = (datetime.strptime(f"2026 {each}", "%Y %d.%m %H:%M").replace(tzinfo=MOSCOW) for each in (now, due))
    assert {name: f"{each:%d.%m %H:%M}" for name, each in outside(by, at, moscow).items()} == told
