"""What those who follow tickets are told: deadlines, alarms, questions, topic and record each follow by themselves."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.actions.work import Ticket, Work
from bot.rules.audit import Action
from bot.rules.deadlines.history import Deadline
from bot.rules.tickets.tickets import Event


class QuestionStands(Exception):
    """A requester's question has no answer, and the ticket is not moved over it (3.3)."""


@dataclass(frozen=True, slots=True)
class Move:
    """A change of a ticket. `before` is None for one just registered, `event` for what leaves its state alone.

    `by` is a person's id, None the desk itself; `action` None is not on record, `details` are JSON values.
    """

    before: Ticket | None
    after: Ticket
    by: int | None
    event: Event | None = None
    deadline: Deadline | None = None
    action: Action | None = None
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def closes(self) -> bool:
        """Whether the ticket was open and is closed now."""
        return self.before is not None and self.before.is_open and not self.after.is_open


Before: TypeAlias = Callable[[Work, Ticket, Event], Awaitable[None]]
"""Looks at a ticket that is about to be moved. Raises QuestionStands."""
After: TypeAlias = Callable[[Work, Move], Awaitable[None]]
