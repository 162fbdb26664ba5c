"""How long the desk waits before it tries or looks again."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass

CURES = 3
JITTER = 0.2
"""The part of a pause that is left to chance."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Pauses, in seconds."""

    first: float = 1.0
    longest: float = 60.0
    look: float = 1.0
    """Between looks for what another process has stored."""
    answer: float = 20.0
    """For the answer to a call, before it is taken for lost."""
    recovery: float = 5.0
    """Before what was left lying is taken up again, and before a database that went away is tried again."""
    ask: float = 60.0
    """Between calls to Telegram, which tell whether it can be reached, when there is nothing to call for."""
    give_up: float = 300.0
    """Before a delivery that fails each time while others succeed is given up."""
    connect: float = 5.0
    """For a connection through a proxy, or beside one."""
    stall: float = 8.0
    """Without a sign of life on a route with a call under way, after which the route is looked at."""
    probe: float = 15.0
    """Before a route that was left is tried again, then doubling."""
    probe_longest: float = 300.0
    dice: Callable[[], float] = random.random
    """Returns a number from 0 to 1, so that those who failed together do not come back together."""

    def after(self, failures: int, asked: float | None = None, longest: float | None = None) -> float:
        """Return the pause after so many failures in a row: what the other side asked for and a bit more, or doubling.

        «At once» (0) is obeyed a few times only: a cure that does not work must not turn in circles.
        """
        if asked is not None and (asked > 0 or failures <= CURES):
            return asked + min(asked, self.first) * JITTER * self.dice()
        pause = min(self.first * 2.0 ** min(failures - 1, 30), longest or self.longest)
        return pause * (1 + JITTER * (2 * self.dice() - 1))


async def set_regularly(event: asyncio.Event, seconds: float, stopping: asyncio.Event) -> None:
    """Set an event every so many seconds until `stopping` is: cheaper than a timeout for everyone who waits for it."""
    while not await happens(stopping, seconds):
        event.set()


async def happens(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, but no longer than `seconds`; tell whether it came."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()
