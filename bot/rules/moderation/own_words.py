"""A company's own words that operators are not to write (3.5): a line each, as a supervisor types them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.moderation.obscenity import obscenities
from bot.rules.moderation.slang import NUMBERED, slang
from bot.rules.refusals import Refused
from bot.rules.text import one_line

TERM_LIMIT = 80
_LENGTHS = range(2, 41)
_ANY_ENDING = "*"
_EXAMPLE = "сервак = сервер"
_LEAVE, _HOLD = "не задерживать ", "задерживать "
_SHORTEST_STEM = 3


class Reason(StrEnum):
    """Why a line is refused."""

    FORM = "words_form"
    """It is neither «word = term» nor «- word»: `example`."""
    WORD = "words_word"
    """What is to be replaced is not a single word, or is too short a stem: `word`."""
    TERM = "words_term"
    """The term is too long, slang or obscene itself: `term`."""


@dataclass(frozen=True, slots=True)
class Change:
    """A word and the term for it; without a term the word is to be forgotten.

    `left` says instead that a word known to the desk is to pass (True), or to be held again (False).
    """

    word: str
    proper: str | None
    left: bool | None = None


def read(line: str) -> Change:
    """Read «сервак = сервер», «сервак* = сервер» (any ending), «- сервак», «не задерживать железо». Raises Refused."""
    typed = one_line(line)
    for beginning, left in ((_LEAVE, True), (_HOLD, False)):
        if typed.lower().startswith(beginning) and "=" not in typed:
            return Change(_word(typed[len(beginning) :]), None, left)
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


def _checked(word: str, proper: str) -> Change:
    """Raise Refused for a term that would be held in its turn."""
    if len(proper) > TERM_LIMIT or obscenities(proper) or slang(proper, {word: proper}):
        raise Refused(Reason.TERM, term=proper)
    return Change(word, proper)
