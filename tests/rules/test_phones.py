import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import fields
from bot.rules.people.phones import Reason, phone
from bot.rules.refusals import Refused

READ = [
    ("8 (495) 248-06-46 доб. 1", "+74952480646 доб. 1"),
    ("+7 (495) 248-06-46 доб. 1", "+74952480646 доб. 1"),
    ("+7 495 248 06 46", "+74952480646"),
    ("84952480646", "+74952480646"),
    ("74952480646", "+74952480646"),
    ("495 248-06-46", "+74952480646"),
    ("(916) 123‑45‑67", "+79161234567"),
    ("916.123.45.67", "+79161234567"),
    ("тел.: 8-916-123-45-67", "+79161234567"),
    ("т. 8 916 123 45 67", "+79161234567"),
    ("8 800 555 35 35", "+78005553535"),
    ("+7 495 248-06-46, доб.12", "+74952480646 доб. 12"),
    ("+7 495 248-06-46 (доб. 12)", "+74952480646 доб. 12"),
    ("+7 495 248-06-46 добавочный 1234", "+74952480646 доб. 1234"),
    ("+7 495 248-06-46 вн. 7", "+74952480646 доб. 7"),
    ("+7 495 248-06-46 ext 7", "+74952480646 доб. 7"),
    ("+7 495 248-06-46#7", "+74952480646 доб. 7"),
    ("+7 495 248-06-46,7", "+74952480646 доб. 7"),
    ("+7 495 248-06-46 x007", "+74952480646 доб. 007"),
    ("+375 29 123-45-67", "+375291234567"),
    ("8 10 375 29 123-45-67", "+375291234567"),
    ("00 49 30 901820", "+4930901820"),
    ("+49 30 901820 ext. 5", "+4930901820 доб. 5"),
    ("+7 701 123 45 67", "+77011234567"),
    ("  +7\u00a0495\u00a0248\u00a006\u00a046 ", "+74952480646"),
]
REFUSED = [
    ("", fields.Reason.EMPTY),
    ("+7 495 248", Reason.DIGITS),
    ("12345", Reason.DIGITS),
    ("248-06-46", Reason.DIGITS),
    ("7707083893", Reason.DIGITS),
    ("восемь девятьсот", Reason.FORM),
    ("8 916 I23 45 67", Reason.CHARACTERS),
    ("ivanov@company.ru", Reason.FORM),
    ("+7 495 248 06 46 7", Reason.CODE),
    ("+0 495 248 06 46", Reason.CODE),
    ("+1234567890123456", Reason.DIGITS),
    ("8 495 248-06-46; 8 916 123-45-67", Reason.CHARACTERS),
    ("8" * 100, fields.Reason.TOO_LONG),
]


@pytest.mark.parametrize(("text", "number"), READ)
def test_clause_2_4_a_number_is_read_however_it_is_written(text, number):
    assert phone(text) == number


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_clause_2_4_what_is_no_number_is_refused_with_a_reason(text, reason):
    with pytest.raises(Refused) as caught:
        phone(text)
    assert caught.value.reason is reason


@pytest.mark.parametrize("number", sorted({number for _text, number in READ}))
def test_a_number_that_was_read_is_read_the_same_again(number):
    assert phone(number) == number


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_number_or_refused(text):
    try:
        number = phone(text)
    except Refused:
        return
    assert number[0] == "+"
    assert phone(number) == number
