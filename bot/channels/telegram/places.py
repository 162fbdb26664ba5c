"""Addresses, resolved when something is sent (DESIGN 4): a person's chat, a ticket's topic, a group."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions import outgoing
from bot.channels.errors import DeliveryError
from bot.channels.recipients import recipient
from bot.channels.telegram import card, pinning
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.recap import recap
from bot.rules.addresses import (
    Address,
    FormerPlace,
    ImportLane,
    PayLane,
    Probe,
    ReportLane,
    ToChat,
    ToMail,
    ToPerson,
    ToTicket,
)
from bot.rules.channels import in_telegram
from bot.rules.tickets.context import Quote
from bot.rules.tickets.tickets import signed_name
from db.groups import former_places, groups
from db.groups.groups import Topic
from db.outbox import Parcel
from db.tickets import messages
from db.tickets.messages import Copy

NO_RIGHTS = "not enough rights"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where in Telegram something goes, and in which language it is read."""

    chat_id: int
    locale: str
    thread_id: int | None = None
    card_id: int | None = None
    """In a group without topics everything about a ticket is a reply to its card."""

    @property
    def is_group(self) -> bool:
        """Ids of groups are negative."""
        return self.chat_id < 0

    @property
    def place(self) -> str:
        """The chat, as origins say it."""
        return str(self.chat_id)

    def params(self, reply_to: int | None = None, quote: Quote | None = None) -> dict[str, Any]:
        """Return the part of a call that says where; what answers a message that is gone is sent all the same."""
        params: dict[str, Any] = {"chat_id": self.chat_id}
        if self.thread_id is not None:
            params["message_thread_id"] = self.thread_id
        answered = reply_to or (None if self.thread_id else self.card_id)
        if answered is not None:
            params["reply_parameters"] = {"message_id": answered, "allow_sending_without_reply": True}
        if reply_to is not None and quote is not None:
            part = {"quote": quote.text, "quote_position": quote.position, "quote_entities": list(quote.entities)}
            params["reply_parameters"] |= part
        return params


async def resolve(telegram: Telegram, parcel: Parcel) -> Destination:
    """Resolve a destination; a ticket without a place gets one. Raises DeliveryError."""
    to = parcel.to
    if isinstance(to, ToTicket):
        topic = await place_of(telegram, to.number)
        return Destination(topic.chat_id, telegram.policy.default_locale, topic.thread_id, topic.card_id)
    async with telegram.reading() as connection:
        if isinstance(to, ToPerson):
            found = await recipient(connection, parcel)
            locale = found.person.locale or telegram.policy.default_locale
            return Destination(int(found.account.address), locale, found.account.thread)
        return await _in_group(telegram, connection, to)


async def _in_group(telegram: Telegram, connection: AsyncConnection, to: Address) -> Destination:
    """Resolve a group, or a place in it that a ticket has left."""
    if isinstance(to, ToMail | ImportLane | ReportLane | PayLane):
        raise DeliveryError("no place in Telegram", permanent=True)
    assert isinstance(to, ToChat | Probe | FormerPlace)
    group = await groups.find(connection, to.chat)
    thread, card_id = (to.thread, to.card) if isinstance(to, FormerPlace) else (None, None)
    return Destination(group.chat_id if group else to.chat, telegram.policy.default_locale, thread, card_id)


async def place_of(telegram: Telegram, number: int) -> Topic:
    """Return the place of a ticket: its topic and card are made when there are none yet, a call each."""
    async with telegram.reading() as connection:
        place = await groups.place_of(connection, number)
    group, topic = place.group, place.topic
    if group is None:
        raise DeliveryError("no operator group is bound")
    if topic is None or topic.chat_id != group.chat_id:
        topic = Topic(number, group.chat_id, None, None, "", "", closed=False)
    if topic.thread_id is None and topic.card_id is None and group.has_topics:
        topic = await _open_topic(telegram, topic)
    if topic.thread_id is not None and not group.is_forum:
        topic = replace(topic, thread_id=None)  # topics were switched off: the card is still there to be replied to
    if topic.closed and place.is_open and group.has_topics:
        topic = await _reopen(telegram, topic)
    if topic.card_id is None:
        topic = await _send_card(telegram, topic)
    if topic.context_owed:
        topic = await _retell(telegram, topic)
    return topic


async def _open_topic(telegram: Telegram, topic: Topic) -> Topic:
    view = await card.view(telegram, topic.ticket)
    name = _name(view, topic)
    made = await telegram.api.call("createForumTopic", {"chat_id": topic.chat_id, "name": name})
    return await _remember(telegram, replace(topic, thread_id=made["message_thread_id"], name=name))


def _name(view: card.View, topic: Topic) -> str:
    """Return what a topic is to be called: what a person has called it stays, behind the sign of the state."""
    return signed_name(view.icon, topic.given_name) if topic.given_name else view.topic_name


async def _send_card(telegram: Telegram, topic: Topic) -> Topic:
    view = await card.view(telegram, topic.ticket)
    where = Destination(topic.chat_id, telegram.policy.default_locale, topic.thread_id).params()
    sent = await telegram.send(text=view.text, chat=where.pop("chat_id"), **where, **view.markup)
    topic = await _remember(telegram, replace(topic, card_id=sent, card_digest=view.digest))
    await pinning.owe(telegram, topic)
    return topic


async def show_again(telegram: Telegram, number: int) -> None:
    """Send a ticket's card anew, below all that was said: from now on that is the one that is kept up to date."""
    before = await place_of(telegram, number)
    await _send_card(telegram, before)
    async with telegram.database.transaction() as connection:
        await former_places.add(connection, before, None)
        group = await groups.find(connection, before.chat_id)
        pinned = before.thread_id is not None and group is not None and group.can_pin
        await outgoing.take_down(telegram.work(connection), before, pinned=pinned)
    telegram.wake()


async def _reopen(telegram: Telegram, topic: Topic) -> Topic:
    """Let operators write in the topic of an open ticket, whoever closed it."""
    reopened = await _manage(telegram, "reopenForumTopic", topic)
    return await _remember(telegram, replace(topic, closed=False)) if reopened else topic


async def _retell(telegram: Telegram, topic: Topic) -> Topic:
    text = await recap(telegram, topic)
    if text is not None:
        where = Destination(topic.chat_id, telegram.policy.default_locale, topic.thread_id, topic.card_id).params()
        await telegram.send(where.pop("chat_id"), text, **where)
    return await _remember(telegram, replace(topic, context_owed=False))


async def _remember(telegram: Telegram, topic: Topic) -> Topic:
    """Write down where a ticket lives now, unless it has left while the call was under way."""
    async with telegram.database.transaction() as connection:
        group = (await groups.place_of(connection, topic.ticket)).group
        if group is None or group.chat_id != topic.chat_id:
            return topic
        await groups.place(connection, topic)
        if topic.card_id is not None:
            shown = await messages.in_card(connection, topic.ticket)
            await messages.copied(
                connection, [Copy(each.id, in_telegram(topic.chat_id, topic.card_id)) for each in shown]
            )
    return topic


async def show(telegram: Telegram, number: int) -> None:
    """Make a ticket's topic show its present state: open or closed, its name, its card. Costs only what differs."""
    topic = await place_of(telegram, number)
    view = await card.view(telegram, number)
    if topic.card_digest != view.digest:
        topic = await _edit_card(telegram, topic, view)
    name = _name(view, topic)
    if topic.name != name and await _manage(telegram, "editForumTopic", topic, name=name):
        topic = await _remember(telegram, replace(topic, name=name))
    if view.closed and not topic.closed and await _manage(telegram, "closeForumTopic", topic):
        await _remember(telegram, replace(topic, closed=True))


async def _manage(telegram: Telegram, method: str, topic: Topic, **change: str) -> bool:
    """Change a topic; False without one or the right to: the card still shows everything, the topic follows later."""
    if topic.thread_id is None:
        return False
    params = {"chat_id": topic.chat_id, "message_thread_id": topic.thread_id, **change}
    try:
        await telegram.call(method, params, "TOPIC_NOT_MODIFIED")
    except ApiError as error:
        if not error.says(NO_RIGHTS):
            raise
        return False
    return True


async def _edit_card(telegram: Telegram, topic: Topic, view: card.View) -> Topic:
    params = {"chat_id": topic.chat_id, "message_id": topic.card_id, "text": view.text, "parse_mode": "HTML"}
    try:
        await telegram.call("editMessageText", params | view.markup, "message is not modified")
    except ApiError as error:
        if not error.says("message to edit not found", "message can't be edited"):
            raise
        return await _send_card(telegram, topic)
    return await _remember(telegram, replace(topic, card_digest=view.digest))
