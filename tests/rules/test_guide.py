"""How early a reader sees an article."""

import pytest

from bot.rules.guide.guide import Article, rank

ENGLISH = Article(1, "API", "https://tbshelp.ru/api", "", None, (), "en")


@pytest.mark.parametrize(("language", "ranked"), [(None, 0.8), ("en", 0.8), ("ru", 0.4)])
def test_an_article_in_another_language_comes_later(language: str | None, ranked: float):
    assert rank(ENGLISH, 0.8, language) == ranked
