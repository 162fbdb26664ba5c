"""How many calls Telegram takes, and what a refusal teaches about it.

Pure: `now` is passed in, in seconds of a clock that only goes forward.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass

CALM_WINDOWS = 10
"""A limit that was learnt grows by one call whenever so many windows have passed without a refusal."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calls within any span of so many seconds."""

    calls: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What a bot may spend: per group (topics share it), per private chat, and over all chats."""

    group: Limit = Limit(20, 60.0)
    private: Limit = Limit(5, 5.0)
    everywhere: Limit = Limit(30, 1.0)


_ENDLESS = Limit(1_000_000, 1.0)
UNKNOWN = Limits(_ENDLESS, _ENDLESS, _ENDLESS)
"""For another Bot API server than Telegram's: it is obeyed when it asks to wait, and nothing is spared beforehand."""


class Window:
    """Keeps one limit, however late Telegram counts: a call weighs from its beginning until `seconds` after its end."""

    __slots__ = ("_calm_since", "_closed_until", "_ended", "_limit", "_most", "_running")

    def __init__(self, limit: Limit) -> None:
        """Begin without calls."""
        self._limit, self._most, self._running = limit, limit.calls, 0
        self._ended: list[float] = []
        self._closed_until = self._calm_since = -math.inf

    def left(self, now: float) -> int:
        """Count the calls that may begin now."""
        self._recover(now)
        del self._ended[: bisect_right(self._ended, now - self._limit.seconds)]
        return 0 if now < self._closed_until else max(0, self._most - self._running - len(self._ended))

    def free_in(self, now: float, calls: int = 1) -> float:
        """Return the seconds until so many calls may begin; infinite while it depends on the end of others."""
        self.left(now)
        beyond = min(calls, self._most) + self._running + len(self._ended) - self._most
        if beyond > len(self._ended):
            return math.inf
        expires = self._ended[beyond - 1] + self._limit.seconds if beyond > 0 else now
        return max(expires, self._closed_until) - now if max(expires, self._closed_until) > now else 0.0

    def begin(self, calls: int = 1) -> None:
        """Count calls that begin."""
        self._running += calls

    def end(self, now: float, calls: int = 1) -> None:
        """Count calls that were answered, or never will be."""
        self._running -= calls
        self._ended.extend([now] * calls)

    def drop(self, calls: int = 1) -> None:
        """Take back calls that were begun but not made."""
        self._running -= calls

    def refuse(self, now: float, seconds: float) -> None:
        """Learn from a 429: begin nothing for so long, and less from then on. Calls refused together teach once."""
        if now >= self._closed_until:
            self._most = max(1, self._most * 3 // 4)
        self._closed_until = self._calm_since = max(self._closed_until, now + seconds)

    def is_idle(self, now: float) -> bool:
        """Tell whether it knows nothing worth keeping."""
        return self.left(now) == self._limit.calls

    def _recover(self, now: float) -> None:
        if self._most == self._limit.calls:
            return
        calm = self._limit.seconds * CALM_WINDOWS
        periods = int((now - self._calm_since) / calm) if now > self._calm_since else 0
        self._most = min(self._limit.calls, self._most + periods)
        self._calm_since += periods * calm
