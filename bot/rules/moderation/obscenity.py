"""Obscene words (3.1), also masked: «х*й», latin look-alikes, digits, letters spaced out or repeated.

A root counts only at the beginning of a word or behind one of the prefixes that go with it: «застрахуй», «хлебать» and
«команда» hold nothing obscene. Words that begin like an obscene one and are none stand in `INNOCENT`.

Every message of an operator is looked at, so the text is first searched for what an obscene word cannot do without;
only the words around that are looked at closely.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from bot.rules.moderation.insults import insults
from bot.rules.moderation.lexicon.obscene import ABBREVIATIONS, BARE, CODES, CORES, INNOCENT, LATIN, ROOTS
from bot.rules.moderation.masks import LOOKS, is_numbered, masked
from bot.rules.moderation.names import is_name

_UNSEEN_SIGNS = r"\u00ad\u0300-\u036f\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
_FANCY_LETTERS = r"\u249c-\u24e9\uff10-\uff5a\U0001d400-\U0001d7ff"
_UNSEEN, _FANCY = re.compile(f"[{_UNSEEN_SIGNS}]"), re.compile(f"[{_FANCY_LETTERS}]")
_DRAWN = re.compile(r"\}[|IlІ]\{|\}\{|(?<![\w)])\)\((?=[^\W_])")
"""Letters that are drawn by signs: «}{уй»."""
_STRANGE = re.compile(f"[{_UNSEEN_SIGNS}{_FANCY_LETTERS}]")
_DIGITS = "0123456789"
_MIXED = re.compile(r"[a-zα-ω0-9іјѕ](?:(?=[а-яё])|(?<=[а-яё].))")
_JOINTS = "._'’-"
_FIGURE_INSIDE = re.compile("[а-яё][0-9][а-яё]")
_REST_OF_WORD = {"": re.compile(r"[^\W_]++"), _JOINTS: re.compile(rf"(?:[^\W_]|[{_JOINTS}])++")}
_JOINT = re.compile(rf"[{_JOINTS}](?=[^\W_])(?<=[^\W_].)")
_STRETCHED = re.compile(r"([a-zа-яё])\1\1")
_BETWEEN = r"[ .,/|\-_*+=~'\"\xa0]"
_SPACED = re.compile(rf"(?<![^\W_])[^\W_](?:{_BETWEEN}{{1,3}}[^\W_](?![^\W_])){{2,}}")
_LONE_LETTER = re.compile(rf"{_BETWEEN}[^\W_]{_BETWEEN}{{1,3}}[^\W_](?![^\W_])")
_BEFORE_WORDS = '\n\xa0«("'
_PIECE = re.compile(r" (?:[гдзйлмнпртфхцчшщъь]|[бвгджзйклмнпрстфхцчшщъь]{2,3})\b")
_NUMBER_BEFORE, _NUMBER_BEHIND = re.compile(r"\d-?\Z"), re.compile(r"-?\d")
_WIDE_GAP = re.compile(" {2,}")
_WHOLE = frozenset(BARE)
_OF_ONE_LETTER = "аиоквсуя"
_HAS_LATIN = re.compile("[a-z]")
_RUN = re.compile(r"(.)\1+")
_SOUNDS = str.maketrans("abcdefghijklmnoprstuxyzіјѕ1036ё", "абсдефгхийклмнопрстухузийсиозбе")
_LOOKALIKE = re.compile("[abcehkmoptuxy0346]+")


@dataclass(frozen=True, slots=True)
class Found:
    """An obscene word, and where it stands."""

    start: int
    end: int
    word: str


def obscenities(text: str) -> tuple[Found, ...]:
    """Find the obscene words of a text, in order."""
    strange = _STRANGE.search(text) or (("{" in text or ")(" in text) and _DRAWN.search(text))
    return _in_what_is_seen(text) if strange else _found(text)


def _found(text: str) -> tuple[Found, ...]:
    lowered = text.lower()
    if len(lowered) != len(text):  # «İ» becomes two letters, and positions would be wrong
        lowered = "".join(each.lower()[0] for each in text)
    spans = {*_plain(lowered), *_disguised(lowered), *masked(lowered, text), *insults(lowered.replace("ё", "е"))}
    return tuple(
        Found(start, end, text[start:end])
        for start, end in _apart(spans)
        if not _is_code(text, start, end) and not is_name(text, start, end)
    )


def _is_code(text: str, start: int, end: int) -> bool:
    """Tell whether it is a name of goods: «ХЕР-5»."""
    word = text[start:end].strip(_DIGITS)
    if not word.isupper() or word.lower().translate(LOOKS) not in CODES:
        return False
    at = text.index(word, start)
    around = (_NUMBER_BEFORE.search(text[max(at - 2, 0) : at]), _NUMBER_BEHIND.match(text, at + len(word)))
    return any(around)


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield them in order, without those that begin within another: «на-хуй» is one finding."""
    behind = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= behind:
            yield start, end
            behind = end


def _in_what_is_seen(text: str) -> tuple[Found, ...]:
    """Find words with accents, soft hyphens or joiners between their letters, or of letters from fancy alphabets."""
    drawn = {each.start(): each for each in _DRAWN.finditer(text)}
    inside = {at for start, each in drawn.items() for at in range(start + 1, each.end())}
    seen = [at for at, each in enumerate(text) if at not in inside and not _UNSEEN.match(each)]
    found = _found("".join(_read_as(drawn[at][0]) if at in drawn else _usual(text[at]) for at in seen))
    ends = ((seen[each.start], seen[each.end - 1]) for each in found)
    spans = [(start, drawn[last].end() if last in drawn else last + 1) for start, last in ends]
    return tuple(Found(start, end, text[start:end]) for start, end in spans)


def _read_as(drawn: str) -> str:
    return "ж" if len(drawn) > len("}{") else "х"


def _usual(letter: str) -> str:
    """Return the letter that one of a fancy alphabet stands for: «ｈ» is «h»."""
    usual = unicodedata.normalize("NFKC", letter).strip("()") if _FANCY.match(letter) else letter
    return usual if len(usual) == 1 else letter


def _plain(text: str) -> Iterator[tuple[int, int]]:
    """Look at the words around every core."""
    for start, end in _words_with(_core(_HAS_LATIN.search(text) is not None), text):
        word = text[start:end].strip(_DIGITS)
        if is_obscene(word) or (word[:1] == word[1:2] and is_obscene(word[1:])):  # «ххуй»
            yield start, end


def _words_with(pattern: re.Pattern[str], text: str, joints: str = "") -> Iterator[tuple[int, int]]:
    """Yield the words in which something stands; joints do not part them."""
    found = pattern.search(text)
    while found is not None:
        start, end = _word_around(text, found.start(), joints)
        yield start, end
        found = pattern.search(text, max(end, found.end()))


def _word_around(text: str, at: int, joints: str = "") -> tuple[int, int]:
    start, behind = at, _REST_OF_WORD[joints].match(text, at)
    while start and (text[start - 1].isalnum() or text[start - 1] in joints):
        start -= 1
    return start, behind.end() if behind else at


def _disguised(text: str) -> Iterator[tuple[int, int]]:
    """Look at words with foreign letters, masks, joints and repetitions, and at letters that stand apart."""
    for start, end in _words_with(_MIXED, text):
        word = text[start:end]
        looks = word.translate(LOOKS)
        if any(map(is_obscene, (looks, word.translate(_SOUNDS), looks.translate(_SOUNDS)))) or (
            _FIGURE_INSIDE.search(word) and is_numbered(word)
        ):
            yield start, end
    yield from (span for span in _words_with(_STRETCHED, text) if is_obscene(_RUN.sub(r"\1", text[slice(*span)])))
    yield from (span for span in _words_with(_JOINT, text, _JOINTS) if _joined(text[slice(*span)]) in _WHOLE)
    yield from _torn(text)
    if _LONE_LETTER.search(text):  # the second of three at least
        yield from (spaced.span() for spaced in _SPACED.finditer(text) if _spells_obscenity(spaced[0]))


def _torn(text: str) -> Iterator[tuple[int, int]]:
    """Look at words in two pieces, one of which is not a word for want of a vowel: «ху й»."""
    text = f" {text}"
    for sign in _BEFORE_WORDS:
        text = text.replace(sign, " ")  # so that the pattern begins with one sign, which is three times as fast
    for piece in _PIECE.finditer(text):
        for gap in piece.span():
            if text[gap : gap + 1] == " ":
                (start, ends), (begins, end) = _word_around(text, gap), _word_around(text, gap + 1)
                if text[start:ends] + text[begins:end] in _WHOLE:
                    yield start - 1, end - 1


def _joined(parts: str) -> str:
    return "".join(each for each in parts if each.isalnum())


def _spells_obscenity(spaced: str) -> bool:
    """Tell whether letters that stand apart make an obscene word, perhaps with «и» or «в» around it."""
    for part in (spaced, *_WIDE_GAP.split(spaced)):
        letters = "".join(each for each in part if each.isalnum())
        if "," in part and any(map(str.isdigit, letters)):  # «6 л, 9 дюймов»
            continue
        if not letters.isascii():
            letters = letters.translate(LOOKS)
        if letters not in ABBREVIATIONS and any(map(is_obscene, (letters, *_without_little_words(letters)))):
            return True
    return False


def _without_little_words(letters: str) -> Iterator[str]:
    if letters.startswith(tuple(_OF_ONE_LETTER)):
        yield letters[1:]
    if letters.endswith(tuple(_OF_ONE_LETTER)):
        yield letters[:-1]


def is_obscene(word: str) -> bool:
    """Tell whether a word, in lower case and without disguise, is obscene."""
    if word.isascii():
        return _latin().match(word) is not None or (
            _LOOKALIKE.fullmatch(word) is not None and word.translate(LOOKS) in _WHOLE
        )
    if word in ABBREVIATIONS:  # «ёб» is none
        return False
    word = word.replace("ё", "е")
    return _cyrillic().match(word) is not None and not word.startswith(INNOCENT)


@cache
def _core(latin: bool) -> re.Pattern[str]:
    """Find any core; letters that begin several are looked at once."""
    cores = sorted(core for core in CORES if latin or not core.isascii())
    grouped = ((first, "|".join(core[1:] for core in same)) for first, same in groupby(cores, key=itemgetter(0)))
    return re.compile("|".join(f"{first}(?:{rests})" for first, rests in grouped))


@cache
def _cyrillic() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{prefixes})(?:{roots})" for prefixes, roots in ROOTS))


@cache
def _latin() -> re.Pattern[str]:
    return re.compile("|".join(LATIN))
