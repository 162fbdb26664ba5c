"""Forum topics: create, rename, close, reopen, delete."""

from typing import Any

from aiogram import methods as m

from bot.sandbox import access
from bot.sandbox.refusals import bad
from bot.sandbox.telegram import TOPIC_COLOR, Telegram
from bot.sandbox.world import JSON

NAME_LENGTH = 128
COLORS = {TOPIC_COLOR, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F}
ICONS = {
    "5434144690511290129": "📰",
    "5312536423851630001": "💡",
    "5312016608254762256": "⚡️",
    "5377544228505134960": "🎙",
    "5418085807791545980": "🔝",
    "5370870893004203704": "🗣",
    "5420216386448270341": "🆒",
    "5379748062124056162": "❗️",
    "5373251851074415873": "📝",
    "5433614043006903194": "📆",
    "5357315181649076022": "📁",
    "5309965701241379366": "🔎",
    "5309984423003823246": "📣",
    "5312241539987020022": "🔥",
    "5377316857231450742": "❓",
    "5350305691942788490": "📈",
    "5350452584119279096": "💰",
    "5237699328843200968": "✅",
}


def checked_name(name: str) -> str:
    """A topic's name of 1 to 128 characters."""
    name = name.strip()
    if not name:
        raise bad("topic name must be non-empty")
    if len(name) > NAME_LENGTH:
        raise bad("topic name is too long")
    return name


def checked_icon(icon_id: str | None) -> str | None:
    """One of the icons every bot may use; None or empty means no icon."""
    if icon_id and icon_id not in ICONS:
        raise bad("DOCUMENT_INVALID")
    return icon_id or None


def create(tg: Telegram, call: m.CreateForumTopic) -> JSON:
    """createForumTopic."""
    chat = access.forum(tg.world, call.chat_id, "create a topic")
    name, icon_id = checked_name(call.name), checked_icon(call.icon_custom_emoji_id)
    if call.icon_color is not None and call.icon_color not in COLORS:
        raise bad("invalid forum topic icon color specified")
    return tg.open_topic(chat, tg.world.bot.id, name, call.icon_color, icon_id).api()


def edit(tg: Telegram, call: m.EditForumTopic) -> bool:
    """editForumTopic: what is not given stays."""
    chat, topic = access.managed_topic(tg.world, call.chat_id, call.message_thread_id, "edit the topic")
    name = topic.name if call.name is None else checked_name(call.name)
    icon_id = topic.icon_id if call.icon_custom_emoji_id is None else checked_icon(call.icon_custom_emoji_id)
    if (name, icon_id) == (topic.name, topic.icon_id):
        raise bad("TOPIC_NOT_MODIFIED")
    data = {"name": name} if name != topic.name else {}
    data |= {"icon_custom_emoji_id": icon_id or ""} if icon_id != topic.icon_id else {}
    topic.name, topic.icon_id = name, icon_id
    tg.service(chat, tg.world.bot.id, "forum_topic_edited", data, topic.thread)
    return True


def close(tg: Telegram, call: m.CloseForumTopic) -> bool:
    """closeForumTopic."""
    return set_closed(tg, call, closed=True)


def reopen(tg: Telegram, call: m.ReopenForumTopic) -> bool:
    """reopenForumTopic."""
    return set_closed(tg, call, closed=False)


def set_closed(tg: Telegram, call: Any, *, closed: bool) -> bool:
    """Close or reopen; a repetition is refused."""
    chat, topic = access.managed_topic(tg.world, call.chat_id, call.message_thread_id, "close or reopen the topic")
    if topic.closed == closed:
        raise bad("TOPIC_NOT_MODIFIED")
    tg.set_closed(chat, topic, tg.world.bot.id, closed=closed)
    return True


def delete(tg: Telegram, call: m.DeleteForumTopic) -> bool:
    """deleteForumTopic, which needs the right to delete messages."""
    chat = access.chat(tg.world, call.chat_id)
    access.need(tg.world, chat, "can_delete_messages", "delete the topic")
    tg.drop_topic(chat, access.topic(chat, call.message_thread_id))
    return True


def icon_stickers(_tg: Telegram, _call: m.GetForumTopicIconStickers) -> list[JSON]:
    """getForumTopicIconStickers."""
    shape = {"type": "custom_emoji", "width": 100, "height": 100, "is_animated": True, "is_video": False}
    return [
        {"file_id": f"icon-{key}", "file_unique_id": f"u-{key}", "emoji": emoji, "custom_emoji_id": key} | shape
        for key, emoji in ICONS.items()
    ]


METHODS: dict[Any, Any] = {
    m.CreateForumTopic: create,
    m.EditForumTopic: edit,
    m.CloseForumTopic: close,
    m.ReopenForumTopic: reopen,
    m.DeleteForumTopic: delete,
    m.GetForumTopicIconStickers: icon_stickers,
}
