"""Operator groups: what they are, lack and hand over."""

from bot.rules.notices.base import AboutTicket, Notice


class Transferred(AboutTicket):
    """To the topic that is left, or the new one: handed over to another group (6.1)."""

    to: str


class NoteHandedOver(AboutTicket):
    """To the new topic of a ticket: what an operator noted about it where it was, for operators only."""

    by: str
    text: str


class RightsMissing(Notice):
    """To an operator group: what to switch on for the bot there."""

    admin: bool
    forum: bool
    topics: bool


class PinsRefused(Notice):
    """To supervisors: the bot may not pin cards in an operator group."""

    group: str


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
    public: bool = False


class GroupReplaced(Notice):
    """To an operator group: it stands for another one now, and has so many open tickets more."""

    group: str
    tickets: int


class NoOperatorGroup(AboutTicket):
    """To supervisors: a ticket has no group to go to."""


class GroupOffered(Notice):
    """To supervisors: the bot was put into a group that is none of operators, by somebody (None: by the reader)."""

    chat: int
    group: str
    by: str | None


class TrialTopicLeft(Notice):
    """To whoever tried the desk out: Telegram does not let the bot delete the topic, or the card without topics."""

    group: str
    reason: str
