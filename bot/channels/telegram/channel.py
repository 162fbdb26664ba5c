"""The Telegram channel: a parcel in, a receipt out, and what is learnt from a refusal."""

from collections import Counter
from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.budgets import Budgets, Lane
from bot.channels.errors import DeliveryError, Receipt
from bot.channels.telegram import relay
from bot.channels.telegram.api import ApiError, TelegramApi
from bot.channels.telegram.calls import Calls, Waited
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.notices import render
from bot.channels.telegram.overtaken import is_overtaken
from bot.channels.telegram.places import NO_GROUP_SECONDS, show, spot
from bot.channels.telegram.probe import probe
from bot.rules.notices import RightsMissing, pack, unpack
from db import groups, outbox, tickets
from db.outbox import Parcel
from db.tickets import Ticket

HARMLESS = (
    "message is not modified",
    "message to edit not found",
    "message to delete not found",
    "TOPIC_NOT_MODIFIED",
    "not enough rights to close or reopen",
)

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
    await telegram.call(parcel.body["method"], placed | params, *HARMLESS)
    return Receipt()


DELIVERIES: dict[str, Delivery] = {
    "relay": relay.relay,
    "edit": relay.edit,
    "erase": relay.erase,
    "react": relay.react,
    "show": _show,
    "notice": _notice,
    "call": _call,
    "probe": probe,
}


class TelegramChannel:
    """Delivers parcels over one bot."""

    def __init__(self, api: TelegramApi, budgets: Budgets, context: Callable[[Calls], Telegram]) -> None:
        """Call with `api`, as often as `budgets` allow; `context` gives what else a delivery needs."""
        self._api, self._budgets, self._context = api, budgets, context
        self._spent: Counter[int] = Counter()  # by tickets that have no receipt for it yet; 0 is for none

    async def deliver(self, lane: Lane) -> Receipt:
        """Deliver the first parcel of a lane. Raises DeliveryError, after learning from it what the next try must know.

        What is not needed any more or can go along in the same call is delivered with it.
        """
        calls, parcel = Calls(self._api, self._budgets, lane), lane[0]
        telegram = self._context(calls)
        try:
            receipt = await _deliver(telegram, parcel)
        except ApiError as error:
            if await _learn(telegram, parcel, error):
                telegram.wake()
                raise DeliveryError(error.reason, retry_after=0) from error
            if error.gone and parcel.destination.startswith("ticket:"):
                # What requesters wrote waits until the group is back, or another takes the ticket over.
                raise DeliveryError(error.reason, retry_after=NO_GROUP_SECONDS) from error
            raise
        finally:
            calls.give_back()
            self._spent[parcel.ticket or 0] += calls.to_groups
        return Receipt(receipt.copies, receipt.delivered, self._spent.pop(parcel.ticket or 0))


async def _deliver(telegram: Telegram, parcel: Parcel) -> Receipt:
    while not is_overtaken(parcel, telegram.api.lane):
        try:
            return await DELIVERIES[parcel.kind](telegram, parcel)
        except Waited:
            pass  # the world has moved on, perhaps with it the lane
    return Receipt()


async def _learn(telegram: Telegram, parcel: Parcel, error: ApiError) -> bool:
    """Write down what a refusal says about the world; True when the same parcel can be tried again at once."""
    kind, _, key = parcel.destination.partition(":")
    if kind == "person":
        return False
    async with telegram.database.transaction() as connection:
        if kind != "ticket":
            return await _learn_of_move(connection, int(key.partition(":")[0]), error)
        ticket = await tickets.by_number(connection, int(key))
        return ticket.group_id is not None and await _learn_of_ticket(telegram, connection, ticket, error)


async def _learn_of_move(connection: AsyncConnection, chat: int, error: ApiError) -> bool:
    if error.moved_to is None:
        return False
    await groups.move(connection, chat, error.moved_to)
    return True


async def _learn_of_ticket(telegram: Telegram, connection: AsyncConnection, ticket: Ticket, error: ApiError) -> bool:
    assert ticket.group_id is not None
    if error.says("message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"):
        await groups.forget_topic(connection, ticket.number)
        return True
    if error.says("not enough rights to create a topic"):
        missing = RightsMissing(admin=False, forum=False, topics=True)
        return await _do_without_topics(telegram, connection, ticket.group_id, missing, can_manage_topics=False)
    if error.says("the chat is not a forum"):
        missing = RightsMissing(admin=False, forum=True, topics=False)
        return await _do_without_topics(telegram, connection, ticket.group_id, missing, is_forum=False)
    return await _learn_of_move(connection, ticket.group_id, error)


async def _do_without_topics(
    telegram: Telegram, connection: AsyncConnection, chat: int, missing: RightsMissing, **fact: bool
) -> bool:
    """Work by replies to cards from now on; the first to find out tells the group what to switch on."""
    group = await groups.find(connection, chat)
    if group is None or group.has_topics:
        await groups.learn(connection, chat, **fact)
        await outbox.enqueue(connection, f"chat:{chat}", "notice", pack(missing), telegram.now())
    return True
