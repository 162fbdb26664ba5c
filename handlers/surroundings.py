"""What Telegram says about a message beside what it holds: what it answers, whose words it is, how it is shown."""

from aiogram.enums import ChatType
from aiogram.types import (
    ExternalReplyInfo,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUnion,
    MessageOriginUser,
    TextQuote,
)

from bot.rules.tickets.context import CHANNEL, GROUP, NONE, PERSON, Context, Quote, Source

NAMED = ("story", "photo", "video", "voice", "sticker", "location", "contact")
"""What the answered message may hold that has a name of its own; the rest is a file."""


def answered_here(message: Message) -> str | None:
    """Return the id of the message in the same chat that a message answers, in whatever topic that is.

    A plain message in a topic «answers» the message that created the topic: that is not a reply.
    """
    answered, elsewhere = message.reply_to_message, message.external_reply
    if answered is not None:
        return None if answered.forum_topic_created is not None else str(answered.message_id)
    in_this_chat = elsewhere and elsewhere.chat and elsewhere.chat.id == message.chat.id
    return str(elsewhere.message_id) if elsewhere and in_this_chat and elsewhere.message_id else None


def context(message: Message) -> Context:
    """Return what comes along with the words of a message; nearly every message has nothing of it."""
    preview = message.link_preview_options
    if not any((message.quote, message.external_reply, message.reply_to_story, message.forward_origin, preview)):
        return Context(caption_above=True) if message.show_caption_above_media else NONE
    return Context(
        quote=_quote(message.quote) if message.quote else None,
        answered=_elsewhere(message),
        forwarded=_source(message.forward_origin) if message.forward_origin else None,
        caption_above=bool(message.show_caption_above_media),
        preview=preview.model_dump(exclude_none=True, exclude_unset=True) if preview else None,
    )


def _quote(quote: TextQuote) -> Quote:
    entities = [each.model_dump(mode="json", exclude_none=True, exclude_unset=True) for each in quote.entities or ()]
    return Quote(quote.text, quote.position, entities)


def _elsewhere(message: Message) -> Source | None:
    """Return what is answered in another chat; what stands in another topic of a group is not told to requesters."""
    answered = message.external_reply
    if message.reply_to_story is not None:
        chat = message.reply_to_story.chat
        return Source(PERSON if chat.type == ChatType.PRIVATE else CHANNEL, chat.full_name, "story")
    if answered is None or answered_here(message) is not None:
        return None
    said = message.quote.text if message.quote else ""
    return _source(answered.origin, _held(answered), said)


def _held(answered: ExternalReplyInfo) -> str:
    return next((kind for kind in NAMED if getattr(answered, kind) is not None), "")


def _source(origin: MessageOriginUnion, kind: str = "", said: str = "") -> Source:
    match origin:
        case MessageOriginUser():
            return Source(PERSON, origin.sender_user.full_name, kind, said)
        case MessageOriginHiddenUser():
            return Source(PERSON, origin.sender_user_name, kind, said)
        case MessageOriginChat():
            return Source(GROUP, origin.sender_chat.title or "", kind, said)
        case MessageOriginChannel():
            return Source(CHANNEL, origin.chat.title or "", kind, said)
