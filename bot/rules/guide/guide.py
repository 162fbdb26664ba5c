"""The guide (3.6): what its articles are, how they are searched, and which of them fit what somebody describes.

Words are compared by their stems: «загрузить прайс-лист» finds «Загрузка прайс-листа».
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile("[а-я]")
MOST_STEMS = 40
"""A question needs no more: what comes later says little that is new."""
STEM_LIMIT = 6
"""Characters: beyond them words of one root differ («загрузить», «загрузка»)."""
TEXT_SHARE = 0.4
"""What a word found in the text counts for, when one in the title counts for 1."""
FOREIGN_SHARE = 0.5
"""What a score counts for when the article is in another language than its reader's."""
HELPFUL = 0.35
"""The score from which an article is suggested; tests/guide_questions.csv shows what that makes of questions."""
TEXT_LOOKED_AT = 4000
"""Characters of a text that a score is made of."""
STOP_WORDS = frozenset(
    """
    а без бы был была были было быть в вам вас во вот все вы где да день для до добрый его ее если есть еще же за
    здравствуйте и из или им их к как какой когда кто ли меня мне могу можно мой моя мы на надо нам нас наш наша
    нашего нашей не него нее нет ни но ну нужно о об он она они от очень по подскажите пожалуйста помогите почему
    при про с сделать себе систем система системе со спасибо так также там тем то того тоже только том тот тут у уже
    хотим хочу чего чем что чтобы эта эти это этот я
    a an and are as at be by can do for from how i if in is it me my not of on or our please the this to we what
    with you your
    """.split()  # noqa: SIM905 -- easier to read than a list
)


@dataclass(frozen=True, slots=True)
class Article:
    """An article: `services` are numbers of section 5, none is any; `video` is a link; `language` a locale."""

    id: int
    title: str
    link: str
    text: str
    video: str | None
    services: tuple[int, ...]
    language: str


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words in order, without words that say nothing."""
    words = (word for word in _WORD.findall(text.lower().replace("ё", "е")) if word not in STOP_WORDS)
    return tuple(_stem(word) for word in words)


def stems_of_query(text: str) -> tuple[str, ...]:
    """Return the stems to look for, each once."""
    return tuple(dict.fromkeys(stems(text)))[:MOST_STEMS]


def score(article: Article, looked_for: Sequence[str]) -> float:
    """Say how well an article answers, from 0 to 1: half for what was asked, half for what its title promises."""
    if not looked_for:
        return 0.0
    title, text = stems(article.title), frozenset(stems(article.text[:TEXT_LOOKED_AT]))
    found = sum(1.0 if stem in title else TEXT_SHARE if stem in text else 0.0 for stem in looked_for)
    kept = sum(stem in looked_for for stem in title)
    return (found / len(looked_for) + kept / max(len(title), 1)) / 2


def rank(article: Article, score: float, language: str | None) -> float:
    """Say how early a reader of a language (None: of any) is to see an article with this score."""
    return score if language in (None, article.language) else score * FOREIGN_SHARE


def serves(article: Article, service: int | None) -> bool:
    """Tell whether an article is about a service, or about any."""
    return service is None or not article.services or service in article.services


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer  # noqa: PLC0415 -- all its languages come along: 3 MiB that a desk without a guide can spare

    return snowballstemmer.stemmer(language)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """Words come again and again: to look one up takes a thousandth of the time."""
    return str(_stemmer("russian" if _CYRILLIC.search(word) else "english").stemWord(word))[:STEM_LIMIT]
