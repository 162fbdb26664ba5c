"""Codes that prove a login: read however they are typed, judged, limited."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.people import codes
from bot.rules.people.codes import LIFETIME, LIMITS, TRIES, Issued, Limit, Scope, Verdict

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)
SALT = "00" * 16
KEPT = codes.digest("123456", SALT)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("12 34 56", "123456"),
        ("1 2 3 4 5 6", "123456"),
        ("123\u00a0456", "123456"),
        ("код 123 456", "123456"),
        ("Ваш код: 123456. Никому его не сообщайте", "123456"),
        ("123456\n123456", "123456"),
        ("код от 12.03: 012345", "012345"),
        ("１２３４５６", "123456"),
        ("١٢٣٤٥٦", "123456"),
        ("«123456»", "123456"),
        ("12345", None),
        ("1234567", None),
        ("123456 654321", None),
        ("8 495 248 06 46", None),
        ("7707083893", None),
        ("код", None),
        ("", None),
        ("²²²²²²", None),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str, code: str | None):
    assert codes.read(typed) == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("12345", True), ("код 12345", True), ("1234567", True), ("Не открывается каталог", False), ("ошибка 404", False)],
)
def test_a_wrong_number_of_digits_is_meant_for_a_code(typed: str, meant: bool):
    assert codes.is_meant(typed) is meant


@pytest.mark.parametrize(
    ("issued", "typed", "verdict"),
    [
        (None, "123456", Verdict.NONE),
        (Issued(SALT, None, None, 0), "123456", Verdict.NOT_SENT),
        (Issued(SALT, KEPT, NOW + LIFETIME, 0), "123456", Verdict.RIGHT),
        (Issued(SALT, KEPT, NOW + LIFETIME, TRIES - 1), "123456", Verdict.RIGHT),
        (Issued("11" * 16, KEPT, NOW + LIFETIME, 0), "123456", Verdict.WRONG),
        (Issued(SALT, KEPT, NOW + LIFETIME, 0), "123457", Verdict.WRONG),
        (Issued(SALT, KEPT, NOW + LIFETIME, TRIES - 2), "123457", Verdict.WRONG),
        (Issued(SALT, KEPT, NOW + LIFETIME, TRIES - 1), "123457", Verdict.SPENT),
        (Issued(SALT, KEPT, NOW + LIFETIME, TRIES), "123456", Verdict.SPENT),
        (Issued(SALT, KEPT, NOW, 0), "123456", Verdict.EXPIRED),
        (Issued(SALT, KEPT, NOW + timedelta(seconds=1), 0), "123456", Verdict.RIGHT),
    ],
)
def test_a_typed_code_is_judged(issued: Issued | None, typed: str, verdict: Verdict):
    assert codes.judge(issued, typed, NOW) is verdict


def test_the_time_and_the_tries_are_those_of_the_issue():
    assert (6, timedelta(minutes=10), 5, timedelta(seconds=60)) == (codes.DIGITS, LIFETIME, TRIES, codes.PAUSE)
    assert {each.scope for each in LIMITS} == set(Scope)


@pytest.mark.parametrize(("ago", "left"), [(0, 60), (0.5, 60), (1, 59), (59, 1), (59.5, 1), (60, 0), (3600, 0)])
def test_another_letter_after_a_minute(ago: float, left: int):
    assert codes.seconds_left(NOW - timedelta(seconds=ago), NOW) == left


def test_the_first_letter_goes_at_once():
    assert codes.seconds_left(None, NOW) == 0


HOURLY, DAILY = (
    Limit(Scope.PERSON, 5, timedelta(hours=1)),
    Limit(Scope.ADDRESS, 10, timedelta(days=1)),
)


@pytest.mark.parametrize(
    ("counted", "again"),
    [
        ([], None),
        ([(HOURLY, None)], None),
        ([(HOURLY, NOW - timedelta(hours=1))], None),
        ([(HOURLY, NOW - timedelta(minutes=59))], NOW + timedelta(minutes=1)),
        ([(HOURLY, NOW - timedelta(minutes=59)), (DAILY, NOW - timedelta(hours=1))], NOW + timedelta(hours=23)),
    ],
)
def test_every_limit_has_to_let_it_out(counted: list[tuple[Limit, datetime | None]], again: datetime | None):
    assert codes.again_at(counted, NOW) == again


@pytest.mark.parametrize(
    ("address", "shown"),
    [("ivan@company.ru", "i***@company.ru"), ("i@company.ru", "i***@company.ru"), ("иван@почта.рф", "и***@почта.рф")],
)
def test_an_address_is_masked(address: str, shown: str):
    assert codes.masked(address) == shown


def test_codes_and_salts_differ_and_have_their_form():
    found = {codes.new() for _ in range(50)}
    assert len(found) > 40
    assert all(re.fullmatch(r"\d{6}", each) for each in found)
    assert len({codes.new_salt() for _ in range(50)}) == 50


@given(st.integers(0, 999_999), st.sampled_from(["", " ", "-", "\u00a0"]), st.sampled_from(["", "код ", "Code: "]))
def test_any_code_is_read_with_spaces_and_words(number: int, gap: str, before: str):
    code = f"{number:06}"
    assert codes.read(f"{before}{code[:3]}{gap}{code[3:]}.") == code


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_six_digits_or_nothing(text: str):
    found = codes.read(text)
    assert found is None or re.fullmatch("[0-9]{6}", found)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_only_the_same_code_is_right(kept: int, typed: int):
    issued = Issued(SALT, codes.digest(f"{kept:06}", SALT), NOW + LIFETIME, 0)
    assert (codes.judge(issued, f"{typed:06}", NOW) is Verdict.RIGHT) is (kept == typed)
