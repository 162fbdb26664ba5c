"""What falls due at a ticket besides its deadline, and whether it waits for working hours (2.5)."""

from collections.abc import Mapping
from enum import StrEnum


class AlarmKind(StrEnum):
    """What an alarm is for."""

    WARNING = "warning"
    """A deadline comes near (4.3)."""
    PROMISE = "promise"
    """An operator's promise falls due (3.4)."""
    SILENCE = "silence"
    """A requester does not confirm (3.2)."""
    UNANSWERED = "unanswered"
    """A requester's message stands unanswered (3.3)."""
    OVERDUE = "overdue"
    """A requester is to be told that a deadline has passed (4.3)."""


COUNTS_WORKING_TIME: Mapping[AlarmKind, bool] = {
    AlarmKind.WARNING: True,
    AlarmKind.PROMISE: True,
    AlarmKind.SILENCE: True,
    AlarmKind.UNANSWERED: True,
    AlarmKind.OVERDUE: True,
}
"""Those that do ring in working hours only, and follow the working calendar when it changes."""
