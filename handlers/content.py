"""From Telegram's message to what the desk keeps of it."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from aiogram.types import Document, Message

from bot.rules.channels import TELEGRAM, in_telegram
from bot.rules.files import File
from bot.rules.text import cut, one_line
from bot.rules.tickets.incoming import OTHER, TEXT, Incoming
from bot.rules.tickets.tickets import mentioned
from handlers.markup import as_html
from handlers.surroundings import answered_here, context

NAME_LIMIT = 200
"""UTF-16 units of a file's name."""
WITH_FILE = ("animation", "audio", "document", "sticker", "video", "video_note", "voice")
IN_ALBUMS = frozenset({"photo", "video", "document", "audio"})
"""What a bot can send as part of an album."""
WITHOUT_FILE = ("contact", "location", "venue", "dice")
UNCARRIED = ("poll", "game", "story", "invoice", "paid_media", "checklist", "giveaway", "giveaway_winners")
"""What people can write or forward and a bot cannot copy."""
SERVICE = (
    *("new_chat_members", "left_chat_member", "chat_owner_left", "chat_owner_changed"),
    *("new_chat_title", "new_chat_photo", "delete_chat_photo", "pinned_message"),
    *("group_chat_created", "supergroup_chat_created", "channel_chat_created"),
    *("migrate_to_chat_id", "migrate_from_chat_id", "message_auto_delete_timer_changed"),
    *("successful_payment", "refunded_payment", "users_shared", "user_shared", "chat_shared"),
    *("gift", "unique_gift", "gift_upgrade_sent", "connected_website", "write_access_allowed", "passport_data"),
    *("proximity_alert_triggered", "boost_added", "chat_background_set", "web_app_data", "managed_bot_created"),
    *("checklist_tasks_done", "checklist_tasks_added", "poll_option_added", "poll_option_deleted"),
    *("direct_message_price_changed", "paid_message_price_changed", "giveaway_created", "giveaway_completed"),
    *("forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"),
    *("general_forum_topic_hidden", "general_forum_topic_unhidden"),
    *("suggested_post_approved", "suggested_post_approval_failed", "suggested_post_declined"),
    *("suggested_post_paid", "suggested_post_refunded"),
    *("video_chat_scheduled", "video_chat_started", "video_chat_ended", "video_chat_participants_invited"),
    *("community_chat_added", "community_chat_removed", "community_chat_joined"),
)
"""What Telegram says and nobody wrote. Whatever is none of it and nothing we know is people's all the same."""


def incoming(message: Message) -> Incoming | None:
    """Return what a message holds, or None for what the desk cannot carry (polls) and what nobody wrote."""
    kind = _kind(message)
    if kind is None:
        return None
    return Incoming(
        origin=in_telegram(message.chat.id, message.message_id),
        kind=kind,
        html=_words(message) if kind == OTHER else _written(message),
        file=_file(message, kind),
        spoiler=bool(message.has_media_spoiler),
        album=message.media_group_id if kind in IN_ALBUMS else None,
        position=message.message_id if message.media_group_id and kind in IN_ALBUMS else None,
        reply_to=answered_here(message),
        about=_named(message.reply_to_message),
        context=context(message),
        written_at=message.date if message.date.timestamp() > 0 else None,
    )


def uncarried(message: Message) -> str | None:
    """Return what somebody wrote that cannot be passed on, if it is that; service messages are nobody's words."""
    return _first_of(message, UNCARRIED)


def _kind(message: Message) -> str | None:
    if message.text is not None:
        return TEXT
    if message.photo:
        return "photo"
    known = _first_of(message, (*WITH_FILE, *WITHOUT_FILE))
    return known or (OTHER if _first_of(message, (*UNCARRIED, *SERVICE)) is None else None)


def _written(message: Message) -> str:
    return as_html(message.text or message.caption or "", message.entities or message.caption_entities)


def _first_of(message: Message, kinds: tuple[str, ...]) -> str | None:
    return next((kind for kind in kinds if getattr(message, kind) is not None), None)


def _words(message: Message) -> str:
    """Return what can be read in content of a kind that is not known, for where it cannot be shown: all its texts."""
    rich = message.rich_message.model_dump(exclude_none=True) if message.rich_message else {}
    return escape("\n".join(_texts(rich | (message.model_extra or {}))), quote=False)


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, Mapping):
        for name, each in content.items():
            yield from [_joined(each)] if name == TEXT else _texts(each)
    elif isinstance(content, list | tuple):
        for each in content:
            yield from _texts(each)


def _joined(text: Any) -> str:
    """Join a text that comes in pieces, each with its own look."""
    if isinstance(text, list | tuple):
        return "".join(_joined(each) for each in text)
    return _joined(text.get(TEXT, "")) if isinstance(text, Mapping) else str(text)


def _file(message: Message, kind: str) -> File | None:
    if kind == "photo":
        assert message.photo
        return File(TELEGRAM, message.photo[-1].file_id, size=message.photo[-1].file_size)
    if kind not in WITH_FILE:
        return None
    held = getattr(message, kind)
    name, mime = getattr(held, "file_name", None), getattr(held, "mime_type", None)
    return File(TELEGRAM, held.file_id, name, mime, held.file_size)


def _named(answered: Message | None) -> int | None:
    """Return the ticket that a notice of the desk is about: each names its own."""
    by_desk = answered is not None and answered.from_user is not None and answered.from_user.is_bot
    return mentioned(answered.text or "") if answered and by_desk else None


def file_with(message: Message) -> Document | None:
    """Return the file that came with a command, or that the command answers."""
    answered = message.reply_to_message
    return message.document or (answered.document if answered else None)


def file_name(file: Document) -> str:
    """Return what a file is called, in one line."""
    return cut(one_line(file.file_name or "file"), NAME_LIMIT)
