"""Who leads when several processes share a PostgreSQL: a lease with an epoch, and a lock that ends with its holder.

A holder that dies lets go of the lock at once; one that hangs keeps it, but does not renew its lease. Either way
another takes the next epoch. Every transaction of a leader looks at the epoch, so that one who wakes up writes nothing.
"""

import asyncio
import contextlib
import time
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

TERM = 12.0
"""Seconds from its last renewal for which a lease holds."""
RENEW_SECONDS = 2.0
ANSWER_SECONDS = 5.0
"""How long a renewal may take before its connection counts as gone."""
LOOK_SECONDS = 1.0
FAREWELL_SECONDS = 1.0
_ALIVE, _WRITING = 0x65_6F_72_64, 0x65_6F_72_65
"""Two classes of locks, one of each for every epoch: its holder lives; a transaction of its holder is under way."""
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Goes on while a machine sleeps, where there is such a clock."""

_FOUND = text(
    "insert into leases (id, epoch, holder, expires_at) values (1, 0, '', '-infinity') on conflict do nothing"
)
_LOOK = text("select epoch, holder, expires_at < clock_timestamp() from leases")
_LOCK = text(f"select pg_try_advisory_lock({_ALIVE}, :epoch)")
_CLOSE = text(f"select pg_advisory_lock({_WRITING}, :epoch)")
_UNLOCK = text("select pg_advisory_unlock_all()")
_END = text(
    "select pg_terminate_backend(pid) from pg_stat_activity"
    " where application_name = :holder and datname = current_database()"
)
_PATIENCE = text("set lock_timeout = '3s'")
_TAKE = text(
    "update leases set epoch = epoch + 1, holder = :holder,"
    " expires_at = clock_timestamp() + make_interval(secs => :term) where epoch = :epoch"
)
_GIVE_UP = text("update leases set expires_at = '-infinity' where epoch = :epoch")
_IS_LED = text("select expires_at > clock_timestamp() from leases")
_RENEW = text("update leases set expires_at = clock_timestamp() + make_interval(secs => :term) where epoch = :epoch")
_FENCE = text(
    "select 1 from leases where epoch = :epoch and pg_try_advisory_xact_lock_shared(:writing, :epoch)"
).bindparams(writing=_WRITING)


class LeadLostError(ConnectionError):
    """Another process leads, or may: nothing is to be written or sent."""


def _now() -> float:
    return time.clock_gettime(_CLOCK)


@dataclass
class Lease:
    """The right to lead; `until` is an instant of this machine's clock, no later than the database's."""

    connection: AsyncConnection
    epoch: int
    until: float

    def check(self) -> None:
        """Raise LeadLostError when another process may have taken over."""
        if _now() >= self.until:
            raise LeadLostError("the lease has run out")

    async def fence(self, connection: AsyncConnection) -> None:
        """Let nobody take over until a transaction has ended. Raises LeadLostError when somebody has."""
        if await connection.scalar(_FENCE, {"epoch": self.epoch}) is None:
            raise LeadLostError("another process leads")

    async def keep(self) -> None:
        """Renew until cancelled. Raises LeadLostError when that is not possible any more."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            began = _now()
            if not await self._renewed():
                raise LeadLostError("another process leads")
            self.until = began + TERM

    async def _renewed(self) -> bool:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                renewed = await self.connection.execute(_RENEW, {"epoch": self.epoch, "term": TERM})
        except (SQLAlchemyError, OSError) as error:  # a driver has many words for a connection that was cut
            raise LeadLostError("the lease cannot be renewed") from error
        return renewed.rowcount == 1

    async def give_up(self) -> None:
        """Let the lease run out at once, if the database can still be told."""
        with contextlib.suppress(SQLAlchemyError, OSError):  # TimeoutError is one
            async with asyncio.timeout(FAREWELL_SECONDS):
                await self.connection.execute(_GIVE_UP, {"epoch": self.epoch})


async def is_led(connection: AsyncConnection) -> bool:
    """Tell whether a desk leads on a database of PostgreSQL."""
    return bool(await connection.scalar(_IS_LED))


async def take(connection: AsyncConnection, holder: str) -> Lease:
    """Wait until nobody leads, and lead. The connection commits by itself, and is to be closed at the end.

    `holder` is the `application_name` of all connections of this process.
    """
    await connection.execute(_FOUND)
    await connection.execute(_PATIENCE)
    while (lease := await _attempt(connection, holder)) is None:
        await connection.execute(_UNLOCK)
        await asyncio.sleep(LOOK_SECONDS)
    return lease


async def _attempt(connection: AsyncConnection, holder: str) -> Lease | None:
    epoch, before, expired = (await connection.execute(_LOOK)).one()
    if not (expired or before == holder or await connection.scalar(_LOCK, {"epoch": epoch})):
        return None
    if not await connection.scalar(_LOCK, {"epoch": epoch + 1}):  # another is about to
        return None
    if before not in ("", holder):  # what it has begun must not hold us up, and must not come through
        await connection.execute(_END, {"holder": before})
    await connection.execute(_CLOSE, {"epoch": epoch})
    began = _now()
    taken = await connection.execute(_TAKE, {"epoch": epoch, "holder": holder, "term": TERM})
    return Lease(connection, epoch + 1, began + TERM) if taken.rowcount == 1 else None
