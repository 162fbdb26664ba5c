"""Slang (3.5) and the proper terms, in the same form and case: «на серваке» becomes «на сервере».

Every form of every word is spelled out in a table (lexicon/table.py), so that looking at a text is looking its words
up. Addresses, names with @ and file names are not looked at: they are quoted as they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import chain

from bot.rules.moderation import agreement
from bot.rules.moderation.agreement import Gender
from bot.rules.moderation.lexicon import jargon
from bot.rules.moderation.lexicon.contexts import CONTEXTS
from bot.rules.moderation.lexicon.table import Form, form_of, forms, has_form

_LETTERS = "[a-z\u00df-\u024f\u0400-\u052f]++"
_WORD = re.compile(f"{_LETTERS}(?:-{_LETTERS})*+")
_SIGNS = _LETTERS.replace("[", "[0-9")
NUMBERED = re.compile(rf"(?<!\w)(?=[0-9-]*+[^\W\d]){_SIGNS}(?:-{_SIGNS})*+(?!\w)")
"""A word that may have digits, in small letters."""
_GAP = re.compile(r"\s")
_ADDRESS = re.compile(r"://|@|\w\.(?:[a-z][a-z0-9]{1,4}|рф)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:в|во|на|о|об|обо|при)(?: \w+(?:ой|ей|ом|ем))* $")
_DIGIT, _PLACE_LENGTH = re.compile("[0-9]"), 40
_ANY_ENDING = "*"
_REPLACED, _SHOWN = " > ", " ~ "
_REACH, _NEAR = 120, 4
"""Characters that are looked at on either side of a word, and words: the fourth has three between."""
_SENTENCE = re.compile(r"[.!?;\n]")
_WORDS, _NEXT, _PREVIOUS = re.compile(r"\w+"), re.compile(r" ([а-я]\w*)"), re.compile(r"(\w+) $")
_PREPOSITIONS = frozenset("в во на под из с со к ко у по за до от через о об при".split())  # noqa: SIM905
_CONNECTIVES = frozenset("и или а но в во на с со к по для от из за не уже еще без до при у через как".split())  # noqa: SIM905
_WITHOUT = "без "
_SAME_HEAD = 4
"""Letters that two words of one root have in common at least."""
_PARTICLES = ("-то", "-ка", "-таки")


@dataclass(frozen=True, slots=True)
class Slang:
    """A word, where it stands, and the term for it in the same form.

    `fits` is False where the words around agree with another gender: the term cannot just be put in its place.
    `taste` is the word whose form it is, where that is a matter of taste.
    """

    start: int
    end: int
    word: str
    proper: str
    fits: bool = True
    taste: str = ""


def slang(text: str, own: Mapping[str, str]) -> tuple[Slang, ...]:
    """Find the slang of a text, in order. `own` are a company's words and their terms; «сервак*» has any ending."""
    plain = _plain(text)
    written = frozenset(_WORD.findall(plain))
    found = {each.start: each for each in chain(_phrases(text, plain, written), _numbered(text, plain, own))}
    taken = {at for each in found.values() for at in range(each.start, each.end)}
    for each in _words(text, plain, written, own):
        if each.start not in taken:
            found[each.start] = each
    return tuple(_unquoted(text, (found[start] for start in sorted(found))))


def is_advice(proper: str) -> bool:
    """Tell whether what stands for a word is no term but how to do without one: «без уменьшительных слов»."""
    return proper.casefold().startswith(_WITHOUT)


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


def _words(text: str, plain: str, written: AbstractSet[str], own: Mapping[str, str]) -> Iterator[Slang]:
    exact, stems = _own(own)
    lengths = sorted({len(stem) for stem in stems}, reverse=True)
    if (
        not stems
        and written.isdisjoint(exact)
        and not has_form(written)
        and not any("-" in word and _has_part(word) for word in written)
    ):
        return  # as nearly always: no word has to be placed
    for word in _WORD.finditer(plain):
        start, end = word.span()
        proper, fits, taste = exact.get(word[0]) or _by_stem(word[0], stems, lengths), True, ""
        if proper is None:
            start, end, part = _part(word)
            form = form_of(part)
            if form is not None and _counts(form, text, plain, start, end):
                proper, fits, taste = _term(form, plain, start), _fits(form, plain, start, end), form.taste
        if proper is not None:
            slangy = text[start:end]
            yield Slang(start, end, slangy, _as_written(proper, slangy), fits, taste)


def _has_part(word: str) -> bool:
    return bool(form_of(word.partition("-")[0]) or form_of(word.rpartition("-")[2]))


def _part(word: re.Match[str]) -> tuple[int, int, str]:
    """Return what is looked up of a word: without a particle («баг-то»), or behind a hyphen («веб-прога»)."""
    whole, (start, end) = word[0], word.span()
    if "-" not in whole or whole in forms():
        return start, end, whole
    for particle in _PARTICLES:
        if whole.endswith(particle):
            return start, end - len(particle), whole.removesuffix(particle)
    last = whole.rpartition("-")[2]
    return end - len(last), end, last


def _counts(form: Form, text: str, plain: str, start: int, end: int) -> bool:
    """Tell whether a form is slang where it stands: not a name, and beside the words that it takes."""
    written = text[start:end]
    if (written.istitle() and plain.startswith(jargon.NAMES, start)) or (
        written.isupper() and plain[start:end] in jargon.BUTTONS
    ):
        return False
    if not form.near and not form.apart:
        return True
    around = _around(plain, start, end)
    return (not form.near or _stands_near(form.near, around)) and not _stands_near(form.apart, around)


def _around(plain: str, start: int, end: int) -> list[str]:
    before = _SENTENCE.split(plain[max(start - _REACH, 0) : start])[-1]
    behind = _SENTENCE.split(plain[end : end + _REACH], maxsplit=1)[0]
    return [*_WORDS.findall(before)[-_NEAR:], *_WORDS.findall(behind)[:_NEAR]]


def _stands_near(names: tuple[str, ...], around: Sequence[str]) -> bool:
    wholes, stems = _contexts(names)
    return any(word in wholes or word.startswith(stems) for word in around)


@cache
def _contexts(names: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    every = [stem for name in names for stem in CONTEXTS[name]]
    wholes = frozenset(stem[:-1] for stem in every if stem.endswith("."))
    return wholes, tuple(stem for stem in every if not stem.endswith("."))


def _fits(form: Form, plain: str, start: int, end: int) -> bool:
    """Tell whether the term can stand where the slang does, with the words around it as they are."""
    if not form.replaced or (form.of_two_numbers and not agreement.is_genitive(plain, start, end)):
        return False
    behind, before = _NEXT.match(plain, end), _PREVIOUS.search(plain, max(start - _REACH, 0), start)
    following, preceding = behind[1] if behind else "", before[1] if before else ""
    if (form.verb and following in _PREPOSITIONS) or (form.tail and following and following not in _CONNECTIVES):
        return False
    heads = {word[:_SAME_HEAD] for word in _plain(form.term).split() if len(word) >= _SAME_HEAD}
    if not heads.isdisjoint((following[:_SAME_HEAD], preceding[:_SAME_HEAD])):
        return False
    if form.genders is None:
        return True
    slangy, proper = map(Gender, form.genders)
    return agreement.fits(plain, start, end, slangy, proper, nominative=form.nominative)


def _numbered(text: str, plain: str, own: Mapping[str, str]) -> Iterator[Slang]:
    """Find a company's own words with digits, which are looked for only where there are any."""
    exact, stems = _own({word: proper for word, proper in own.items() if _DIGIT.search(word)})
    lengths = sorted({len(stem) for stem in stems}, reverse=True)
    for word in NUMBERED.finditer(plain) if exact else ():
        proper = exact.get(word[0]) or _by_stem(word[0], stems, lengths)
        if proper is not None:
            written = text[word.start() : word.end()]
            yield Slang(word.start(), word.end(), written, _as_written(proper, written))


def _term(form: Form, plain: str, start: int) -> str:
    """Return the term; «проксе» is a dative, and a prepositional where a place is told."""
    if form.located is not None and _PLACE.search(plain[max(0, start - _PLACE_LENGTH) : start]):
        return form.located
    return form.term


def _own(own: Mapping[str, str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    words = {_plain(word): proper for word, proper in own.items()}
    stems = {word[:-1]: proper for word, proper in words.items() if word.endswith(_ANY_ENDING)}
    return words, stems


def _by_stem(word: str, stems: Mapping[str, str], lengths: Sequence[int]) -> str | None:
    """Look the beginnings of a word up, the longest first."""
    return next((stems[word[:length]] for length in lengths if word[:length] in stems), None)


def _phrases(text: str, plain: str, written: AbstractSet[str]) -> Iterator[Slang]:
    words, parts = _cores()
    near = [_known_phrases()[core] for core in (*sorted(words & written), *(part for part in parts if part in plain))]
    for phrase, proper, fits in chain.from_iterable(near):
        for match in phrase.finditer(plain):
            slangy = text[match.start() : match.end()]
            yield Slang(match.start(), match.end(), slangy, _as_written(proper, slangy), fits)


def _as_written(proper: str, written: str) -> str:
    """Begin with a capital, or write all in capitals, as the slang did."""
    if written.isupper() and sum(map(str.isalpha, written)) > 1:
        return proper.upper()
    return proper[0].upper() + proper[1:] if written[0].isupper() else proper


@cache
def _cores() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the cores that are words, and those that are more or less than one."""
    cores = _known_phrases()
    parts = tuple(core for core in cores if " " in core or core in jargon.PARTS)
    return frozenset(cores) - frozenset(parts), parts


@cache
def _known_phrases() -> Mapping[str, Sequence[tuple[re.Pattern[str], str, bool]]]:
    """Return the phrases, for what a text must hold to be looked at more closely: pattern, term, whether it fits."""
    phrases: dict[str, list[tuple[re.Pattern[str], str, bool]]] = {}
    for core, entry in (line.split(" | ", 1) for line in jargon.PHRASES.strip().splitlines()):
        fits = _SHOWN not in entry
        pattern, _, proper = entry.rpartition(_REPLACED if fits else _SHOWN)
        phrases.setdefault(core, []).append((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), proper, fits))
    return phrases
