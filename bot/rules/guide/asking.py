"""What a question to the guide is taken for (3.6): joined and divided words, synonyms, mistyped words.

«прайслист», «прайс лист» and «прайс-лист» are one; «ЭЦП» is «электронная подпись»; «пороль» is «пароль» where no
article has «пороль». Which stems the articles have is asked of a database, with how many have them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from bot.rules.guide.guide import MOST_STEMS, STEM_LIMIT, Query, Term, former_stem, stem, stems, whole_stem, words

LEAST_PART = 3
"""Letters of the parts that a word may be divided into."""
LEAST_MISTYPED = 4
"""Letters of a stem that may be mistyped: shorter ones are near to too many."""
MISTYPED = 0.8
"""What a word counts for that is only near to what was typed."""
UNKNOWN = 0.7
"""What a word counts for that no article has: it says less of what is asked than one that some have."""
MOST_NEAR = 3

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What stands for what, in both directions: stems in a row, and those in their place."""

    meanings: Mapping[Stems, tuple[Stems, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Synonyms":
        """Take words and their meanings as they are written."""
        found: dict[Stems, tuple[Stems, ...]] = {}
        for pair in pairs:
            one, other = map(stems, pair)
            if one and other and one != other:
                found[one] = (*found.get(one, ()), other)
                found[other] = (*found.get(other, ()), one)
        return cls(found)

    def longest_at(self, asked: Sequence[str], at: int) -> Stems:
        """Return the longest row of stems from a place on that something stands for; empty when none does."""
        longest = max(map(len, self.meanings), default=0)
        rows = (tuple(asked[at : at + length]) for length in range(min(longest, len(asked) - at), 0, -1))
        return next((row for row in rows if row in self.meanings), ())


def asked_words(text: str) -> list[str]:
    """Return the words of a question, without those that say nothing, each once."""
    return list({stem(word): word for word in reversed(words(text))}.values())[::-1][:MOST_STEMS]


def stems_to_count(asked: Sequence[str]) -> set[str]:
    """Return the stems whose articles are to be counted first: of the words, and of neighbours joined."""
    joined = {stem(one + other) for one, other in pairwise(asked)}
    return {each for word in asked for each in (stem(word), former_stem(word))} | joined


def parts(word: str) -> list[tuple[str, str]]:
    """Return the stems of every two words that a word may be divided into."""
    return [(stem(word[:at]), stem(word[at:])) for at in range(LEAST_PART, len(word) - LEAST_PART + 1)]


def may_be_mistyped(word: str) -> bool:
    """Tell whether a word that no article has may be another one, mistyped; figures are none."""
    return word.isalpha() and len(whole_stem(word)) >= LEAST_MISTYPED


def near(word: str, known: Iterable[str]) -> list[str]:
    """Return the known stems at one mistake from a word's: a letter more, less or another, two letters exchanged."""
    typed = whole_stem(word)
    return [each for each in known if _is_near(typed, each)]


def understood(
    asked: Sequence[str], articles: Mapping[str, int], synonyms: Synonyms, mistyped: Mapping[str, Sequence[str]]
) -> Query:
    """Make a query of words, with what is known of their stems, and weigh it: what few articles have says more."""
    rows = [stem(word) for word in asked]
    terms: list[Term] = []
    at = 0
    while at < len(asked):
        row = synonyms.longest_at(rows, at) or (rows[at],)
        choices = [row, *synonyms.meanings.get(row, ())]
        if len(row) == 1:
            choices += _otherwise(asked, at, articles)
        meant = mistyped.get(asked[at], ())[:MOST_NEAR] if len(choices) == 1 else ()
        terms.append(Term((*choices, *((each,) for each in meant)), MISTYPED if meant else 1.0))
        at += len(row)
    return Query(tuple(terms))


def weight(term: Term, articles: Mapping[str, int], total: int) -> float:
    """Say how much a term tells articles apart: by the choice that most of them have."""
    counts = [min((articles.get(each, 0) for each in choice), default=0) for choice in term.choices]
    known = max(counts)
    return log(1 + max(total, 1) / max(known, 1)) * (1 if known else UNKNOWN)


def _otherwise(asked: Sequence[str], at: int, articles: Mapping[str, int]) -> list[Stems]:
    """Return a word joined with the next one, and divided in two, where articles have that."""
    found: list[Stems] = []
    if articles.get(former := former_stem(asked[at])) and former != stem(asked[at]):
        found.append((former,))
    if at + 1 < len(asked) and articles.get(joined := stem(asked[at] + asked[at + 1])):
        found.append((joined,))
    if not articles.get(stem(asked[at])):
        found += [pair for pair in parts(asked[at]) if all(articles.get(each) for each in pair)]
    return found


def _is_near(typed: str, known: str) -> bool:
    if len(known) < STEM_LIMIT:  # a whole stem
        return _one_mistake(typed, known)
    return any(_one_mistake(typed[:length], known) for length in range(len(known) - 1, len(known) + 2))


def _one_mistake(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    exchanged = len(one) > 1 and len(other) > 1 and one[:2] == other[1::-1] and one[2:] == other[2:]
    return exchanged or one[1:] == other[1:] or one[1:] == other or one == other[1:]
