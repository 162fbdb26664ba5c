"""What the identification fields share (6.2): the first look at what was typed, the reasons to refuse it."""

from enum import StrEnum

from bot.rules.refusals import Refused
from bot.rules.text import one_line

LEAST_LETTERS = 3
"""Of a reason that is told to people."""
_MAX_TYPED = 1000  # no field is longer, however much of it is white space


class Reason(StrEnum):
    """Why a field is refused; the fields of `Refused.details` are named beside it."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    """`limit`: characters."""
    FORM = "form"
    """Not an e-mail address; `suggestion`: the one that it can mean, if there is one."""
    SEVERAL = "several"
    """`values`: what could each be meant."""
    CYRILLIC = "cyrillic"
    """`letters`: «с, о», one or two; `suggestion`: the address in Latin letters, if that is a valid one."""
    MUCH_CYRILLIC = "much_cyrillic"
    """More different letters than anybody would look for; `suggestion` as above."""
    LENGTH = "length"
    """`digits`: how many there are, instead of 10 or 12."""
    NO_DIGITS = "no_digits"
    """An INN without any."""
    REGION = "region"
    CHECK_DIGITS = "check_digits"
    NO_LETTERS = "no_letters"
    LINK = "link"
    DIGITS = "digits"
    CHARACTERS = "characters"
    """`characters`: what no name is written with."""
    LATIN_WORD = "latin_word"
    """`word`: the first with letters of the rarer alphabet."""
    CYRILLIC_WORD = "cyrillic_word"
    """`word`, as above."""
    INITIALS = "initials"
    ONE_WORD = "one_word"
    PATRONYMIC_MISSING = "patronymic_missing"
    """`hint`: what to write when there is none."""
    TOO_MANY_WORDS = "too_many_words"
    NO_REASON = "no_reason"
    """A reason that is told to the requester has no word in it."""


def field(text: str, limit: int) -> str:
    """What was typed as one clean line of 1 to `limit` characters, or Refused."""
    value = one_line(text[: _MAX_TYPED + 1])
    if len(text) > _MAX_TYPED or len(value) > limit:
        raise Refused(Reason.TOO_LONG, limit=str(limit))
    if not value:
        raise Refused(Reason.EMPTY)
    return value


def reason(text: str) -> str:
    """Return a reason that is told to people; or Refused: «-» has no word, and a question was meant for somebody."""
    if sum(map(str.isalpha, text)) < LEAST_LETTERS or text.endswith("?"):
        raise Refused(Reason.NO_REASON)
    return text


def listed(letters: list[str]) -> str:
    """Letters as people are shown them, each once: «с, о»."""
    return ", ".join(dict.fromkeys(letters))
