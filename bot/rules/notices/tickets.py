"""A ticket from its registration to its closing, and what is asked on the way."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.rules.asking import CONFIRM, Question, of_ticket
from bot.rules.notices.base import AboutTicket, Notice


class TicketOpened(AboutTicket):
    """To the requester: registered; `deadline` None is a technical error (4.3); `begins` only outside hours (2.5).

    `alone` when they have no other open ticket: then all they write belongs to this one. Their login is `provable` when
    it is not proven.
    """

    deadline: datetime | None
    begins: datetime | None
    alone: bool = True
    provable: bool = False


class ManyRequests(Notice):
    """To supervisors: somebody has opened as many tickets within an hour as one may; further ones wait `until` then."""

    person: str
    limit: int
    until: datetime


class DeskClosed(AboutTicket):
    """To the requester, once while the desk is closed: when it answers (2.5)."""

    opens: datetime


class TicketTaken(AboutTicket):
    """To the requester: who works on it."""

    operator: str


class ConfirmationAsked(AboutTicket):
    """To the requester: is it solved, with no question left (3.2)?

    `kind` is that of the message they wrote instead of an answer, "" if none; `said` its words without markup.
    """

    said: str = ""
    kind: str = ""

    @property
    def question(self) -> Question:
        """Reminders ask the same."""
        return of_ticket(CONFIRM, self.number)


class TicketClosed(AboutTicket):
    """To the requester: closed as they confirmed; a rating is asked."""

    @property
    def question(self) -> Question:
        """It may be closed again, and rated again."""
        return of_ticket("rate", self.number)


class ThankedFor(AboutTicket):
    """To the requester: their thanks open nothing, the ticket stays closed."""


class ClosedBySupervisor(AboutTicket):
    """To the requester: closed without their word, why, and how to open it again (3.2)."""

    reason: str


class TicketReturned(AboutTicket):
    """To the requester: back in work, because questions are left or because it was opened again; by when, then.

    `described` when they have said already what is left.
    """

    reopened: bool
    deadline: datetime | None = None
    described: bool = False


class Outcome(AboutTicket):
    """To the topic: what the requester decided: confirmed, denied, reopened, rated."""

    event: str
    rating: int | None = None
    comment: str | None = None


class SupervisorClosed(AboutTicket):
    """To the topic: who closed it and why (3.2)."""

    supervisor: str
    reason: str


class ConfirmationReminded(AboutTicket):
    """To the requester: it is still not confirmed (3.2); `closes_on` is the day it closes without an answer."""

    closes_on: date | None

    @property
    def question(self) -> Question:
        """The same as the first time."""
        return of_ticket(CONFIRM, self.number)


@dataclass(frozen=True, slots=True)
class SilentTicket:
    """A ticket whose requester does not confirm, since when, and the address of its place."""

    number: int
    company: str
    asked_at: datetime
    address: str | None


class RequestersSilent(Notice):
    """To supervisors: tickets that their requesters do not confirm in spite of all reminders (3.2)."""

    tickets: tuple[SilentTicket, ...]


class ClosedBySilence(AboutTicket):
    """To the requester and to the topic: closed, because there was no answer to any reminder (3.2)."""

    to_requester: bool
