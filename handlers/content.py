"""From Telegram's message to what the desk keeps of it."""

from aiogram.types import Message

from bot.rules.channels import TELEGRAM, in_telegram
from bot.rules.files import File
from bot.rules.tickets.incoming import Incoming
from bot.rules.tickets.tickets import mentioned

WITH_FILE = ("animation", "audio", "document", "sticker", "video", "video_note", "voice")
WITHOUT_FILE = ("contact", "location", "venue", "dice")
UNCARRIED = ("poll", "game", "story", "invoice", "paid_media", "checklist", "giveaway", "giveaway_winners")
"""What people can write or forward and a bot cannot copy."""


def incoming(message: Message) -> Incoming | None:
    """Return what a message holds, or None for what the desk cannot carry (polls, service messages)."""
    kind = _kind(message)
    if kind is None:
        return None
    return Incoming(
        origin=in_telegram(message.chat.id, message.message_id),
        kind=kind,
        html=message.html_text,
        file=_file(message, kind),
        spoiler=bool(message.has_media_spoiler),
        album=message.media_group_id,
        position=message.message_id if message.media_group_id else None,
        reply_to=_answered(message),
        about=_named(message.reply_to_message),
        written_at=message.date if message.date.timestamp() > 0 else None,
    )


def is_uncarried(message: Message) -> bool:
    """Tell whether somebody wrote what cannot be passed on; service messages are nobody's words."""
    return any(getattr(message, kind) is not None for kind in UNCARRIED)


def _kind(message: Message) -> str | None:
    if message.text is not None:
        return "text"
    if message.photo:
        return "photo"
    return next((kind for kind in (*WITH_FILE, *WITHOUT_FILE) if getattr(message, kind) is not None), None)


def _file(message: Message, kind: str) -> File | None:
    if kind == "photo":
        assert message.photo
        return File(TELEGRAM, message.photo[-1].file_id, size=message.photo[-1].file_size)
    if kind not in WITH_FILE:
        return None
    held = getattr(message, kind)
    name, mime = getattr(held, "file_name", None), getattr(held, "mime_type", None)
    return File(TELEGRAM, held.file_id, name, mime, held.file_size)


def _answered(message: Message) -> str | None:
    """A plain message in a topic «answers» the message that created the topic: that is not a reply."""
    answered = message.reply_to_message
    if answered is None or answered.forum_topic_created is not None:
        return None
    return str(answered.message_id)


def _named(answered: Message | None) -> int | None:
    """Return the ticket that a notice of the desk is about: each names its own."""
    by_desk = answered is not None and answered.from_user is not None and answered.from_user.is_bot
    return mentioned(answered.text or "") if answered and by_desk else None
