"""The committed table of slang is what the tool makes."""

from bot.rules.moderation.lexicon.contexts import CONTEXTS
from bot.rules.moderation.lexicon.table import form_of, forms
from tools import forms as tool
from tools.paradigms import ADJECTIVES, CASES, MISSING, PERSONS, cases, persons


def test_the_table_is_what_the_sources_make():
    assert tool.TABLE.read_text(encoding="utf-8") == tool.table()


def test_every_paradigm_has_all_its_forms():
    assert {len(endings.split()) for endings in CASES.values()} == {12}
    assert {len(endings.split()) for endings in PERSONS.values()} == {17}
    assert {len(endings.split()) for endings in ADJECTIVES.values()} == {12}
    assert cases("сервак", "mk")[:6] == ["сервак", "сервака", "серваку", "сервак", "серваком", "серваке"]
    assert persons("авториз", "оваться")[5:7] == ["авторизуйся", "авторизуйтесь"]
    assert persons("авториз", "оваться")[13] == MISSING


def test_forms_are_made_of_roots_prefixes_participles_and_reflexives():
    for form in ("задеплоенный", "перелогинься", "пофиксено", "юзающий", "прочекайте", "вордовского", "глюканул"):
        assert form_of(form) is not None


def test_a_loaned_verb_has_any_prefix_and_no_form_of_another_word():
    for form in ("зафорсим", "смэтчили", "незааппрувленный", "отсабмичу", "перемапьте", "скейлинг", "заэскалировали"):
        found = form_of(form)
        assert found is not None
        assert not found.replaced
    for form in ("растопить", "ресторан", "оставить", "пароль", "бань", "поскользили", "спиши", "модерн"):
        assert form_of(form) is None


def test_a_form_that_the_dictionary_knows_as_another_word_is_left_out():
    for form in ("нее", "покрашен", "выпили", "костыли", "логов"):
        assert form not in known_without_context()


def known_without_context() -> set[str]:
    return {form for form, what in forms().items() if not what.near and not what.apart}


def test_every_context_is_named_and_used():
    named = {name for form in forms().values() for name in (*form.near, *form.apart)}
    assert named == set(CONTEXTS)
