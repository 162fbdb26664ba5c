"""A place that its ticket has left (6.1): its card loses the buttons, its topic says so by its name and is closed."""

from aiogram.utils.i18n import gettext as _

from bot.channels.errors import Receipt
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.places import Destination, resolve
from bot.rules.tickets.tickets import left_name
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
        card = {"chat_id": where.chat_id, "message_id": where.card_id}
        await telegram.call("editMessageReplyMarkup", card, *HARMLESS)
    if where.thread_id is None or parcel.ticket is None or await _is_back(telegram, where):
        return Receipt()
    with telegram.languages.speaking(where.locale):
        name = left_name(parcel.ticket, _("transferred"))
    topic = {"chat_id": where.chat_id, "message_thread_id": where.thread_id}
    await telegram.call("editForumTopic", topic | {"name": name}, *HARMLESS)
    if not await _is_back(telegram, where):
        await telegram.call("closeForumTopic", topic, *HARMLESS)
    return Receipt()


async def _is_back(telegram: Telegram, where: Destination) -> bool:
    async with telegram.reading() as connection:
        assert where.thread_id is not None
        return await groups.ticket_in_thread(connection, where.chat_id, where.thread_id) is not None
