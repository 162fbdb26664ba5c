"""What operators ask requesters for (3.7): every item has its reason; an answer of a known kind is checked (6.2)."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.rules import fields
from bot.rules.fields import field
from bot.rules.people import identity
from bot.rules.refusals import Refused
from bot.rules.text import clean, one_line

MOST = 10
"""Items of one request."""
QUESTION_LIMIT = 200
LINE_LIMIT = 300


class Kind(StrEnum):
    """What can be asked for; OWN is a question in the operator's words."""

    LOGIN = "login"
    FULL_NAME = "full_name"
    INN = "inn"
    COMPANY = "company"
    ORDER = "order"
    SCREENSHOT = "screenshot"
    ERROR_TEXT = "error_text"
    BROWSER = "browser"
    OWN = "own"


FIELDS = {
    Kind.LOGIN: identity.Field.LOGIN,
    Kind.FULL_NAME: identity.Field.FULL_NAME,
    Kind.INN: identity.Field.INN,
    Kind.COMPANY: identity.Field.COMPANY,
}
"""What is also stated by who asks (4.1)."""
_READABLE = frozenset({"text", "photo", "document"})
_ASKING = re.compile(
    r"\?|^(?:а |и |ну |но )?(?:когда|почему|зачем|отчего|как|какой|какая|какое|какие|что|кто|где|куда|сколько|можно|"
    r"можете|when|why|how|what|who|where|which|can|could)\b"
)
READY = tuple(kind for kind in Kind if kind is not Kind.OWN)


class Reason(StrEnum):
    """Why a question or an answer is refused; the fields of `Refused.details` are named beside it."""

    TOO_MANY = "too_many_items"
    """`limit`: items of one request."""
    QUESTION_TOO_LONG = "question_too_long"
    """`limit`: characters of one line."""
    WORDS_NEEDED = "words_needed"
    PICTURE_NEEDED = "picture_needed"


@dataclass(frozen=True, slots=True)
class Item:
    """What is asked, and why; `text` is the question when it is in the operator's own words."""

    kind: Kind
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a requester sent: words (a caption, too) without markup, and whether a picture or another file is there."""

    text: str
    is_file: bool
    is_picture: bool


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is kept: the checked words, the message that holds it; a skipped one has none.

    `kind` is that of the message: text, photo, document and so on.
    """

    value: str
    kind: str
    message: int | None

    @property
    def skipped(self) -> bool:
        """Whether the requester could not answer."""
        return self.message is None


SKIPPED = Given("", "", None)


def own_questions(text: str) -> tuple[str, ...]:
    """Questions in an operator's own words, one a line; or Refused."""
    lines = tuple(filter(None, clean(text).splitlines()))
    if not lines:
        raise Refused(fields.Reason.EMPTY)
    if any(len(line) > QUESTION_LIMIT for line in lines):
        raise Refused(Reason.QUESTION_TOO_LONG, limit=str(QUESTION_LIMIT))
    check_number(len(lines))
    return lines


def check_number(items: int) -> None:
    """Refused when there are too many items for one request."""
    if items > MOST:
        raise Refused(Reason.TOO_MANY, limit=str(MOST))


def checked(kind: Kind, answer: Answer) -> str:
    """The words of an answer as they are kept; or Refused. What is not text is looked at by operators."""
    if kind is Kind.SCREENSHOT:
        if not answer.is_picture:
            raise Refused(Reason.PICTURE_NEEDED)
        return one_line(answer.text)
    if kind in FIELDS:
        if answer.is_file or not answer.text:
            raise Refused(Reason.WORDS_NEEDED)
        return identity.written(FIELDS[kind], identity.stated(FIELDS[kind], answer.text))
    if kind is Kind.ORDER and not answer.is_file:
        return field(answer.text, LINE_LIMIT)
    return clean(answer.text)


def is_beside(text: str, kind: str) -> bool:
    """Tell whether what was written while something was asked only answers it: it asks nothing of its own.

    `text` without markup, `kind` that of the message; what cannot be read is not known.
    """
    return kind in _READABLE and len(text) <= LINE_LIMIT and not _ASKING.search(text.casefold())


def added(asked: tuple[Item, ...], more: tuple[Item, ...]) -> tuple[Item, ...]:
    """What is asked when more is asked for: the same again only gets the later reason. Refused when it is too much."""
    again = {(item.kind, item.text): item.why for item in more}
    kept = tuple(replace(item, why=again.pop((item.kind, item.text), item.why)) for item in asked)
    check_number(len(kept) + len(again))
    return kept + tuple(item for item in more if (item.kind, item.text) in again)
