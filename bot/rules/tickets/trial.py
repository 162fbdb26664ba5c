"""The trial ticket, by which a new desk is tried out: a ticket like others until it is removed without a trace.

It has the number 0 and so is not counted: the first real ticket has the number 1, and no statistics know of the trial.
"""

from datetime import datetime, timedelta

NUMBER = 0
INN = "—"
"""Marks the identity of a trial: no company has that, and nobody is asked whether it is still theirs."""
LASTS = timedelta(hours=24)
"""After which a trial that nobody ends is removed."""


def is_abandoned(opened_at: datetime, now: datetime) -> bool:
    """Tell whether nobody can be expected to end a trial any more."""
    return now >= opened_at + LASTS
