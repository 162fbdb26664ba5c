"""A place that its ticket has left (6.1): its card says where it went, its topic says so by its name and is closed."""

from typing import Any

from aiogram.utils.i18n import gettext as _

from bot.channels.errors import Receipt
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.places import Destination, resolve
from bot.phrasing import quoted
from bot.rules.tickets.tickets import left_name, ticket_number
from db.groups import groups
from db.outbox import Parcel

HARMLESS = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "TOPIC_NOT_MODIFIED",
    "message thread not found",
    "TOPIC_DELETED",
    "TOPIC_ID_INVALID",
    "not enough rights",
)


async def leave(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Show that a ticket is elsewhere now; a topic that it has come back to meanwhile stays as it is."""
    where = await resolve(telegram, parcel)
    if where.card_id is not None:
        await _leave_card(telegram, parcel, where)
    if where.thread_id is None or parcel.ticket is None or await _is_back(telegram, where):
        return Receipt()
    with telegram.languages.speaking(where.locale):
        name = left_name(parcel.ticket, _("transferred"))
    topic = {"chat_id": where.chat_id, "message_thread_id": where.thread_id}
    await telegram.call("editForumTopic", topic | {"name": name}, *HARMLESS)
    if not await _is_back(telegram, where):
        await telegram.call("closeForumTopic", topic, *HARMLESS)
    return Receipt()


async def _leave_card(telegram: Telegram, parcel: Parcel, where: Destination) -> None:
    """Let the card, which would show for ever how the ticket was, say where it is."""
    card: dict[str, Any] = {"chat_id": where.chat_id, "message_id": where.card_id}
    group = parcel.body.get("to")  # what an earlier version has put into the outbox names none
    if group is None or parcel.ticket is None:
        await telegram.call("editMessageReplyMarkup", card, *HARMLESS)
        return
    with telegram.languages.speaking(where.locale):
        text = _("{number} was transferred to the group “{group}”.")
        words = text.format(number=ticket_number(parcel.ticket), group=quoted(group))
    await telegram.call("editMessageText", card | {"text": f"➡ {words}", "parse_mode": "HTML"}, *HARMLESS)


async def _is_back(telegram: Telegram, where: Destination) -> bool:
    async with telegram.reading() as connection:
        assert where.thread_id is not None
        return await groups.ticket_in_thread(connection, where.chat_id, where.thread_id) is not None
