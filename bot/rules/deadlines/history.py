"""The deadlines that a ticket had (3.4): each with what set it. From them a deadline is computed again (2.5, 4.3)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.rules.deadlines.recalculation import Promise


class Cause(StrEnum):
    """What set a deadline, or what became of it."""

    REGISTERED = "registered"
    EXTENDED = "extended"
    KIND_CHANGED = "kind_changed"
    """A technical error, which has none, or an ordinary ticket again."""
    REOPENED = "reopened"
    RECALCULATED = "recalculated"
    MISSED = "missed"
    PAUSED = "paused"
    """Moved by the working time for which the requester was asked for data, `since` a moment until it was set."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline `until`, None without one.

    `hours` are the working hours it was counted from, since the moment `since` or the deadline before; None when a
    moment was named. `was` is the deadline before it.
    """

    cause: Cause
    until: datetime | None
    hours: int | None = None
    since: datetime | None = None
    was: datetime | None = None
    reason: str | None = None

    def details(self) -> dict[str, Any]:
        """Return what there is to tell beside the cause, as JSON values in the order of reading."""
        technical = self.until is None if self.cause is Cause.KIND_CHANGED else None
        counted = {"hours": self.hours, "until": self.until}
        extended = {"until": self.until, "reason": self.reason, "hours": self.hours, "since": self.since}
        paused = {"waited_since": self.since, "until": self.until}
        told: dict[str, Any] = counted
        if self.cause in (Cause.EXTENDED, Cause.PAUSED):
            told = extended if self.cause is Cause.EXTENDED else paused
        said = {"technical_error": technical, "was": self.was, **told}
        return {name: _json(value) for name, value in said.items() if value is not None}


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def promise(set_at: datetime, deadline: Deadline, usual_hours: int) -> Promise | None:
    """Return what a deadline promised, None when it promised nothing of its own; `set_at` is when it was set."""
    if deadline.cause is Cause.EXTENDED:
        return Promise(deadline.hours, deadline.since, deadline.until)
    if deadline.cause is Cause.PAUSED:
        return Promise(None, deadline.since, set_at, pauses=True)
    if deadline.cause is Cause.REGISTERED or (deadline.cause is Cause.REOPENED and deadline.until is not None):
        return Promise(deadline.hours or usual_hours, set_at)
    return None
