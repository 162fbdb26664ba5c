"""What the desk tells people (DESIGN 8). A notice is data: its channel words it in the language of its reader."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class Notice(BaseModel):
    """Something to be told. Subclasses name their fields; none of them is a sentence."""

    model_config = ConfigDict(frozen=True)


class AboutTicket(Notice):
    """A notice about one ticket."""

    number: int


class TicketOpened(AboutTicket):
    """To the requester: registered; `deadline` None is a technical error (4.3); `begins` only outside hours (2.5)."""

    deadline: datetime | None
    begins: datetime | None


class TicketTaken(AboutTicket):
    """To the requester: who works on it."""

    operator: str


class ConfirmationAsked(AboutTicket):
    """To the requester: is it solved, is no question left (3.2)?"""


class TicketClosed(AboutTicket):
    """To the requester: closed as they confirmed; a rating is asked."""


class ClosedBySupervisor(AboutTicket):
    """To the requester: closed without their word, why, and how to open it again (3.2)."""

    reason: str


class TicketReturned(AboutTicket):
    """To the requester: back in work, because questions are left or because it was opened again; by when, then."""

    reopened: bool
    deadline: datetime | None = None


class DeadlineExtended(AboutTicket):
    """To the requester, in the chat and by e-mail: the new deadline and why (4.3)."""

    until: datetime
    reason: str


class KindChanged(AboutTicket):
    """To the requester: it is a technical error now (no deadline), or no longer one (4.3)."""

    technical_error: bool
    deadline: datetime | None


class DataAsked(AboutTicket):
    """To the requester: what an operator needs to know, and why (3.7)."""

    what: str
    why: str


class NotDelivered(AboutTicket):
    """To the topic: a message did not reach the requester, or one of theirs could not be shown there, and why.

    `act` is what was tried: relay, edit, erase, or notice and letter for words of the desk itself. `text` is the HTML
    of a requester's message, so that nothing is lost.
    """

    message: int | None
    reason: str
    act: str = "relay"
    to_requester: bool = True
    text: str | None = None


class NotWritten(AboutTicket):
    """To supervisors: the ticket's place refuses what the desk has to say there, so operators do not know."""

    reason: str


class RequesterGone(AboutTicket):
    """To the topic, once: the requester blocked the bot or deleted the account; what is written to them waits."""


class Withheld(AboutTicket):
    """To the topic, in reply to a message: it waits until the requester can be reached."""


class RequesterBack(AboutTicket):
    """To the topic: the requester can be reached again, and what waited is delivered."""


class Outcome(AboutTicket):
    """To the topic: what the requester decided: confirmed, denied, reopened, rated."""

    event: str
    rating: int | None = None
    comment: str | None = None


class SupervisorClosed(AboutTicket):
    """To the topic: who closed it and why (3.2)."""

    supervisor: str
    reason: str


class Transferred(AboutTicket):
    """To the topic that is left, or the new one: handed over to another group (6.1)."""

    to: str


class RightsMissing(Notice):
    """To an operator group: what to switch on for the bot there."""

    admin: bool
    forum: bool
    topics: bool


class OutOfGroup(Notice):
    """To supervisors: an operator group is out of reach; what goes there waits.

    `refusal` is what Telegram says to a try; None when it told that the bot was put out.
    """

    group: str
    refusal: str | None = None


class GroupChecked(Notice):
    """To whom it was that asked: what the bot is in a group now, and may do there."""

    group: str
    member: bool
    admin: bool
    forum: bool
    topics: bool


class GroupReplaced(Notice):
    """To an operator group: it stands for another one now, and has so many open tickets more."""

    group: str
    tickets: int


class NoOperatorGroup(AboutTicket):
    """To supervisors: a ticket has no group to go to."""


class InputFailed(Notice):
    """To supervisors: an input could not be worked through and was set aside."""

    input: int
    error: str


class DeadlineMissed(AboutTicket):
    """To the topic and to supervisors: the deadline has passed (4.3)."""

    deadline: datetime


def _family(kind: type[Notice]) -> dict[str, type[Notice]]:
    return {kind.__name__: kind} | {name: each for sub in kind.__subclasses__() for name, each in _family(sub).items()}


KINDS = _family(Notice)


def pack(notice: Notice) -> dict[str, Any]:
    """Turn a notice into JSON values."""
    return {"notice": type(notice).__name__, "fields": notice.model_dump(mode="json")}


def unpack(body: dict[str, Any]) -> Notice:
    """Give back what `pack` was given. Raises KeyError on an unknown name."""
    return KINDS[body["notice"]].model_validate(body["fields"])
