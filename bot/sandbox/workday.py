"""Working hours as the sandbox's owner counts them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


def any_hour(start: datetime, hours: float) -> datetime:
    """`start` plus `hours` by the wall clock."""
    return start + timedelta(hours=hours)


def always(_moment: datetime) -> bool:
    """Open at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Workday:
    """`advance` adds working hours to a moment, `is_open` tells whether a moment is one of them."""

    advance: Callable[[datetime, float], datetime] = any_hour
    is_open: Callable[[datetime], bool] = always
