"""Whom a parcel for a person reaches, the same for every channel: those who are gone get what was held first."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.errors import DeliveryError, Receipt, RecipientGoneError
from bot.rules.addresses import ToPerson
from bot.rules.kinds import Kind
from db import outbox
from db.engine import Database
from db.outbox import Parcel
from db.people import accounts, merging
from db.people.accounts import Known

OF_EARLIER = frozenset({Kind.EDIT, Kind.ERASE, Kind.REACT})
"""What became of a message that was brought before: it is for where that stands."""


async def recipient(connection: AsyncConnection, parcel: Parcel) -> Known:
    """Return who is written to, by the account they last used at the parcel's ticket (4.2). Raises DeliveryError."""
    to = parcel.to
    assert isinstance(to, ToPerson)
    message = parcel.message if parcel.kind in OF_EARLIER else None
    found = await accounts.last_used(connection, to.id, to.channel, parcel.ticket, message)
    if found is None and (person := await merging.present(connection, to.id)) != to.id:
        to = ToPerson(person, to.channel)
        found = await accounts.last_used(connection, to.id, to.channel, parcel.ticket, message)
    if found is None:
        raise DeliveryError("the person has no account there", permanent=True)
    if found.account.unreachable_since is not None:
        raise RecipientGoneError("the person blocked the bot or is gone")
    if await outbox.holds(connection, to):
        raise RecipientGoneError("what was held goes first")
    return found


async def release(database: Database, now: Callable[[], datetime], parcel: Parcel) -> Receipt:
    """Promise again what is held for a person, once nothing on its way to them could overtake it.

    Of several the last one does it: each would line up behind the other for ever.
    """
    async with database.transaction() as connection:
        if await outbox.later(connection, parcel):
            return Receipt()
        if await outbox.waits_behind(connection, parcel.id, parcel.to):
            await outbox.enqueue(connection, parcel.to, Kind.RELEASE, {}, now())
        else:
            await outbox.release(connection, parcel.to, now())
    return Receipt()
