"""What did not arrive, and who cannot be reached."""

from bot.rules.notices.base import AboutTicket, Notice


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


class NotPassedOn(AboutTicket):
    """To the requester: what they sent is of a kind that cannot be shown to operators."""


class NotWritten(AboutTicket):
    """To supervisors: the ticket's place refuses what the desk has to say there, so operators do not know."""

    reason: str


class RequesterGone(AboutTicket):
    """To the topic, once: the requester blocked the bot or deleted the account; what is written to them waits."""


class Withheld(AboutTicket):
    """To the topic, in reply to a message: it waits until the requester can be reached."""


class RequesterBack(AboutTicket):
    """To the topic: the requester can be reached again, and what waited is delivered."""


class InputFailed(Notice):
    """To supervisors: an input could not be worked through and was set aside."""

    input: int
    error: str


class MoreFailures(Notice):
    """To supervisors: how many more failures of a kind there were since they were told of one."""

    more: int
    kind: str
