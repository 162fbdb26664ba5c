"""What the tool for the table of slang makes. That the committed table is up to date is compared by `make check`."""

from pathlib import Path

import pytest

from bot.rules.moderation.lexicon.contexts import CONTEXTS
from bot.rules.moderation.lexicon.table import form_of, forms
from tools import forms as tool
from tools.paradigms import ADJECTIVES, CASES, MISSING, PERSONS, cases, persons

STALE = "jargon.tsv is not what tools/jargon makes: run python -m tools.forms\n"


@pytest.mark.parametrize(("made", "status", "said"), [("б\n", 1, STALE), ("а\n", 0, "")])
def test_a_table_that_is_not_what_the_sources_make_is_told(made, status, said, tmp_path: Path, monkeypatch, capsys):
    committed = tmp_path / "jargon.tsv"
    committed.write_text("а\n", encoding="utf-8")
    monkeypatch.setattr(tool, "TABLE", committed)
    monkeypatch.setattr(tool, "table", lambda: made)
    assert tool.main("--check") == status
    assert capsys.readouterr().out == said
    assert committed.read_text(encoding="utf-8") == "а\n"


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
