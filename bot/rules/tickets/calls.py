"""What is kept of a call (2.4), and the order in which an operator is asked about it."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from urllib.parse import urlsplit

from bot.rules.fields import field
from bot.rules.people.identity import Columns, Field
from bot.rules.refusals import Refused

LINK_LIMIT = 500
"""Characters of the link to a recording."""
WORDS_LIMIT = 20
"""Messages in which an operator can write down what was asked."""


class Reason(StrEnum):
    """Why something about a call is refused."""

    NO_LINK = "call_no_link"
    NOT_HTTPS = "call_not_https"
    NOT_BY_PHONE = "call_not_by_phone"
    """The ticket is not answered by phone: its requester speaks for themselves (3.2)."""
    NOT_IN_TARIFF = "call_not_in_tariff"
    TOO_MANY_WORDS = "call_too_many_messages"
    IS_QUESTION = "call_is_question"
    """What is asked stands where the name of a company is expected."""
    NO_SUCH_SERVICE = "call_no_such_service"
    NO_WORDS = "call_no_words"
    """What was asked is not written down yet, and cannot be passed over."""
    UNCARRIED = "call_uncarried"
    """`what` cannot be passed on."""
    BUTTON_NEEDED = "call_button_needed"


class Step(StrEnum):
    """What an operator is asked, in this order; a caller who is known is not identified again."""

    PHONE = "phone"
    LOGIN = "login"
    FULL_NAME = "full_name"
    INN = "inn"
    COMPANY = "company"
    SERVICE = "service"
    WORDS = "words"
    RECORDING = "recording"
    CHECK = "check"


IDENTITY: Mapping[Step, Field] = {Step(each.value): each for each in Field}
"""Steps that ask for a field of the identification (4.1)."""
OPEN: Mapping[Field, Mapping[str, str | None]] = {
    Field.LOGIN: {"login": ""},
    Field.FULL_NAME: {"surname": "", "name": "", "patronymic": None},
    Field.INN: {"inn": ""},
    Field.COMPANY: {"company": ""},
}
"""What is kept of a field that was left open: empty texts, which people are shown as «—»."""
SKIPPED = frozenset({Step.PHONE, Step.RECORDING, *IDENTITY})
"""Steps that can be left open."""

_ASKS = re.compile(
    r"\?|\b(?:как|почему|где|когда|зачем|куда|спрашива\w+|прос[ия]т\w*|хо(?:чет|тят|чу)|не\s+(?:мо[гж]\w+|вид\w+|работ\w+"
    r"|открыва\w+|приход\w+|получа\w+)|how|why|where|when|asks?|wants?|cannot)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[«»\"“”]|\b(?:ООО|[ПНЗО]?АО|ИП|ФГ[БАУ]*У\w?|ГБУ|МБУ|МУП|ГУП|LLC|Ltd|Inc)\b")


def steps(*, known: bool) -> Sequence[Step]:
    """Return what is asked about a caller who is known, or who is new."""
    return [each for each in Step if not (known and each in IDENTITY)]


def next_step(step: Step, *, known: bool) -> Step:
    """Return the step behind one; the last has none behind it."""
    order = steps(known=known)
    return order[min(order.index(step) + 1, len(order) - 1)]


def step_before(step: Step, *, known: bool) -> Step | None:
    """Return the step before one, None before the first."""
    order = steps(known=known)
    place = order.index(step)
    return order[place - 1] if place else None


def whole(identity: Columns) -> dict[str, str | None]:
    """Return an identity with every column: what was not stated is left open."""
    empty = {name: each for columns in OPEN.values() for name, each in columns.items()}
    return empty | dict(identity)


def is_open(field: Field, identity: Columns) -> bool:
    """Tell whether a field was left open."""
    return all(not identity.get(name) for name in OPEN[field])


def is_out_of_reach(phone: str | None, identity: Columns, *, known: bool) -> bool:
    """Tell whether neither a number nor a name says whom to call back."""
    return not known and phone is None and is_open(Field.FULL_NAME, whole(identity))


def check_company(text: str) -> None:
    """Raise Refused when a text is what the caller asks: no company is called so, unless its form or quotes say it."""
    if _ASKS.search(text) and not _NAMED.search(text):
        raise Refused(Reason.IS_QUESTION)


def recording(text: str) -> str:
    """Return the link to a recording as it was typed: https only, for it is opened from a card. Raises Refused."""
    value = field(text, LINK_LIMIT)
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError as error:
        raise Refused(Reason.NO_LINK) from error
    if parts.scheme.casefold() == "http":
        raise Refused(Reason.NOT_HTTPS)
    if parts.scheme.casefold() != "https" or not host or "." not in host or any(each in value for each in ' "<>'):
        raise Refused(Reason.NO_LINK)
    return value
