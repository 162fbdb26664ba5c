"""A ticket from its registration to its closing, and what is asked on the way."""

from datetime import datetime

from bot.rules.notices.base import AboutTicket


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


class Outcome(AboutTicket):
    """To the topic: what the requester decided: confirmed, denied, reopened, rated."""

    event: str
    rating: int | None = None
    comment: str | None = None


class SupervisorClosed(AboutTicket):
    """To the topic: who closed it and why (3.2)."""

    supervisor: str
    reason: str
