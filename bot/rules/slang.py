"""Slang (3.5) and the proper terms, in the same form and case: «на серваке» becomes «на сервере».

Every form of every word is spelled out once, so that looking at a text is looking its words up. Addresses, names with
@ and file names are not looked at: they are quoted as they are.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import TypeAlias

from bot.rules.words import jargon
from bot.rules.words.paradigms import MISSING, cases, persons

_WORD = re.compile("[a-zа-я]+(?:-[a-zа-я]+)*")
_QUOTED = re.compile(r"https?://\S+|\S+@\S+|@\w+|\b[\w-]+(?:\.[\w-]+)*\.[a-zа-я]{2,5}\b", re.IGNORECASE)
_ANY_ENDING, _UNCHANGED = "*", "="

Inflect: TypeAlias = Callable[[str, str], list[str]]


@dataclass(frozen=True, slots=True)
class Slang:
    """A word, where it stands, and the term for it in the same form."""

    start: int
    end: int
    word: str
    proper: str


def slang(text: str, own: Mapping[str, str]) -> tuple[Slang, ...]:
    """Find the slang of a text, in order. `own` are a company's words and their terms; «сервак*» has any ending."""
    plain = _plain(text)
    found = {each.start: each for each in _phrases(text, plain)}
    taken = {at for each in found.values() for at in range(each.start, each.end)}
    for each in _words(text, plain, own):
        if each.start not in taken:
            found[each.start] = each
    quoted = [match.span() for match in _QUOTED.finditer(text)] if found else []
    return tuple(found[start] for start in sorted(found) if not any(begin <= start < end for begin, end in quoted))


def corrected(text: str, found: Sequence[Slang]) -> str:
    """Put the proper terms in the places of the slang."""
    for each in reversed(found):
        text = text[: each.start] + each.proper + text[each.end :]
    return text


def _plain(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):  # «İ» becomes two letters, and positions would be wrong
        lowered = "".join(each.lower()[0] for each in text)
    return lowered.replace("ё", "е")


def _words(text: str, plain: str, own: Mapping[str, str]) -> Iterator[Slang]:
    known, exact, stems = _forms(), *_own(own)
    written = frozenset(_WORD.findall(plain))
    if not stems and written.isdisjoint(known) and written.isdisjoint(exact):
        return  # as nearly always: no word has to be placed
    for word in _WORD.finditer(plain):
        proper = exact.get(word[0]) or known.get(word[0]) or _by_stem(word[0], stems)
        if proper is not None:
            slangy = text[word.start() : word.end()]
            yield Slang(word.start(), word.end(), slangy, _as_written(proper, slangy))


def _own(own: Mapping[str, str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    words = {_plain(word): proper for word, proper in own.items()}
    stems = {word[:-1]: proper for word, proper in words.items() if word.endswith(_ANY_ENDING)}
    return words, stems


def _by_stem(word: str, stems: Mapping[str, str]) -> str | None:
    return next((proper for stem, proper in stems.items() if word.startswith(stem)), None) if stems else None


def _phrases(text: str, plain: str) -> Iterator[Slang]:
    for core, phrase, proper in _known_phrases():
        if core not in plain:
            continue
        for match in phrase.finditer(plain):
            written = text[match.start() : match.end()]
            yield Slang(match.start(), match.end(), written, _as_written(proper, written))


def _as_written(proper: str, written: str) -> str:
    """Begin with a capital, or write all in capitals, as the slang did."""
    if len(written) > 1 and written.isupper():
        return proper.upper()
    return proper[0].upper() + proper[1:] if written[0].isupper() else proper


@cache
def _forms() -> Mapping[str, str]:
    """Spell out every form: of two alike the first counts, and a word that is a term itself is none."""
    forms = dict(_entries(jargon.WORDS))
    for table, inflect in ((jargon.NOUNS, cases), (jargon.VERBS, persons)):
        for word, proper in _entries(table):
            for form, term in zip(_inflected(word, inflect), _inflected(proper, inflect), strict=True):
                if form is not None and term is not None:
                    forms.setdefault(_plain(form), term)
    return {form: term for form, term in forms.items() if form not in jargon.TERMS}


def _inflected(words: str, inflect: Inflect) -> list[str | None]:
    """Give every form of a term of one or more words; None where one of them has no such form."""
    columns = [_column(word, inflect) for word in words.split()]
    return [" ".join(form) if MISSING not in form else None for form in zip(*columns, strict=False)]


def _column(word: str, inflect: Inflect) -> Iterable[str]:
    stem, _, kind = word.partition(":")
    if kind == _UNCHANGED:
        return repeat(stem)
    return inflect(stem, kind)


@cache
def _known_phrases() -> Sequence[tuple[str, re.Pattern[str], str]]:
    entries = (line.split(" | ", 1) for line in jargon.PHRASES.strip().splitlines())
    split = ((core, *_split(entry)) for core, entry in entries)
    return [
        (core, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)".replace("{what}", jargon.WHAT_IS_SENT)), proper)
        for core, pattern, proper in split
    ]


def _entries(table: str) -> Iterator[tuple[str, str]]:
    return (_split(line) for line in table.strip().splitlines())


def _split(line: str) -> tuple[str, str]:
    word, _, proper = line.rpartition(" > ")
    return word, proper
