"""Deadlines as they move and pass (4.3)."""

from datetime import datetime

from bot.rules.notices.base import AboutTicket


class DeadlineExtended(AboutTicket):
    """To the requester, in the chat and by e-mail: the new deadline and why (4.3)."""

    until: datetime
    reason: str


class KindChanged(AboutTicket):
    """To the requester, in the chat and by e-mail: a technical error now (no deadline), or no longer one (4.3)."""

    technical_error: bool
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
