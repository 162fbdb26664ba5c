"""The Telegram channel: a parcel in, a receipt out, and what is learnt from a refusal."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.errors import DeliveryError, Receipt
from bot.channels.telegram import relay
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.notices import render
from bot.channels.telegram.places import NO_GROUP_SECONDS, show, spot
from bot.rules.notices import unpack
from db import groups, tickets
from db.outbox import Parcel

Delivery = Callable[[Telegram, Parcel], Awaitable[Receipt]]


async def _show(telegram: Telegram, parcel: Parcel) -> Receipt:
    assert parcel.ticket is not None
    await show(telegram, parcel.ticket)
    return Receipt()


async def _notice(telegram: Telegram, parcel: Parcel) -> Receipt:
    where = await spot(telegram, parcel.destination)
    with telegram.languages.speaking(where.locale):
        words = render(unpack(parcel.body), telegram.policy)
    params = where.params(await relay.known_as(telegram, parcel.message, where))
    if words.keyboard is not None:
        params["reply_markup"] = words.keyboard.model_dump(exclude_none=True)
    await telegram.send(params.pop("chat_id"), words.html, **params)
    return Receipt()


async def _call(telegram: Telegram, parcel: Parcel) -> Receipt:
    where = await spot(telegram, parcel.destination)
    params = parcel.body["params"]
    placed = {"chat_id": where.chat_id} if "message_id" in params else where.params()
    try:
        await telegram.api.call(parcel.body["method"], placed | params)
    except ApiError as error:
        if not error.says("message is not modified", "message to edit not found", "message to delete not found"):
            raise
    return Receipt()


DELIVERIES: dict[str, Delivery] = {
    "relay": relay.relay,
    "edit": relay.edit,
    "erase": relay.erase,
    "react": relay.react,
    "show": _show,
    "notice": _notice,
    "call": _call,
}


class TelegramChannel:
    """Delivers parcels over one bot."""

    def __init__(self, telegram: Telegram) -> None:
        """Take what deliveries need."""
        self._telegram = telegram

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Deliver a parcel. Raises DeliveryError, after learning from it what the next try must know."""
        try:
            return await DELIVERIES[parcel.kind](self._telegram, parcel)
        except ApiError as error:
            if await _learn(self._telegram, parcel, error):
                raise DeliveryError(error.reason, retry_after=0) from error
            if error.gone and parcel.destination.startswith("ticket:"):
                # What requesters wrote waits until the group is back, or another takes the ticket over.
                raise DeliveryError(error.reason, retry_after=NO_GROUP_SECONDS) from error
            raise


async def _learn(telegram: Telegram, parcel: Parcel, error: ApiError) -> bool:
    """Write down what a refusal says about the world; True when the same parcel can be tried again at once."""
    kind, _, key = parcel.destination.partition(":")
    if kind == "person":
        return False
    async with telegram.database.transaction() as connection:
        if kind == "chat":
            return await _learn_of_group(connection, int(key), None, error)
        ticket = await tickets.by_number(connection, int(key))
        return ticket.group_id is not None and await _learn_of_group(connection, ticket.group_id, ticket.number, error)


async def _learn_of_group(connection: AsyncConnection, chat: int, ticket: int | None, error: ApiError) -> bool:
    if error.moved_to is not None:
        await groups.move(connection, chat, error.moved_to)
        return True
    if ticket is not None and error.says("message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"):
        await groups.forget_topic(connection, ticket)
        return True
    if error.says("not enough rights to create a topic", "the chat is not a forum"):
        await groups.learn(connection, chat, can_manage_topics=False)
        return True
    return False
