"""The first look at what was typed into a field (6.2)."""

import pytest

from bot.rules.fields import Reason, field, listed, reason
from bot.rules.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "limit", "kept"),
    [(" а\n б ", 3, "а б"), ("я" * 5, 5, "я" * 5), (f"{' ' * 999}я", 1, "я"), ("я" * 1000, 1000, "я" * 1000)],
)
def test_it_is_one_clean_line(typed: str, limit: int, kept: str):
    assert field(typed, limit) == kept


@pytest.mark.parametrize(
    ("typed", "reason", "details"),
    [
        ("", Reason.EMPTY, {}),
        (" \u200b\n", Reason.EMPTY, {}),
        ("я" * 6, Reason.TOO_LONG, {"limit": "5"}),
        (f"{' ' * 1000}я", Reason.TOO_LONG, {"limit": "5"}),
        (" " * 1001, Reason.TOO_LONG, {"limit": "5"}),
    ],
)
def test_nothing_and_too_much_are_refused(typed: str, reason: Reason, details: dict[str, str]):
    with pytest.raises(Refused) as refused:
        field(typed, 5)
    assert (refused.value.reason, refused.value.details) == (reason, details)


def test_letters_are_shown_once_each():
    assert listed(["с", "о", "с"]) == "с, о"


@pytest.mark.parametrize("text", ["", "?", "-", "...", "12:00", "ок", "Подтвердил?"])
def test_clause_4_3_a_reason_that_is_told_is_said_in_words(text: str):
    with pytest.raises(Refused) as caught:
        reason(text)
    assert caught.value.reason is Reason.NO_REASON
    assert reason("Ждём ответа банка") == "Ждём ответа банка"
