"""What a refusal says about the world, and what is done about it before the next try."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions.groups import groups
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from bot.rules.addresses import Address, FormerPlace, Probe, ToChat, ToPerson, ToTicket
from bot.rules.channels import TELEGRAM
from bot.rules.notices import RightsMissing
from db.groups import groups as groups_rows
from db.outbox import Parcel
from db.people import accounts
from db.tickets import tickets

NO_WRITING = (
    "not enough rights to send",
    "have no rights to send",
    "need administrator rights",
    "CHAT_WRITE_FORBIDDEN",
    "CHAT_RESTRICTED",
    "TOPIC_CLOSED",
)
NO_TOPIC = ("message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID")


async def learn(telegram: Telegram, parcel: Parcel, error: ApiError) -> bool:
    """Write down what a refusal says about the world; True when the same parcel can be tried again at once."""
    to = parcel.to
    if isinstance(to, ToPerson):
        return error.says(*NO_TOPIC) and await _lost_thread(telegram)
    async with telegram.database.transaction() as connection:
        if error.moved_to is not None:
            await groups_rows.move(connection, telegram.api.chat, error.moved_to)
            return True
        return isinstance(to, ToTicket) and await _learn_of_ticket(telegram, connection, to.number, error)


async def _lost_thread(telegram: Telegram) -> bool:
    """Forget the topic of a private chat that is gone; False when none was known, so that it cannot be the reason."""
    async with telegram.database.transaction() as connection:
        return await accounts.lose_thread(connection, TELEGRAM, str(telegram.api.chat))


async def _learn_of_ticket(telegram: Telegram, connection: AsyncConnection, number: int, error: ApiError) -> bool:
    chat = telegram.api.chat
    if await _group_of(connection, number) != chat:
        return True  # it was handed to another group while the call was under way
    if error.says(*NO_TOPIC):
        await groups_rows.lose_topic(connection, number)
        return True
    if error.says("not enough rights to create a topic"):
        missing = RightsMissing(admin=False, forum=False, topics=True)
        await groups.do_without_topics(telegram.work(connection), chat, missing, can_manage_topics=False)
        return True
    if error.says("the chat is not a forum"):
        missing = RightsMissing(admin=False, forum=True, topics=False)
        await groups.do_without_topics(telegram.work(connection), chat, missing, is_forum=False)
        return True
    return False


async def _group_of(connection: AsyncConnection, number: int) -> int | None:
    ticket = await tickets.by_number(connection, number)
    group = await groups_rows.find(connection, ticket.group_id) if ticket.group_id is not None else None
    return group.chat_id if group else None


async def waits_for_group(telegram: Telegram, parcel: Parcel, error: ApiError) -> bool:
    """Tell whether a parcel waits for its operator group to be in reach again; supervisors are told once of that."""
    to = parcel.to
    if isinstance(to, ToPerson) or not (error.gone or error.says(*NO_WRITING)):
        return False
    async with telegram.database.transaction() as connection:
        chat = await _chat_of(connection, to)
        group = await groups_rows.find(connection, chat) if chat is not None else None
        if group is None or group.chat_id != telegram.api.chat:
            return isinstance(to, ToTicket)
        if not (isinstance(to, ToTicket) or await _serves(telegram, connection, group.chat_id)):
            return isinstance(to, ToTicket)
        await groups.out_of_reach(telegram.work(connection), group, error.reason)
    telegram.wake()
    return True


async def out_of_reach(telegram: Telegram) -> frozenset[int]:
    """Return the groups that supervisors were told to be out of reach, before the last restart or after it."""
    async with telegram.reading() as connection:
        return frozenset(
            each.chat_id for each in await groups_rows.all_groups(connection) if each.warned_at is not None
        )


async def is_cure(telegram: Telegram, parcel: Parcel, lost: frozenset[int]) -> bool:
    """Tell whether a delivery shows that a lost group is in reach again, and note it: Telegram tells not of all."""
    to = parcel.to
    if isinstance(to, ToPerson):
        return False
    async with telegram.database.transaction() as connection:
        chat = await _chat_of(connection, to)
        if chat not in lost:
            return False
        await groups_rows.learn(connection, chat, warned_at=None)
    return True


async def _chat_of(connection: AsyncConnection, to: Address) -> int | None:
    if isinstance(to, ToTicket):
        return (await tickets.by_number(connection, to.number)).group_id
    return to.chat if isinstance(to, ToChat | FormerPlace | Probe) else None


async def _serves(telegram: Telegram, connection: AsyncConnection, chat: int) -> bool:
    """Tell whether a chat is a group of operators: bound by a supervisor, or the one of the settings."""
    if await groups_rows.binding_of(connection, chat) is not None:
        return True
    fallback = telegram.policy.fallback_group
    known = await groups_rows.find(connection, fallback) if fallback is not None else None
    return chat == (known.chat_id if known else fallback)
