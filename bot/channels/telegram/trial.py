"""The end of the trial ticket: its topic is deleted, then all that is known of it."""

from bot.actions import outgoing
from bot.actions.desk import setup
from bot.actions.tickets import trial
from bot.channels.errors import Receipt, TooSoon
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from bot.rules.notices import TrialTopicLeft
from bot.rules.tickets.trial import NUMBER
from db import outbox
from db.groups import groups
from db.groups.groups import Topic
from db.outbox import Parcel
from db.tickets import tickets
from db.tickets import trial as trial_rows

PAUSE = 0.2
GONE = ("message thread not found", "message to delete not found", "TOPIC_ID_INVALID")


async def end(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Remove the trial, as soon as nothing else about it is on its way."""
    if await _is_last(telegram, parcel):
        async with telegram.reading() as connection:
            topic = await groups.topic_of(connection, NUMBER)
        refusal = await _delete(telegram, topic)
        await _forget(telegram, topic, refusal)
    telegram.wake()
    return Receipt()


async def _is_last(telegram: Telegram, parcel: Parcel) -> bool:
    """Tell whether it is time; what came to the topic meanwhile goes before. Raises TooSoon while the requester waits.

    False as well when somebody else has removed it.
    """
    async with telegram.database.transaction() as connection:
        if await tickets.find(connection, NUMBER) is None:
            return False
        if await outbox.waits_behind(connection, parcel.id, parcel.to):
            await outgoing.end_trial(telegram.work(connection))
            return False
        if await trial_rows.waiting_parcels(connection) > 1:
            raise TooSoon(PAUSE)
    return True


async def _delete(telegram: Telegram, topic: Topic | None) -> str | None:
    """Delete the topic, or the card in a group without; returns what Telegram has against it."""
    if topic is None:
        return None
    if topic.thread_id is not None:
        method, which = "deleteForumTopic", {"message_thread_id": topic.thread_id}
    elif topic.card_id is not None:
        method, which = "deleteMessage", {"message_id": topic.card_id}
    else:
        return None
    try:
        await telegram.call(method, {"chat_id": topic.chat_id} | which, *GONE)
    except ApiError as error:
        if not error.permanent:
            raise
        return error.reason
    return None


async def _forget(telegram: Telegram, topic: Topic | None, refusal: str | None) -> None:
    async with telegram.database.transaction() as connection:
        work = telegram.work(connection)
        ticket = await tickets.by_number(connection, NUMBER)
        if refusal is not None and topic is not None:
            group = await groups.find(connection, topic.chat_id)
            notice = TrialTopicLeft(group=group.title if group else "", reason=refusal)
            await outgoing.tell(work, outgoing.to_person(ticket.person), notice)
        await trial.removed(work)
        await setup.tried(work, ticket.person)
