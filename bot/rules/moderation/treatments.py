"""What becomes of a word that is slang (3.5): a message with it waits, its author is told a better one, or it passes.

Supervisors choose for each word. Where they have not, words of taste («сервер упал») are hints, all others are held.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from bot.rules.moderation.lexicon.table import forms
from bot.rules.moderation.names import belongs_to
from bot.rules.moderation.slang import Slang


class Treatment(StrEnum):
    """What becomes of a word."""

    HOLD = "hold"
    """A message with it waits until somebody decides."""
    HINT = "hint"
    """It is sent, and its author reads once at a ticket what to write instead."""
    LEAVE = "leave"


def known_as(word: str) -> str:
    """Return under what a word is kept: «упали» of «упасть», which is a matter of taste; any other as it is typed."""
    plain = word.lower().replace("ё", "е")
    form = forms().get(plain)
    return form.taste if form is not None and form.taste else word.lower()


def usual(word: str) -> Treatment:
    """Return what becomes of a word, as `known_as` gives it, that nobody has chosen about."""
    return Treatment.HINT if word in of_taste() else Treatment.HOLD


@cache
def of_taste() -> frozenset[str]:
    """Return the words that only some people find colloquial."""
    return frozenset(form.taste for form in forms().values() if form.taste)


def treatment(found: Slang, chosen: Mapping[str, Treatment]) -> tuple[str, Treatment]:
    """Return under what a word of a text is kept, and what becomes of it; a choice counts for it in any case."""
    for name in (found.taste, *(name for name in chosen if belongs_to(found.word, (name,)))):
        if name in chosen:
            return name, chosen[name]
    return (found.taste, Treatment.HINT) if found.taste else (found.word.lower(), Treatment.HOLD)
