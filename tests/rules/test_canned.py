"""Names and placeholders of canned answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import NAMES, Languages
from bot.phrasing import placeholders
from bot.rules.moderation.canned import PLACEHOLDERS, Reason, check, filled, key, name, named
from bot.rules.refusals import Refused
from bot.rules.visible import visible

VALUES = {"name": "Анна", "number": "ЭО-1", "deadline": "завтра", "operator": "Вера"}


def test_placeholders_have_russian_and_english_names_in_any_case():
    text = "{имя} {Номер} { срок } {ОПЕРАТОР} {name} {number} {deadline} {operator}"
    check(text)
    assert filled(text, VALUES) == "Анна ЭО-1 завтра Вера Анна ЭО-1 завтра Вера"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("Ваш {пароль}", Reason.PLACEHOLDER),
        ("{}", Reason.EMPTY),
        ("Здесь {}", Reason.PLACEHOLDER),
        ("{и<b>мя</b>}, здравствуйте", Reason.PLACEHOLDER),
        ("", Reason.EMPTY),
        ("<b>—</b> 🙂", Reason.EMPTY),
        ("я" * 3001, Reason.TOO_LONG),
    ],
)
def test_what_could_not_be_sent_is_refused(html: str, reason: Reason):
    with pytest.raises(Refused) as refused:
        check(html)
    assert refused.value.reason == reason


def test_lone_braces_and_markup_are_left_alone():
    check("я" * 3000)
    text = "<b>{имя}</b>: {\nкод} } { &lt;"
    check(text)
    assert filled(text, VALUES) == "<b>Анна</b>: {\nкод} } { &lt;"


@given(st.lists(st.sampled_from([*(f"{{{each}}}" for each in PLACEHOLDERS), "текст", " ", "<i>да</i>"]), min_size=1))
def test_what_passes_keeps_no_placeholder(parts: list[str]):
    html = "".join(["а", *parts])
    check(html)
    assert "{" not in filled(html, VALUES)


def test_a_name_is_short_and_found_whatever_its_case():
    assert name("я" * 32) == "я" * 32
    assert name("  Сброс\n пароля ") == "Сброс пароля"
    assert key("Ёлка") == key("елка")
    with pytest.raises(Refused):
        name("я" * 33)
    with pytest.raises(Refused):
        name(" ")


@pytest.mark.parametrize(
    ("typed", "written", "locale"),
    [
        ("Привет", "Привет", None),
        ("Привет (английский)", "Привет", "en"),
        ("  Привет (EN) ", "Привет", "en"),
        ("Привет(рус)", "Привет", "ru"),
        ("Привет (утром)", "Привет (утром)", None),
        ("Привет (утром) (en)", "Привет (утром)", "en"),
        ("Привет ()", "Привет ()", None),
    ],
)
def test_a_name_may_be_followed_by_a_language_in_brackets(typed, written, locale):
    assert named(typed) == (written, locale)


@pytest.mark.parametrize("typed", ["", "(en)", " (английский)"])
def test_a_language_alone_is_no_name(typed):
    with pytest.raises(Refused):
        named(typed)


@pytest.mark.parametrize("locale", NAMES)
def test_those_that_are_named_to_people_are_filled_in(locale: str):
    with Languages("ru").speaking(locale):
        shown = visible(placeholders()).text
    check(shown)
    assert filled(shown, {each: each for each in PLACEHOLDERS.values()}) == "name number deadline operator"
