"""What changed, for pages and test clients that wait to read it again."""

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any

KEPT = 1000


class Events:
    """A numbered row of changes; listeners ask for what came after the number they know."""

    def __init__(self) -> None:
        self.seq = 0
        self._changes: deque[tuple[int, dict[str, Any]]] = deque(maxlen=KEPT)
        self._news: asyncio.Event | None = None
        self._closed = False

    def add(self, **change: Any) -> None:
        """Note a change, such as chat=7, thread=None."""
        self.seq += 1
        self._changes.append((self.seq, change))
        self._wake()

    def close(self) -> None:
        """Let everybody who waits go home."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        if self._news:
            self._news.set()
            self._news = None

    def since(self, seq: int) -> dict[str, Any]:
        """The changes after `seq`, each once."""
        changed: list[dict[str, Any]] = []
        for number, change in self._changes:
            if number > seq and change not in changed:
                changed.append(change)
        return {"seq": self.seq, "changed": changed}

    async def wait(self, seq: int, seconds: float) -> dict[str, Any]:
        """The changes after `seq`, at once or as soon as there are any; empty after `seconds`."""
        if seq == self.seq and not self._closed:
            news = self._news = self._news or asyncio.Event()
            with suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), seconds)
        return self.since(seq)
