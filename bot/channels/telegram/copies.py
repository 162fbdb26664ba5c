"""Under which ids the messages of a ticket are known in a chat."""

from typing import Any

from bot.channels.telegram.context import Telegram
from bot.channels.telegram.places import Destination
from bot.rules.channels import TELEGRAM
from db.outbox import Parcel
from db.tickets import messages
from db.tickets.messages import Message


async def known_as(telegram: Telegram, message: int | None, where: Destination) -> int | None:
    """Return the Telegram id under which a message is known at a place, or None."""
    if message is None:
        return None
    async with telegram.reading() as connection:
        known = await messages.known_as(connection, message, TELEGRAM, where.place)
    return None if known is None else int(known)


async def message_of(telegram: Telegram, parcel: Parcel) -> Message:
    """Return the message that a parcel is about."""
    assert parcel.message is not None
    async with telegram.reading() as connection:
        return await messages.by_id(connection, parcel.message)


async def target_of(telegram: Telegram, message: Message, where: Destination) -> dict[str, Any] | None:
    """Return what calls name the copy of a message at a place by, or None."""
    found = await known_as(telegram, message.id, where)
    return None if found is None else {"chat_id": where.chat_id, "message_id": found}
