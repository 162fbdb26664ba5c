"""The record of a ticket in words: every kind of line has some, in both languages."""

import pytest

from bot.languages import Languages
from bot.rules.audit import Action
from handlers import audit_page


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("done", Action)
def test_every_action_on_record_has_words(done: Action, locale: str):
    with Languages("ru").speaking(locale):
        said = audit_page.action(done)
    assert said
    assert "_" not in said
    assert (locale == "en") == said.isascii()
