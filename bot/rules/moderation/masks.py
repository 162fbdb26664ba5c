"""Obscene words with signs in the place of letters (3.1): «х*й», «п…ц», «с_ка», «б-ть».

Any printable sign may be a mask, one to four of them in a row. Signs that also join words or part initials and numbers
(«-», «.», «/», «'») stand for fewer letters than those that do not, and hide whole words only.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bot.rules.moderation.lexicon.hidden import CUT_OFF, CUT_SHORT, HIDDEN, NEVER_MASKED, VERY_SHORT
from bot.rules.moderation.lexicon.obscene import ABBREVIATIONS, BARE, BARE_LATIN

LOOKS = str.maketrans("abcehkmnoprtuxyіјѕ03469@$ёχαοερυκτβ", "авсенкмпорятихуийсозчбяасехаоеруктв")
"""Letters and signs that look like Russian letters."""
_LOOK = re.compile("[a-zα-ωіјѕ0-9@$ё]")
_STRONG, _FIGURES = frozenset("*#@$"), re.compile("[0-9]")
_ELLIPSIS, _A = "…", "@"
_OUTER = "«»\"'()[]{}<>,.!?:;…-–—"
_SIGNS = re.compile(
    "[!-/:-@[-`{-~\u00a1-\u00a9\u00ab-\u00b1\u00b4-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2010-\u205e\u20a0-\u2bff\U0001f000-\U0001faff]+"
)
_HIDING = re.compile(rf"{_SIGNS.pattern}(?:(?=[^\W_])|(?<=[…*#@$%_•])|(?<=\.\.))")
"""Signs that can stand for letters: they do not just end a word, or there are several of them."""
_ENDINGS, _BEGINNINGS = re.compile(r"[.…*#@$%_•]+"), re.compile(r"[*#@$%_•…]+")
_GAPS = re.compile(r"((?:[^\w\s]|_)+)")
_BLANKS = " \n\u00a0"
_LONGEST, _MOST_SIGNS = 24, 4
_SHORT = 3


def masked(text: str, written: str) -> Iterator[tuple[int, int]]:
    """Yield the places of masked words; `text` is `written` in small letters."""
    done = 0
    for gap in _HIDING.finditer(text):
        start, end = gap.span()
        behind, before = text[end : end + 1].isalnum(), start > 0 and text[start - 1].isalnum()
        span = None
        if behind and before:
            may_be = start >= done and _may_begin(text[max(start - 3, 0) : start])
            span = _in_chunk(text, written, start) if may_be else None
        elif before and (signs := _ENDINGS.match(gap[0])):
            span = _cut_off(text, start, start + signs.end())
        elif behind and _BEGINNINGS.fullmatch(gap[0]):
            span = _cut_short(text, start, end)
        if span is not None:
            done = span[1]
            yield span


def _may_begin(three: str) -> bool:
    """Tell by the three letters before the first sign whether a word may be hidden: a quick look, most are not."""
    return len(three) < _SHORT or three in _threes() or not three.isalpha() or _LOOK.search(three) is not None


def _in_chunk(text: str, written: str, at: int) -> tuple[int, int] | None:
    start, end = _chunk(text, at)
    short = end - start <= _LONGEST
    return (start, end) if short and _hides(text[start:end]) and not _are_initials(written[start:end]) else None


def _cut_off(text: str, at: int, end: int) -> tuple[int, int] | None:
    start = _word_before(text, at)
    return (start, end) if _is_cut_off(text[start:at], text[at:end]) else None


def _cut_short(text: str, start: int, at: int) -> tuple[int, int] | None:
    end = _word_behind(text, at)
    return (start, end) if text[at:end].translate(LOOKS) in CUT_SHORT else None


def _chunk(text: str, at: int) -> tuple[int, int]:
    """Return what stands between blanks around a place, without the signs around it."""
    first, last = max(at - _LONGEST, 0), at + _LONGEST
    start = max(first, *(text.rfind(blank, first, at) + 1 for blank in _BLANKS))
    ends = [end for blank in _BLANKS if (end := text.find(blank, at, last)) >= 0]
    end = min(ends, default=min(last, len(text)))
    while start < at and text[start] in _OUTER:
        start += 1
    while end > at and text[end - 1] in _OUTER:
        end -= 1
    return start, end


def _word_before(text: str, end: int) -> int:
    start = end
    while start and text[start - 1].isalnum():
        start -= 1
    return start


def _word_behind(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end].isalnum():
        end += 1
    return end


def _are_initials(written: str) -> bool:
    letters = written.split(".")
    return len(letters) > 1 and all(len(each) == 1 and each.isupper() for each in letters if each)


def _is_cut_off(word: str, signs: str) -> bool:
    """Tell whether a word is cut off by dots, or its end is masked: «бл…», «пи***»."""
    if signs[0] == _A and word.translate(LOOKS) + _A.translate(LOOKS) in _whole():  # «сук@»
        return True
    if word in CUT_OFF and (_ELLIPSIS in signs or len(signs) > 1):
        return True
    return set(signs) <= _STRONG and len(signs) > 1 and _fits([word, signs, ""])


def _hides(chunk: str) -> bool:
    """Tell whether a word appears with letters in the place of the signs."""
    parts = _GAPS.split(chunk)
    if chunk in NEVER_MASKED or any(len(gap) > _MOST_SIGNS for gap in parts[1::2]):
        return False
    if any(map(str.isdigit, chunk)) and _STRONG.isdisjoint("".join(parts[1::2])):  # «6-я»
        return False
    return chunk in VERY_SHORT or "".join(parts[::2]) in _whole() or _fits(parts)


def _fits(parts: Sequence[str]) -> bool:
    """Tell whether the parts of a word and the gaps between them are those of one that may be hidden."""
    letters = "".join(parts[::2])
    if letters.isascii():
        words: Sequence[str] = BARE_LATIN
    else:
        if _LOOK.search(letters):
            parts = [part if at % 2 else part.translate(LOOKS) for at, part in enumerate(parts)]
        words = _words().get((parts[0][:1], parts[-1][-1:]), ())
    words = [word for word in words if word.startswith(parts[0]) and word.endswith(parts[-1])]
    if not words or not any(map(str.isalpha, letters)):
        return False
    hidden = re.compile("".join(_as_pattern(parts, latin=letters.isascii())))
    return any(map(hidden.fullmatch, words))


def _as_pattern(parts: Sequence[str], *, latin: bool) -> Iterator[str]:
    """Let masks stand for about as many letters; for just as many at the end, in «х*й», and in what is Latin."""
    short = sum(map(len, parts)) == _SHORT
    for at, part in enumerate(parts):
        if at % 2 == 0:
            yield re.escape(part)
        elif _ELLIPSIS in part:
            yield ".{1,5}"
        elif latin or short or (at == len(parts) - 2 and not parts[-1]):
            yield f".{{{len(part)}}}"
        else:
            yield f".{{1,{len(part) + 2}}}"


def is_numbered(word: str) -> bool:
    """Tell whether a word with figures between its letters is one that they hide: each is a letter or none."""
    figures = _FIGURES.split(word)
    if len(figures) < 2 or sum(map(len, figures)) < _SHORT or not all(figures):
        return False
    hidden = re.compile(".?".join(figures))
    return any(map(hidden.fullmatch, _words().get((word[0], word[-1]), ())))


@cache
def _whole() -> frozenset[str]:
    """Return what is obscene when signs between its letters are left out: «п[и]здец»."""
    return frozenset((*HIDDEN, *BARE)) - ABBREVIATIONS


@cache
def _threes() -> frozenset[str]:
    """Return any three letters in a row of words that may be hidden."""
    return frozenset(word[at : at + 3] for word in (*HIDDEN, *BARE, *VERY_SHORT) for at in range(len(word)))


@cache
def _words() -> Mapping[tuple[str, str], Sequence[str]]:
    """Return the words that may be hidden by their first and last letters, where a mask leaves those."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for word in dict.fromkeys(HIDDEN + BARE):
        for key in ((word[0], word[-1]), (word[0], "")):
            found[key].append(word)
    return found
