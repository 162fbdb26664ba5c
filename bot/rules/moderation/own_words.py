"""A company's own words that operators are not to write (3.5): a line each, as a supervisor types them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.moderation.obscenity import obscenities
from bot.rules.moderation.slang import NUMBERED, slang
from bot.rules.moderation.treatments import Treatment, known_as
from bot.rules.refusals import Refused
from bot.rules.text import one_line

TERM_LIMIT = 80
_LENGTHS = range(2, 41)
_ANY_ENDING = "*"
_EXAMPLE = "сервак = сервер"
_CHOICES = {
    "не задерживать ": Treatment.LEAVE,
    "задерживать ": Treatment.HOLD,
    "подсказывать ": Treatment.HINT,
    "leave ": Treatment.LEAVE,
    "hold ": Treatment.HOLD,
    "hint ": Treatment.HINT,
}
_SHORTEST_STEM = 3


class Reason(StrEnum):
    """Why a line is refused."""

    FORM = "words_form"
    """It is neither «word = term» nor «- word»: `example`."""
    WORD = "words_word"
    """What is to be replaced is not a single word, or is too short a stem: `word`."""
    HINTED = "words_hinted"
    """What is obscene is held or passes, a hint is not enough: `word`."""
    TERM = "words_term"
    """The term is too long, slang or obscene itself: `term`."""


@dataclass(frozen=True, slots=True)
class Change:
    """A word and the term for it; without a term the word is to be forgotten.

    `how` says instead what is to become of a word that the desk knows.
    """

    word: str
    proper: str | None
    how: Treatment | None = None


def read(line: str) -> Change:
    """Read «сервак = сервер», «сервак* = сервер» (any ending), «- сервак», «не задерживать железо». Raises Refused."""
    typed = one_line(line)
    for beginning, how in _CHOICES.items():
        if typed.lower().startswith(beginning) and "=" not in typed:
            return _chosen(_word(typed[len(beginning) :]), how)
    if typed.startswith(("-", "–", "—")):
        return Change(_word(typed[1:]), None)
    word, _, proper = (part.strip() for part in typed.partition("="))
    if not proper:
        raise Refused(Reason.FORM, example=_EXAMPLE)
    return _checked(_word(word), proper)


def _word(typed: str) -> str:
    word = typed.strip().lower()
    stem = word.removesuffix(_ANY_ENDING)
    if len(word) not in _LENGTHS or not NUMBERED.fullmatch(stem) or (stem != word and len(stem) < _SHORTEST_STEM):
        raise Refused(Reason.WORD, word=typed.strip())
    return word


def _chosen(word: str, how: Treatment) -> Change:
    if how is Treatment.HINT and obscenities(word):
        raise Refused(Reason.HINTED, word=word)
    return Change(known_as(word), None, how)


def _checked(word: str, proper: str) -> Change:
    """Raise Refused for a term that would be held in its turn."""
    if len(proper) > TERM_LIMIT or obscenities(proper) or slang(proper, {word: proper}):
        raise Refused(Reason.TERM, term=proper)
    return Change(word, proper)
