"""How many tickets one person may open within an hour, so that nobody keeps the desk from the others."""

from collections.abc import Sequence
from datetime import datetime, timedelta

WINDOW = timedelta(hours=1)


def opens_again(opened: Sequence[datetime], limit: int, now: datetime) -> datetime | None:
    """Return when a person may open the next ticket, None for at once; `opened` are their last ones, newest first."""
    if len(opened) < limit:
        return None
    free_at = opened[limit - 1] + WINDOW
    return free_at if free_at > now else None
