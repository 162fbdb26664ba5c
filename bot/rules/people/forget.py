"""Forgetting people who ask for it (152-ФЗ, articles 20 and 21)."""

from datetime import datetime, timedelta

PAUSE = timedelta(minutes=1)
"""What was on its way when somebody asked is let go out."""
PATIENCE = timedelta(days=1)
"""After which what is still on its way to them is dropped."""


def may_begin(asked_at: datetime, now: datetime, *, open_tickets: bool, on_the_way: bool) -> bool:
    """Tell whether everything about somebody can be erased now."""
    waited = now - asked_at
    return not open_tickets and waited >= PAUSE and (not on_the_way or waited >= PATIENCE)
