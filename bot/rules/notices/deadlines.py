"""Deadlines as they move and pass (4.3)."""

from datetime import datetime

from bot.rules.notices.base import AboutTicket, InWriting, Notice


class DeadlineExtended(InWriting):
    """To the requester, in the chat and by e-mail: the new deadline and why (4.3)."""

    was: datetime | None = None
    """None in notices that waited to be sent when this was not told yet."""
    until: datetime
    reason: str


class KindChanged(InWriting):
    """To the requester, in the chat and by e-mail: a technical error now (no deadline), or no longer one (4.3)."""

    technical_error: bool
    was: datetime | None = None
    deadline: datetime | None


class DeadlineNear(AboutTicket):
    """To the topic: so many per cent of the working time have passed (4.3)."""

    percent: int
    deadline: datetime
    minutes_left: int
    """Of working time."""


class DeadlineMissed(AboutTicket):
    """To the topic and to supervisors: the deadline has passed (4.3)."""

    deadline: datetime


class DeadlinePaused(InWriting):
    """To the requester, in the chat and by e-mail, and to the topic: moved by what the desk waited for them (3.7)."""

    since: datetime
    ended: datetime
    was: datetime
    until: datetime


class DeadlinePassed(AboutTicket):
    """To the requester: the deadline has passed, and the work goes on (4.3)."""

    deadline: datetime


class DeadlineRecalculated(InWriting):
    """To the requester, in the chat and by e-mail, and to the topic: moved because the working calendar changed."""

    was: datetime
    until: datetime


class DeadlinesRecalculated(Notice):
    """To supervisors: all open tickets follow the changed calendar now; how many deadlines moved which way."""

    later: int
    earlier: int


class DecreeMissing(Notice):
    """To supervisors, weekly: a year's decree on moved days off is not known to the desk (2.5)."""

    year: int
