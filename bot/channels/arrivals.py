"""How long ago something last grew, by a clock that does not step: the rest of an album comes within a second."""

import time
from collections.abc import Callable, Hashable


class Arrivals:
    """What is being waited for in this process. After a restart the rest may still come, so the wait begins again."""

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        """Have seen nothing."""
        self._tick = tick
        self._seen: dict[Hashable, tuple[int, float]] = {}

    def quiet(self, what: Hashable, parts: int) -> float:
        """Return for how many seconds there have been so many parts."""
        known, since = self._seen.get(what, (0, 0.0))
        if known != parts:
            since = self._tick()
            self._seen[what] = (parts, since)
        return self._tick() - since

    def forget(self, what: Hashable) -> None:
        """Wait for it no longer."""
        self._seen.pop(what, None)
