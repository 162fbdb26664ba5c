"""Updates that wait for the bot, and the long poll that hands them over."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from bot.sandbox.refusals import conflict
from bot.sandbox.world import JSON

UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT = timedelta(hours=24)
LONGEST_POLL = 50


@dataclass(frozen=True, slots=True)
class Update:
    """One update; updates of one `lane` keep their order, lanes may overtake each other over a webhook."""

    id: int
    kind: str
    body: JSON
    lane: str
    expires: datetime

    def api(self) -> JSON:
        """The Bot API's Update."""
        return {"update_id": self.id, self.kind: self.body}


class Feed:
    """The queue of updates. `on_new` is called after each one (the webhook listens there)."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.pending: list[Update] = []
        self.allowed: list[str] = []
        self.on_new: Callable[[], None] | None = None
        self.now = now
        self._ids = count(1)
        self._poll: asyncio.Future[None] | None = None

    def put(self, kind: str, body: JSON, lane: str, kept: timedelta = KEPT) -> None:
        """Queue an update unless the bot did not ask for its kind."""
        if not self._wanted(kind):
            return
        self.pending.append(Update(next(self._ids), kind, body, lane, self.now() + kept))
        self._end_poll()
        if self.on_new:
            self.on_new()

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in UNASKED

    def drop(self, update: Update) -> None:
        """Forget a delivered update."""
        self.pending = [other for other in self.pending if other.id != update.id]

    def first(self, lane: str) -> Update | None:
        """The next update of a lane."""
        return next((update for update in self.fresh() if update.lane == lane), None)

    def fresh(self) -> list[Update]:
        """The updates that have not outlived their time."""
        now = self.now()
        self.pending = [update for update in self.pending if update.expires > now]
        return self.pending

    @property
    def polled(self) -> bool:
        """Whether a long poll waits right now."""
        return self._poll is not None and not self._poll.done()

    def close(self) -> None:
        """End the poll that waits."""
        self._end_poll()

    def _end_poll(self) -> None:
        if self._poll and self.polled:
            self._poll.set_result(None)

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self.pending = [update for update in self.pending if update.id >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]

    def _take_over(self) -> None:
        if self._poll and self.polled:
            text = "terminated by other getUpdates request; make sure that only one bot instance is running"
            self._poll.set_exception(conflict(text))

    async def poll(self, offset: int, limit: int, seconds: float, allowed: Sequence[str] | None) -> list[JSON]:
        """getUpdates: what is pending after `offset`, waiting up to `seconds`. A poll that still waits gets 409."""
        if allowed is not None:
            self.allowed = list(allowed)
        self._take_over()
        self._confirm(offset)
        if not self.fresh() and seconds > 0:
            self._poll = asyncio.get_running_loop().create_future()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._poll, min(seconds, LONGEST_POLL))
        return [update.api() for update in self.fresh()[:limit]]
