"""Slang (3.5) and the proper terms, in the same form and case: «на серваке» becomes «на сервере».

Every form of every word is spelled out once, so that looking at a text is looking its words up. Addresses, names with
@ and file names are not looked at: they are quoted as they are.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from typing import TypeAlias

from bot.rules.moderation import agreement
from bot.rules.moderation.agreement import Gender
from bot.rules.moderation.lexicon import jargon
from bot.rules.moderation.lexicon.paradigms import LOCATIVE, MISSING, PLURAL, cases, persons

_LETTERS = "[a-z\u00df-\u024f\u0400-\u052f]++"
_WORD = re.compile(f"{_LETTERS}(?:-{_LETTERS})*+")
_SIGNS = _LETTERS.replace("[", "[0-9")
NUMBERED = re.compile(rf"(?<!\w)(?=[0-9-]*+[^\W\d]){_SIGNS}(?:-{_SIGNS})*+(?!\w)")
"""A word that may have digits, in small letters."""
_GAP = re.compile(r"\s")
_ADDRESS = re.compile(r"://|@|\w\.(?:[a-z][a-z0-9]{1,4}|рф)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:в|во|на|о|об|обо|при)(?: \w+(?:ой|ей|ом|ем))* $")
_DIGIT, _PLACE_LENGTH = re.compile("[0-9]"), 40
_ANY_ENDING, _UNCHANGED = "*", "="

Inflect: TypeAlias = Callable[[str, str], list[str]]


@dataclass(frozen=True, slots=True)
class Slang:
    """A word, where it stands, and the term for it in the same form.

    `fits` is False where the words around agree with another gender: the term cannot just be put in its place.
    """

    start: int
    end: int
    word: str
    proper: str
    fits: bool = True


def slang(text: str, own: Mapping[str, str]) -> tuple[Slang, ...]:
    """Find the slang of a text, in order. `own` are a company's words and their terms; «сервак*» has any ending."""
    plain = _plain(text)
    found = {each.start: each for each in chain(_phrases(text, plain), _numbered(text, plain, own))}
    taken = {at for each in found.values() for at in range(each.start, each.end)}
    for each in _words(text, plain, own):
        if each.start not in taken:
            found[each.start] = each
    return tuple(_unquoted(text, (found[start] for start in sorted(found))))


def corrected(text: str, found: Sequence[Slang]) -> str:
    """Put the proper terms in the places of the slang."""
    for each in reversed(found):
        text = text[: each.start] + each.proper + text[each.end :]
    return text


def _unquoted(text: str, found: Iterable[Slang]) -> Iterator[Slang]:
    """Leave out what is in an address, a name with @ or a file name: `found` is in order, and read once."""
    end, quoted = 0, False
    for each in found:
        if each.start >= end:
            gap = _GAP.search(text, each.end)
            start, end = each.start, gap.start() if gap else len(text)
            while start and not text[start - 1].isspace():
                start -= 1
            quoted = _ADDRESS.search(text, start, end) is not None
        if not quoted:
            yield each


def _plain(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):  # «İ» becomes two letters, and positions would be wrong
        lowered = "".join(each.lower()[0] for each in text)
    return lowered.replace("ё", "е")


def _words(text: str, plain: str, own: Mapping[str, str]) -> Iterator[Slang]:
    known, (exact, stems) = _forms(), _own(own)
    lengths = sorted({len(stem) for stem in stems}, reverse=True)
    written = frozenset(_WORD.findall(plain))
    if not stems and written.isdisjoint(known) and written.isdisjoint(exact):
        return  # as nearly always: no word has to be placed
    for word in _WORD.finditer(plain):
        slangy = text[word.start() : word.end()]
        proper = exact.get(word[0]) or _usual(word, slangy) or _by_stem(word[0], stems, lengths)
        if proper is not None:
            fits = word[0] in exact or _fits(word)
            yield Slang(word.start(), word.end(), slangy, _as_written(proper, slangy), fits)


def _fits(word: re.Match[str]) -> bool:
    if word[0] in _of_two_numbers() and not agreement.is_genitive(word.string, word.start(), word.end()):
        return False
    gender, nominative = _regendered().get(word[0], (None, False))
    return gender is None or agreement.fits(word.string, word.start(), word.end(), gender, nominative=nominative)


def _numbered(text: str, plain: str, own: Mapping[str, str]) -> Iterator[Slang]:
    """Find a company's own words with digits, which are looked for only where there are any."""
    exact, stems = _own({word: proper for word, proper in own.items() if _DIGIT.search(word)})
    lengths = sorted({len(stem) for stem in stems}, reverse=True)
    for word in NUMBERED.finditer(plain) if exact else ():
        proper = exact.get(word[0]) or _by_stem(word[0], stems, lengths)
        if proper is not None:
            written = text[word.start() : word.end()]
            yield Slang(word.start(), word.end(), written, _as_written(proper, written))


def _usual(word: re.Match[str], written: str) -> str | None:
    """Return the term; «проксе» is a dative, and a prepositional where a place is told."""
    if word[0] not in _forms() or (written.istitle() and word[0].startswith(jargon.NAMES)):
        return None
    before = word.string[max(0, word.start() - _PLACE_LENGTH) : word.start()]
    located = _locatives().get(word[0])
    return located if located is not None and _PLACE.search(before) else _forms()[word[0]]


def _own(own: Mapping[str, str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    words = {_plain(word): proper for word, proper in own.items()}
    stems = {word[:-1]: proper for word, proper in words.items() if word.endswith(_ANY_ENDING)}
    return words, stems


def _by_stem(word: str, stems: Mapping[str, str], lengths: Sequence[int]) -> str | None:
    """Look the beginnings of a word up, the longest first."""
    return next((stems[word[:length]] for length in lengths if word[:length] in stems), None)


def _phrases(text: str, plain: str) -> Iterator[Slang]:
    near = (phrases for core, phrases in _known_phrases().items() if core in plain)
    for phrase, proper in chain.from_iterable(near):
        for match in phrase.finditer(plain):
            written = text[match.start() : match.end()]
            yield Slang(match.start(), match.end(), written, _as_written(proper, written))


def _as_written(proper: str, written: str) -> str:
    """Begin with a capital, or write all in capitals, as the slang did."""
    if written.isupper() and sum(map(str.isalpha, written)) > 1:
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


@cache
def _locatives() -> Mapping[str, str]:
    """Return the prepositionals: where slang is feminine its dative is alike, and that of the term may be not."""
    both = ((_inflected(word, cases), _inflected(proper, cases)) for word, proper in _entries(jargon.NOUNS))
    located = ((forms[LOCATIVE], terms[LOCATIVE]) for forms, terms in both)
    return {_plain(form): term for form, term in located if form is not None and term is not None}


@cache
def _regendered() -> Mapping[str, tuple[Gender, bool]]:
    """Return the gender of each form in the singular whose term has another one, and whether it may be a nominative."""
    found: dict[str, tuple[Gender, bool]] = {}
    for word, proper in _entries(jargon.NOUNS):
        gender, other = _gender(word), _gender(proper)
        if gender is not None and other not in (None, gender):
            nominative, *others = _inflected(word, cases)[:PLURAL]
            found |= {_plain(form): (gender, form == nominative) for form in (*others, nominative) if form is not None}
    return found


@cache
def _of_two_numbers() -> frozenset[str]:
    """Return the forms that are a singular and a plural, where those of the term are not alike."""
    found = set()
    for word, proper in _entries(jargon.NOUNS):
        both = list(zip(_inflected(word, cases), _inflected(proper, cases), strict=True))
        single = dict(both[:PLURAL])
        found |= {_plain(form) for form, term in both[PLURAL:] if form is not None and single.get(form, term) != term}
    return frozenset(found)


def _gender(words: str) -> Gender | None:
    """Return the gender of a noun of one or more words; None of what never changes, or is always in the plural."""
    kinds = [kind for word in words.split() if (kind := word.partition(":")[2]) not in (_UNCHANGED, "nd", "pk")]
    nouns = [kind for kind in kinds if not kind.startswith("a")] or [kind[1:] for kind in kinds]
    return Gender(nouns[0][0]) if nouns else None


def _inflected(words: str, inflect: Inflect) -> list[str | None]:
    """Return every form of a term of one or more words; None where one of them has no such form."""
    columns = [_column(word, inflect) for word in words.split()]
    return [" ".join(form) if MISSING not in form else None for form in zip(*columns, strict=False)]


def _column(word: str, inflect: Inflect) -> Iterable[str]:
    stem, _, kind = word.partition(":")
    if kind == _UNCHANGED:
        return repeat(stem)
    return inflect(stem, kind)


@cache
def _known_phrases() -> Mapping[str, Sequence[tuple[re.Pattern[str], str]]]:
    """Return the phrases for what a text must hold to be looked at more closely."""
    phrases: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for core, entry in (line.split(" | ", 1) for line in jargon.PHRASES.strip().splitlines()):
        pattern, proper = _split(entry)
        whole = rf"(?<!\w)(?:{pattern})(?!\w)".replace("{what}", jargon.WHAT_IS_SENT)
        phrases.setdefault(core, []).append((re.compile(whole), proper))
    return phrases


def _entries(table: str) -> Iterator[tuple[str, str]]:
    return (_split(line) for line in table.strip().splitlines())


def _split(line: str) -> tuple[str, str]:
    word, _, proper = line.rpartition(" > ")
    return word, proper
