"""Data that operators ask requesters for (3.7)."""

from dataclasses import dataclass

from bot.rules.asking import Question, of_ticket
from bot.rules.notices.base import AboutTicket
from bot.rules.people.identity import Field
from bot.rules.tickets.data_requests import Given, Item


class DataAsked(AboutTicket):
    """To the requester: what an operator needs to know, and why; the reason is the same for all items (3.7)."""

    items: tuple[Item, ...]

    @property
    def question(self) -> Question:
        """What joins an open request is answered by the same button."""
        return of_ticket("data", self.number)


@dataclass(frozen=True, slots=True)
class GivenItem:
    """What was asked, and what was answered."""

    item: Item
    given: Given


class IdentityCorrected(AboutTicket):
    """To the topic: the requester, or an `operator` for them, corrected who they say to be (6.2)."""

    operator: str | None = None
    changes: dict[Field, tuple[str, str]]
    """How each field was, and how it is now."""


class DataGiven(AboutTicket):
    """To the topic: every item is answered. The messages themselves have come before, texts below what they answer.

    `answers` are the others: files, what is kept in other words than it was written, what was skipped.
    """

    answers: tuple[GivenItem, ...]
