"""Finding out what the bot is in a group, and what it may do there."""

from typing import Any

from bot.actions.groups import groups
from bot.channels.errors import Receipt
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.places import resolve
from bot.rules.addresses import parse
from bot.rules.notices import GroupChecked
from db.groups import groups as groups_rows
from db.outbox import Parcel

ABSENT = {"status": "left"}
OUT = ("left", "kicked")


async def probe(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Ask Telegram, write down what it says, and tell whoever asked."""
    chat = (await resolve(telegram, parcel)).chat_id
    group, membership = await _look(telegram, chat)
    async with telegram.database.transaction() as connection:
        known = await groups_rows.learn(connection, chat)
        found = GroupChecked(
            group=group.get("title", known.title),
            member=membership["status"] not in OUT,
            admin=membership["status"] == "administrator",
            forum=group.get("is_forum", False),
            topics=membership.get("can_manage_topics", False),
            public="username" in group,
        )
        await groups.checked(telegram.work(connection), known.chat_id, found, parse(parcel.body["answer_to"]))
    telegram.wake()
    return Receipt()


async def _look(telegram: Telegram, chat: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the group and the bot's membership there."""
    me = await telegram.api.call("getMe", {})
    try:
        group = await telegram.api.call("getChat", {"chat_id": chat})
        return group, await telegram.api.call("getChatMember", {"chat_id": chat, "user_id": me["id"]})
    except ApiError as error:
        if not error.gone:
            raise
        return {}, ABSENT
