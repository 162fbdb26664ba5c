"""Obscene words (3.1), also masked: «х*й», latin look-alikes, digits, letters spaced out or repeated.

A root counts only at the beginning of a word or behind one of the prefixes that go with it: «застрахуй», «хлебать» and
«команда» hold nothing obscene. Words that begin like an obscene one and are none stand in `INNOCENT`.

Every message of an operator is looked at, so the text is first searched for what an obscene word cannot do without;
only the words around that are looked at closely.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.rules.words.obscene import BARE, CORES, INNOCENT, LATIN, ROOTS

_MASKS = "*#@$"
_MIXED = re.compile(r"[а-яё][a-z0-9]|[a-z0-9][а-яё]")
_MASKED = re.compile(r"\w+(?:[*#@$]+\w+)+|\w+\*{2,}")
_STRETCHED = re.compile(r"([^\W\d])\1\1")
_SPACED = re.compile(r"\b\w(?:[ .\-_*]{1,3}\w\b){2,}")
_GAPS = re.compile(r"[*#@$]+")
_THREES = tuple(3 * letter for letter in "абвгдеёжзийклмнопрстухцшьыюяabcdefghiklnopstuxyz")
_RUN = re.compile(r"(.)\1+")
_LOOKS = str.maketrans("abcehkmoptuxy0346@$ё", "авсенкмортихуозчбасе")
_PLAIN = str.maketrans("ё", "е")
_LOOKALIKE = re.compile("[abcehkmoptuxy0346]+")


@dataclass(frozen=True, slots=True)
class Found:
    """An obscene word, and where it stands."""

    start: int
    end: int
    word: str


def obscenities(text: str) -> tuple[Found, ...]:
    """Find the obscene words of a text, in order."""
    lowered = text.lower()
    if len(lowered) != len(text):  # «İ» becomes two letters, and positions would be wrong
        lowered = "".join(each.lower()[0] for each in text)
    found = sorted({*_plain(lowered), *_disguised(lowered)})
    return tuple(Found(start, end, text[start:end]) for start, end in found)


def _plain(text: str) -> Iterator[tuple[int, int]]:
    """Look at the words around every core."""
    for core in CORES:
        at = text.find(core)
        while at >= 0:
            start, end = _word_around(text, at)
            if is_obscene(text[start:end]):
                yield start, end
            at = text.find(core, end)


def _words_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Give the words in which something stands."""
    found = pattern.search(text)
    while found is not None:
        start, end = _word_around(text, found.start())
        yield start, end
        found = pattern.search(text, end)


def _word_around(text: str, at: int) -> tuple[int, int]:
    start = end = at
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _disguised(text: str) -> Iterator[tuple[int, int]]:
    """Look at words with foreign letters, masks and repetitions, and at letters that stand apart."""
    for start, end in _words_with(_MIXED, text):
        if is_obscene(text[start:end].translate(_LOOKS)):
            yield start, end
    if any(three in text for three in _THREES):
        yield from (span for span in _words_with(_STRETCHED, text) if is_obscene(_RUN.sub(r"\1", text[slice(*span)])))
    if any(mask in text for mask in _MASKS):
        yield from (masked.span() for masked in _MASKED.finditer(text) if _hides_obscenity(masked[0]))
    yield from (spaced.span() for spaced in _SPACED.finditer(text) if _spells_obscenity(spaced[0]))


def _spells_obscenity(spaced: str) -> bool:
    letters = "".join(each for each in spaced if each.isalnum()).translate(_LOOKS)
    return any(word in letters for word in BARE)


def is_obscene(word: str) -> bool:
    """Tell whether a word, in lower case and without disguise, is obscene."""
    if word.isascii():
        return (
            _latin().match(word) is not None or (_LOOKALIKE.fullmatch(word) and word.translate(_LOOKS) in BARE) is True
        )
    word = word.translate(_PLAIN)
    return _cyrillic().match(word) is not None and not word.startswith(INNOCENT)


@cache
def _cyrillic() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{prefixes})(?:{roots})" for prefixes, roots in ROOTS))


@cache
def _latin() -> re.Pattern[str]:
    return re.compile("|".join(LATIN))


def _hides_obscenity(masked: str) -> bool:
    """Tell whether an obscene word appears when letters are put for the masks; two letters at least must be there."""
    if is_obscene(_GAPS.sub("", masked)) or is_obscene(masked.translate(_LOOKS)):
        return True
    parts = [re.escape(part.translate(_LOOKS)) for part in _GAPS.split(masked)]
    if sum(map(len, parts)) < 2:
        return False
    hidden = re.compile("[а-я]{1,4}".join(parts))
    return any(hidden.fullmatch(word) for word in BARE)
