"""The clock of the sandbox: real time plus whatever people moved it by."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

FARTHEST = timedelta(days=100 * 366)


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


class Clock:
    """Runs with `source` and only ever moves forward."""

    def __init__(self, source: Callable[[], datetime] = utc_now) -> None:
        self._source = source
        self._shift = timedelta()

    def now(self) -> datetime:
        """The sandbox's present moment, aware, in UTC."""
        return self._source().astimezone(UTC) + self._shift

    def move(self, by: timedelta) -> None:
        """Jump forward; ValueError when `by` is negative."""
        if by < timedelta():
            raise ValueError("the clock does not run backwards")
        if self._shift + by > FARTHEST:
            raise ValueError("the clock does not run that far ahead")
        self._shift += by
