"""What becomes of a word of slang: it is held, hinted at, or passes (3.5)."""

import pytest

from bot.rules.moderation.moderation import Hint, judge
from bot.rules.moderation.treatments import Treatment, known_as, of_taste, usual

DOWN = "быть недоступным"


@pytest.mark.parametrize(
    ("text", "chosen", "held", "hinted"),
    [
        ("Сервер упал", {}, [], [Hint("упасть", "упал", DOWN)]),
        ("Сервер упал, а вчера сервер упала", {}, [], [Hint("упасть", "упал", DOWN)]),
        ("Сервер упал", {"упасть": Treatment.HOLD}, [("упал", DOWN)], []),
        ("Сервер упал", {"упасть": Treatment.LEAVE}, [], []),
        ("Сервер падает", {"упасть": Treatment.LEAVE}, [], [Hint("падать", "падает", DOWN)]),
        ("На серваке порядок", {}, [("серваке", "сервере")], []),
        ("На серваке порядок", {"сервак": Treatment.HINT}, [], [Hint("сервак", "серваке", "сервере")]),
        ("На серваке порядок", {"сервак": Treatment.LEAVE}, [], []),
        ("Сервак упал", {}, [("Сервак", "Сервер")], [Hint("упасть", "упал", DOWN)]),
        ("<code>сервер упал</code>", {}, [], []),
        ("Цена упала", {}, [], []),
    ],
)
def test_clause_3_5_what_supervisors_chose_counts_and_taste_is_a_hint_without_it(
    text: str, chosen: dict[str, Treatment], held: list[tuple[str, str]], hinted: list[Hint]
):
    verdict = judge(text, {}, chosen)
    assert (list(verdict.slang), list(verdict.hints)) == (held, hinted)


def test_a_correction_is_not_offered_beside_a_word_that_is_only_hinted_at_and_cannot_be_replaced():
    assert judge("Сервак упал", {}).corrected is None
    assert judge("Сервак упал", {}, {"упасть": Treatment.LEAVE}).corrected == "Сервер упал"


def test_a_companys_own_words_may_be_hints():
    verdict = judge("Тикетницу починили", {"тикетница": "система"}, {"тикетница": Treatment.HINT})
    assert verdict.slang == ()


def test_what_is_obscene_passes_by_choice_and_is_never_a_hint():
    assert judge("Ну и сука", {}, {"сука": Treatment.LEAVE}).obscene == ()
    assert judge("Ну и сука", {}, {"сука": Treatment.HINT}).obscene == ("сука",)


@pytest.mark.parametrize(
    ("typed", "kept", "how"),
    [
        ("Упали", "упасть", Treatment.HINT),
        ("железом", "железо", Treatment.HINT),
        ("серваке", "серваке", Treatment.HOLD),
        ("сдох", "сдох", Treatment.HOLD),
    ],
)
def test_a_word_of_taste_is_kept_under_its_first_form(typed: str, kept: str, how: Treatment):
    assert (known_as(typed), usual(kept)) == (kept, how)
    assert (kept in of_taste()) is (how is Treatment.HINT)
