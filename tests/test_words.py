"""How times and amounts are written for people."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.languages import Languages
from bot.phrasing import excerpt, moment, near, phone, roubles, service, status, working_time

LANGUAGES = Languages("ru")
NOON = datetime(2026, 2, 4, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Europe/Moscow", "ср 04.02.2026 16:30 МСК"),
        ("Asia/Omsk", "ср 04.02.2026 19:30 UTC+0600"),
        ("America/New_York", "ср 04.02.2026 08:30 UTC-0500"),
    ],
)
def test_a_moment_names_its_zone(zone: str, written: str):
    with LANGUAGES.speaking("ru"):
        assert moment(NOON, ZoneInfo(zone)) == written


@pytest.mark.parametrize(
    ("hours", "written"),
    [
        (0, "сегодня, ср 04.02.2026 16:30 МСК"),
        (7.4, "сегодня, ср 04.02.2026 23:54 МСК"),
        (7.6, "завтра, чт 05.02.2026 00:06 МСК"),
        (31, "завтра, чт 05.02.2026 23:30 МСК"),
        (32, "пт 06.02.2026 00:30 МСК"),
        (-24, "вт 03.02.2026 16:30 МСК"),
    ],
)
def test_what_is_read_at_once_says_today_and_tomorrow(hours: float, written: str):
    with LANGUAGES.speaking("ru"):
        assert near(NOON + timedelta(hours=hours), NOON, ZoneInfo("Europe/Moscow")) == written


@pytest.mark.parametrize(
    ("amount", "russian", "english"),
    [
        (timedelta(), "1 мин", "1 min"),
        (timedelta(seconds=59), "1 мин", "1 min"),
        (timedelta(minutes=1), "1 мин", "1 min"),
        (timedelta(minutes=22), "22 мин", "22 min"),
        (timedelta(hours=1), "1 раб. ч", "1 working h"),
        (timedelta(hours=-2), "2 раб. ч", "2 working h"),
        (timedelta(hours=3, minutes=59), "3 раб. ч 59 мин", "3 working h 59 min"),
        (timedelta(hours=3, minutes=59, seconds=50), "4 раб. ч", "4 working h"),
        (timedelta(hours=4, minutes=29), "4 раб. ч", "4 working h"),
        (timedelta(hours=15, minutes=59), "16 раб. ч", "16 working h"),
        (timedelta(hours=111, minutes=11), "111 раб. ч", "111 working h"),
    ],
)
def test_working_time_is_counted_as_people_count(amount: timedelta, russian: str, english: str):
    with LANGUAGES.speaking("ru"):
        assert working_time(amount) == russian
    with LANGUAGES.speaking("en"):
        assert working_time(amount) == english


def test_services_and_states_bear_the_names_of_the_regulation():
    with LANGUAGES.speaking("ru"):
        assert service(9) == "Загрузка прайс-листа"
        assert status("waiting_confirmation") == "ждём подтверждения"


def test_an_extension_is_named_in_the_readers_language():
    with LANGUAGES.speaking("en"):
        assert phone("+7 (495) 248-06-46 доб. 1") == "+7 (495) 248-06-46 ext. 1"
    with LANGUAGES.speaking("ru"):
        assert phone("+7 (495) 248-06-46 доб. 1") == "+7 (495) 248-06-46 доб. 1"


@pytest.mark.parametrize(("kopecks", "written"), [(0, "0 ₽"), (250_000, "2500 ₽"), (105, "1,05 ₽")])
def test_kopecks_are_written_only_when_there_are_any(kopecks: int, written: str):
    assert roubles(kopecks) == written


@pytest.mark.parametrize(
    ("html", "limit", "begins"),
    [
        ("<b>Каталог</b> &lt;пуст&gt;", 14, "Каталог &lt;пуст&gt;"),
        ("<b>AT&amp;T</b> молчит", 5, "AT&amp;T…"),
        ('<a href="http://x.ru">👍👍👍👍</a>', 5, "👍👍…"),
    ],
)
def test_an_excerpt_has_no_markup_and_cuts_no_sign_in_two(html: str, limit: int, begins: str):
    assert excerpt(html, limit) == begins
