"""What a channel is to the desk, and what the desk lends it."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions.work import Work
from bot.channels.errors import Receipt
from bot.channels.files import Fetch, Files
from bot.languages import Languages
from bot.rules.policy import Policy
from bot.settings import Settings
from db.engine import Database
from db.outbox import Parcel

Deliver = Callable[[Sequence[Parcel]], Awaitable[Receipt]]
"""Delivers the first parcel of a lane, which may grow at its end meanwhile; the receipt says how many went along.
Raises DeliveryError or TooSoon."""
Handle = Callable[[Work, str], Awaitable[None]]
"""Works one stored input through, in its transaction."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in, out or both. Without `handle` nothing comes in by it; `fetch` gives out the files that it keeps."""

    name: str
    deliver: Deliver
    handle: Handle | None = None
    fetch: Fetch | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What every channel stands on."""

    settings: Settings
    policy: Policy
    database: Database
    languages: Languages
    files: Files
    now: Callable[[], datetime]
    wake: Callable[[], None]
    """To be called after a delivery itself has put something into the outbox."""
    username: Callable[[], str | None]
    """The bot's name in Telegram; None until Telegram has told it."""

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a view of the database."""
        return self.database.reading()

    def work(self, connection: AsyncConnection) -> Work:
        """Return what actions are handed: what a delivery finds out is theirs to act on."""
        return Work(connection, self.now(), self.policy)


Build = Callable[[Ground], Channel]
