"""The card is pinned in its topic, where it is found however long that is; it is decoration, and goes last."""

from bot.actions import outgoing
from bot.actions.groups import groups
from bot.channels.errors import Receipt
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from db.groups import groups as groups_rows
from db.groups.groups import Topic
from db.outbox import Parcel

NO_RIGHTS = ("not enough rights", "CHAT_ADMIN_REQUIRED")
GONE = ("message to pin not found", "message not found", "MESSAGE_ID_INVALID", "message thread not found")


async def owe(telegram: Telegram, topic: Topic) -> None:
    """Have a card pinned that was sent to a topic; a group without topics would be full of pins."""
    if topic.thread_id is None:
        return
    async with telegram.database.transaction() as connection:
        group = await groups_rows.find(connection, topic.chat_id)
        if group is not None and group.can_pin:
            await outgoing.pin(telegram.work(connection), topic.ticket)
    telegram.wake()


async def pin(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Pin the card that is there now; supervisors are told once that the bot may not."""
    assert parcel.ticket is not None
    async with telegram.reading() as connection:
        topic = await groups_rows.topic_of(connection, parcel.ticket)
    if topic is None or topic.thread_id is None or topic.card_id is None:
        return Receipt()
    card = {"chat_id": topic.chat_id, "message_id": topic.card_id, "disable_notification": True}
    try:
        await telegram.call("pinChatMessage", card, *GONE)
    except ApiError as error:
        if not error.says(*NO_RIGHTS):
            raise
        async with telegram.database.transaction() as connection:
            await groups.do_without_pins(telegram.work(connection), topic.chat_id)
        telegram.wake()
    return Receipt()
