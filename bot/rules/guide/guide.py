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
LEAST_STEM = 4
"""Characters: what is left of a longer word by the stemmer is less than its root."""
_VOWELS = "аеиоуыэюяйь"
ASKED_SHARE = 0.5
"""Of a score, what was asked; the rest is what the title promises."""
TEXT_SHARE = 0.4
"""What a word found in the text counts for, when one in the title counts for 1."""
FOREIGN_SHARE = 0.5
"""What a score counts for when the article is in another language than its reader's."""
HELPFUL = 0.35
"""The score from which an article is suggested; tests/rules/sets/guide.tsv shows what that makes of questions."""
FOUND = 0.2
"""The score below which an article is not shown even to who searches: nothing rather than something wrong."""
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


@dataclass(frozen=True, slots=True)
class Term:
    """Something asked for: `choices` of stems, each of which says it as a whole, and how sure that is, up to 1."""

    choices: tuple[tuple[str, ...], ...]
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for."""

    terms: tuple[Term, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        """Every stem that an article may have of it, each once."""
        return tuple(dict.fromkeys(each for term in self.terms for choice in term.choices for each in choice))


def words(text: str) -> list[str]:
    """Return a text's words in order, without those that say nothing."""
    return [word for word in _WORD.findall(text.lower().replace("ё", "е")) if word not in STOP_WORDS]


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words in order, without words that say nothing."""
    return tuple(stem(word) for word in words(text))


def score(article: Article, query: Query, weights: Sequence[float]) -> float:
    """Say how well an article answers, from 0 to 1: half for what was asked, half for what its title promises.

    `weights` say how much each term of the query counts.
    """
    if not query.terms:
        return 0.0
    title, text = frozenset(stems(article.title)), frozenset(stems(article.text[:TEXT_LOOKED_AT]))
    credits_ = [_credit(term, title, text) for term in query.terms]
    found = sum(credit * weight for credit, weight in zip(credits_, weights, strict=True)) / sum(weights)
    looked_for = frozenset(query.stems)
    kept = sum(each in looked_for for each in title) / max(len(title), 1)
    return ASKED_SHARE * found + (1 - ASKED_SHARE) * kept


def _credit(term: Term, title: frozenset[str], text: frozenset[str]) -> float:
    """Say how much of a term an article has: of the choice of which it has most."""
    return term.certainty * max(
        sum(1.0 if each in title else TEXT_SHARE if each in text else 0.0 for each in choice) / len(choice)
        for choice in term.choices
    )


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
def whole_stem(word: str) -> str:
    """Return a word's stem in full length; words come again and again, and to look one up takes a thousandth."""
    if not _CYRILLIC.search(word):
        return str(_stemmer("english").stemWord(word))
    found = str(_stemmer("russian").stemWord(word))
    # «отмена», «замены», «подпись» lose a part of their root, which is taken for the ending of a verb.
    spoilt = len(found) < LEAST_STEM and len(word) - len(found) > 2
    return word.rstrip(_VOWELS) if spoilt or (word.endswith("ись") and not word.endswith("лись")) else found


def former_stem(word: str) -> str:
    """Return the stem by which articles are kept that came before the one above."""
    return str(_stemmer("russian" if _CYRILLIC.search(word) else "english").stemWord(word))[:STEM_LIMIT]


def stem(word: str) -> str:
    """Return what forms of a word, and words of one root, share."""
    return whole_stem(word)[:STEM_LIMIT]
