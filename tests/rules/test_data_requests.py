import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import fields
from bot.rules.refusals import Refused
from bot.rules.tickets.data_requests import (
    READY,
    SKIPPED,
    Answer,
    Given,
    Item,
    Kind,
    Reason,
    added,
    checked,
    is_beside,
    own_questions,
)

WORDS, FILE, PICTURE = (
    Answer("слова", is_file=False, is_picture=False),
    Answer("слова", is_file=True, is_picture=False),
    Answer("слова", is_file=True, is_picture=True),
)


def words(text: str) -> Answer:
    return Answer(text, is_file=False, is_picture=False)


def refusal(kind: Kind, answer: Answer) -> str:
    with pytest.raises(Refused) as caught:
        checked(kind, answer)
    return str(caught.value.reason)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (Kind.LOGIN, " Anna@Romashka.example ", "Anna@romashka.example"),
        (Kind.FULL_NAME, "Смирнова  Анна Ивановна", "Смирнова Анна Ивановна"),
        (Kind.FULL_NAME, "Ким Анна, нет отчества", "Ким Анна"),
        (Kind.INN, "7707 083893", "7707083893"),
        (Kind.COMPANY, "ООО «Ромашка»", "ООО «Ромашка»"),
        (Kind.ORDER, " А-17\n", "А-17"),
        (Kind.ORDER, "1" * 300, "1" * 300),
        (Kind.ERROR_TEXT, "Ошибка 500\nв модуле", "Ошибка 500\nв модуле"),
        (Kind.OWN, "", ""),
    ],
)
def test_clause_6_2_an_answer_of_a_known_kind_is_checked_and_tidied(kind: Kind, typed: str, kept: str):
    assert checked(kind, words(typed)) == kept


@pytest.mark.parametrize(
    ("kind", "answer", "reason"),
    [
        (Kind.INN, words("7707083890"), fields.Reason.CHECK_DIGITS),
        (Kind.LOGIN, words("anna"), fields.Reason.FORM),
        (Kind.ORDER, words(" "), fields.Reason.EMPTY),
        (Kind.ORDER, words("1" * 301), fields.Reason.TOO_LONG),
        (Kind.INN, PICTURE, Reason.WORDS_NEEDED),
        (Kind.COMPANY, words(""), Reason.WORDS_NEEDED),
        (Kind.SCREENSHOT, WORDS, Reason.PICTURE_NEEDED),
        (Kind.SCREENSHOT, FILE, Reason.PICTURE_NEEDED),
    ],
)
def test_an_answer_that_is_none_is_refused(kind: Kind, answer: Answer, reason: str):
    assert refusal(kind, answer) == reason


@pytest.mark.parametrize("kind", [Kind.SCREENSHOT, Kind.ORDER, Kind.ERROR_TEXT, Kind.BROWSER, Kind.OWN])
def test_a_picture_answers_what_can_be_seen_on_one(kind: Kind):
    assert checked(kind, PICTURE) == "слова"
    assert checked(kind, Answer("", is_file=True, is_picture=True)) == ""


def test_each_line_is_a_question():
    assert own_questions(" Когда?\n\n\u200bГде? ") == ("Когда?", "Где?")
    assert own_questions("я" * 200) == ("я" * 200,)
    assert len(own_questions("?\n" * 10)) == 10


def test_an_operators_own_question_is_not_among_the_ready_ones():
    assert [str(kind) for kind in READY] == [
        *("login", "full_name", "inn", "company", "order", "screenshot", "error_text", "browser")
    ]


def test_what_has_no_message_was_skipped():
    assert SKIPPED.skipped
    assert not Given("", "photo", 4).skipped


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("\u200b\n", fields.Reason.EMPTY),
        ("я" * 201, Reason.QUESTION_TOO_LONG),
        ("?\n" * 11, Reason.TOO_MANY),
    ],
)
def test_no_empty_endless_or_countless_questions(text: str, reason: str):
    with pytest.raises(Refused) as caught:
        own_questions(text)
    assert caught.value.reason == reason


ITEMS = st.lists(st.builds(Item, st.sampled_from(READY), st.sampled_from("абв")), unique_by=lambda each: each.kind)


@given(ITEMS.map(tuple), ITEMS.map(tuple))
def test_what_is_asked_again_keeps_its_place_and_takes_the_later_reason(asked, more):
    together = added(asked, more)
    assert [each.kind for each in together[: len(asked)]] == [each.kind for each in asked]
    assert {each.kind for each in together} == {each.kind for each in asked + more}
    assert len({each.kind for each in together}) == len(together)
    assert set(more) <= set(together)


def test_more_than_ten_items_are_too_much():
    own = tuple(Item(Kind.OWN, "", str(number)) for number in range(10))
    with pytest.raises(Refused):
        added(own, (Item(Kind.INN, ""),))
    assert len(added(own[1:], (Item(Kind.INN, ""),))) == 10
    assert len(added(own, own[:1])) == 10


@pytest.mark.parametrize(
    ("text", "kind", "beside"),
    [
        ("55", "text", True),
        ("Вот номер: А-17", "text", True),
        ("", "photo", True),
        ("А когда будет готово", "text", False),
        ("А-17. Этого хватит?", "text", False),
        ("Можно без номера", "text", False),
        ("When will it be done", "text", False),
        ("Такая ошибка?", "photo", False),
        ("", "voice", False),
        ("а" * 301, "text", False),
    ],
)
def test_what_is_written_beside_the_questions_only_answers_them(text: str, kind: str, beside: bool):
    assert is_beside(text, kind) is beside
