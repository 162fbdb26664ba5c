"""Finding out what the bot is in a group, and what it may do there."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.errors import Receipt
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.places import spot
from bot.rules.addresses import ToPerson, parse
from bot.rules.channels import TELEGRAM
from bot.rules.kinds import Kind
from bot.rules.notices import GroupChecked, OutOfGroup, pack
from db import outbox
from db.groups import groups
from db.groups.groups import Group
from db.outbox import Parcel
from db.people import accounts

ABSENT = {"status": "left"}
OUT = ("left", "kicked")


async def probe(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Ask Telegram, write down what it says, and tell whoever asked."""
    chat = (await spot(telegram, parcel.to)).chat_id
    group, membership = await _look(telegram, chat)
    async with telegram.database.transaction() as connection:
        known = await groups.learn(connection, chat)
        found = GroupChecked(
            group=group.get("title", known.title),
            member=membership["status"] not in OUT,
            admin=membership["status"] == "administrator",
            forum=group.get("is_forum", False),
            topics=membership.get("can_manage_topics", False),
        )
        await _write_down(telegram, connection, known, found)
        await outbox.enqueue(connection, parse(parcel.body["answer_to"]), Kind.NOTICE, pack(found), telegram.now())
    telegram.wake()
    return Receipt()


async def _write_down(telegram: Telegram, connection: AsyncConnection, known: Group, found: GroupChecked) -> None:
    """Remember what was found; supervisors are told once that a group is lost."""
    if found.member:
        facts = {"title": found.group, "is_forum": found.forum, "can_manage_topics": found.topics}
        await groups.learn(connection, known.chat_id, warned_at=None, **facts)
    elif known.warned_at is None:
        await groups.learn(connection, known.chat_id, warned_at=telegram.now())
        lost = pack(OutOfGroup(group=known.title))
        for person in await accounts.people_at(connection, TELEGRAM, telegram.policy.supervisors):
            await outbox.enqueue(connection, ToPerson(person), Kind.NOTICE, lost, telegram.now())


async def _look(telegram: Telegram, chat: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the group and the bot's membership there."""
    me = await telegram.api.call("getMe", {})
    try:
        group = await telegram.api.call("getChat", {"chat_id": chat})
        return group, await telegram.api.call("getChatMember", {"chat_id": chat, "user_id": me["id"]})
    except ApiError as error:
        if not error.gone:
            raise
        return {}, ABSENT
