"""What every action is handed: the transaction it works in, the instant it is, and the desk's policy."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.deadlines.working_hours import Calendar
from bot.rules.policy import Policy
from db.deadlines import calendar
from db.people.people import Person
from db.tickets.tickets import Ticket

__all__ = ["Answer", "InlineAnswer", "Person", "PressAnswer", "Received", "ShownPage", "Ticket", "Work"]


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """An answer to a button press: shown at once, outside the queue, because it is void after 150 s."""

    callback: str
    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """An answer to what somebody types after the bot's name: shown at once, because it is void after seconds."""

    query: str
    results: list[dict[str, Any]]
    next_offset: str


@dataclass(frozen=True, slots=True)
class Received:
    """A reaction that says that a message was taken in: decoration, left out first when there is much to do."""

    chat: int
    message: int
    emoji: str


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page that an operator's act put at a ticket's place: what its buttons say and send; none, and it is over.

    `message` is 0 while it is on its way.
    """

    message: int
    html: str = ""
    buttons: tuple[tuple[str, str], ...] = ()


Answer = PressAnswer | InlineAnswer | Received
"""What is shown at once, beside the queue."""


@dataclass(frozen=True, slots=True)
class Work:
    """One input being worked through: everything written to `db` is committed together."""

    db: AsyncConnection
    now: datetime
    policy: Policy
    answers: list[Answer] = field(default_factory=list)
    pages: list[ShownPage] = field(default_factory=list)
    """Pages that were shown to operators: what is on their buttons may be typed as well."""
    channel: str | None = None
    """The channel that the input comes from, if from one."""
    chat: int | None = None
    """The chat that the input comes from, if one: who speaks in a group of operators is one of them."""

    def in_chat(self, chat: int | None) -> "Work":
        """Return the same input as one that comes from a chat."""
        return Work(self.db, self.now, self.policy, self.answers, self.pages, self.channel, chat)

    @property
    def local_now(self) -> datetime:
        """Now, in the desk's zone."""
        return self.now.astimezone(self.policy.zone)

    async def is_open(self) -> bool:
        """Tell whether the desk is open now (2.5). Every message asks: other days are not looked at."""
        today = self.local_now.date()
        override = await calendar.override(self.db, today)
        known = {} if override is None else {today: override}
        return Calendar(self.policy.zone, *self.policy.hours, known).is_open(self.now)

    async def calendar(self) -> Calendar:
        """Return the working calendar with the desk's own overrides (2.5)."""
        opens, closes = self.policy.hours
        return Calendar(self.policy.zone, opens, closes, await calendar.overrides(self.db))
