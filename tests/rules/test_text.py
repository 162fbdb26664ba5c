import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.text import clean, cut, one_line, utf16_len

ANYTHING = st.text(st.characters(exclude_categories=()))  # lone surrogates too


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Анна \t Петрова  ", "Анна Петрова"),
        ("one\r\n\r\ntwo", "one\n\ntwo"),
        ("a\u200b\u200db\u200e\u202ec\u2066\ufeff\u00add", "abcd"),
        ("и\u0306", "й"),
        ("и\u200b\u0306", "й"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("a\u00a0\u3000b", "a b"),
        ("ok\ud83d", "ok"),
        ("\u200f \u200b", ""),
        ("<b>'; DROP TABLE tickets;--</b>", "<b>'; DROP TABLE tickets;--</b>"),
    ],
)
def test_it_keeps_only_what_can_be_seen(typed, kept):
    assert clean(typed) == kept


def test_one_line_joins_lines_by_spaces():
    assert one_line(" a\n\n b\u2028c ") == "a b c"


@given(ANYTHING)
def test_clean_text_is_clean_already_and_can_be_stored(text):
    assert clean(clean(text)) == clean(text)
    clean(text).encode()


@pytest.mark.parametrize(("text", "units"), [("", 0), ("ЭО", 2), ("🆕", 2), ("👨‍👩‍👧", 8), ("\ud83d", 1)])
def test_it_counts_as_telegram_does(text, units):
    assert utf16_len(text) == units


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("ровно", 5, "ровно"),
        ("длинное", 5, "длин…"),
        ("два слова", 5, "два…"),
        ("ab🆕", 4, "ab🆕"),
        ("ab🆕c", 4, "ab…"),
        ("a👨‍👩‍👧b", 9, "a…"),
        ("a👍🏽b", 5, "a…"),
        ("a🇷🇺🇷🇺", 7, "a🇷🇺…"),
        ("e\u0301e\u0301", 3, "e\u0301…"),
        ("a", 1, "a"),
        ("ab", 1, "…"),
    ],
)
def test_it_cuts_between_whole_signs(text, limit, short):
    assert cut(text, limit) == short


@given(ANYTHING, st.integers(1, 40))
def test_what_is_cut_fits_and_begins_as_the_text_did(text, limit):
    short = cut(text, limit)
    assert utf16_len(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_pile_of_marks_is_cut_too():
    assert utf16_len(cut("a" + "\u0301" * 10_000, 128)) > 100
