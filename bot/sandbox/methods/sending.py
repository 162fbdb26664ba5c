"""send…: every kind of message the bot can write."""

from dataclasses import dataclass, replace
from typing import Any

from aiogram import methods as m
from aiogram.client.default import Default
from aiogram.types import ReplyParameters

from bot.sandbox import access, files, keyboards, objects, quotes, texts
from bot.sandbox.refusals import bad
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import JSON, Chat, Content, Post, World

MEDIA: dict[Any, str] = {
    m.SendPhoto: "photo",
    m.SendVideo: "video",
    m.SendDocument: "document",
    m.SendAudio: "audio",
    m.SendVoice: "voice",
    m.SendVideoNote: "video_note",
    m.SendAnimation: "animation",
    m.SendSticker: "sticker",
}
ABOVE = frozenset({"photo", "video", "animation"})
GROUPS = ({"photo", "video"}, {"document"}, {"audio"})
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes."""

    chat: Chat
    thread: int | None
    reply_to: int | None
    quote: JSON | None = None
    external: JSON | None = None


def plain(value: Any) -> Any:
    """None for a value the bot left to its defaults."""
    return None if isinstance(value, Default) else value


def place_of(world: World, call: Any) -> Place:
    """Chat, topic and replied message of a call; a reply without a thread follows its message into the topic."""
    chat = access.writable(world, call.chat_id)
    thread = access.thread(world, chat, call.message_thread_id)
    replied = access.replied(chat, reply_of(call))
    if replied is None:
        return Place(chat, thread, None)
    if thread is None:
        thread = access.thread(world, chat, replied.thread)
    quote = quote_of(replied, reply_of(call))
    if chat.forum and replied.thread != thread:
        return Place(chat, thread, replied.id, quote or quotes.automatic(replied), quotes.outside(world, chat, replied))
    return Place(chat, thread, replied.id, quote)


def quote_of(replied: Post, wanted: ReplyParameters | None) -> JSON | None:
    """The part of a message that a reply quotes; a Refusal when the message does not say that."""
    if wanted is None or not wanted.quote:
        return None
    text, entities = texts.parsed(wanted.quote, plain(wanted.quote_parse_mode), wanted.quote_entities)
    return quotes.of(replied, text, entities, wanted.quote_position or 0)


def reply_of(call: Any) -> ReplyParameters | None:
    """The reply parameters, old names included."""
    given: ReplyParameters | None = getattr(call, "reply_parameters", None)
    old = getattr(call, "reply_to_message_id", None)
    if given or not old:
        return given
    return ReplyParameters(message_id=old, allow_sending_without_reply=call.allow_sending_without_reply)


def deliver(tg: Telegram, call: Any, content: Content) -> JSON:
    """Write one message and return it."""
    place = place_of(tg.world, call)
    markup = keyboards.checked(call.reply_markup)
    post = write(tg, place, content, markup=markup)
    return objects.message(tg.world, post)


def write(tg: Telegram, place: Place, content: Content, **more: Any) -> Post:
    """The bot's message at a place."""
    answers: JSON = {"reply_to": place.reply_to, "quote": place.quote, "external": place.external}
    return tg.post(place.chat, tg.world.bot.id, content, thread=place.thread, **answers, **more)


def send_message(tg: Telegram, call: m.SendMessage) -> JSON:
    """sendMessage."""
    text, entities = texts.message(call.text, plain(call.parse_mode), call.entities)
    return deliver(tg, call, Content(text=text, entities=entities, preview=preview_of(call)))


def preview_of(call: Any) -> JSON | None:
    """What a call says about the preview of links; None when it leaves that to Telegram."""
    chosen = plain(call.link_preview_options)
    options: JSON = chosen.model_dump(exclude_none=True, exclude_defaults=True) if chosen else {}
    return {name: value for name, value in options.items() if value} or None


def send_media(tg: Telegram, call: Any) -> JSON:
    """sendPhoto, sendVideo and the other methods that send one file."""
    kind = MEDIA[type(call)]
    access.writable(tg.world, call.chat_id)
    text, entities = caption_of(call)
    file = files.take(tg.world, getattr(call, kind), kind)
    if kind == "sticker" and call.emoji:
        file = replace(file, emoji=call.emoji)
    return deliver(tg, call, Content(kind, text, entities, file, spoiler=hides(call), above=above(call, kind)))


def caption_of(call: Any) -> tuple[str, tuple[JSON, ...]]:
    """The caption of a call or of an album's item; kinds without one have none."""
    source = getattr(call, "caption", None)
    return texts.caption(source, plain(getattr(call, "parse_mode", None)), getattr(call, "caption_entities", None))


def send_location(tg: Telegram, call: m.SendLocation) -> JSON:
    """sendLocation."""
    return deliver(tg, call, location(call.latitude, call.longitude))


def location(latitude: float, longitude: float) -> Content:
    """A point on the map, in degrees."""
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad("wrong location coordinates specified")
    return Content("location", data={"latitude": latitude, "longitude": longitude})


def send_contact(tg: Telegram, call: m.SendContact) -> JSON:
    """sendContact."""
    return deliver(tg, call, contact(call.phone_number, call.first_name, call.last_name))


def contact(phone: str, first_name: str, last_name: str | None) -> Content:
    """Somebody's phone number."""
    if not phone or not first_name:
        raise bad("contact phone number and first name must be non-empty")
    data = {"phone_number": phone, "first_name": first_name}
    return Content("contact", data=data | ({"last_name": last_name} if last_name else {}))


def send_poll(tg: Telegram, call: m.SendPoll) -> JSON:
    """sendPoll."""
    return deliver(tg, call, poll(tg, call.question, [getattr(option, "text", str(option)) for option in call.options]))


def poll(tg: Telegram, question: str, options: list[str]) -> Content:
    """A poll nobody voted in yet."""
    if not 1 <= len(question) <= 300:
        raise bad("poll question must be non-empty" if not question else "poll question length must not exceed 300")
    if not 2 <= len(options) <= 12:
        raise bad("poll must have at least 2 option" if len(options) < 2 else "poll can't have more than 12 options")
    data = {
        "id": tg.new_name(),
        "question": question,
        "options": [{"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(options)],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
    return Content("poll", data=data)


def send_media_group(tg: Telegram, call: m.SendMediaGroup) -> list[JSON]:
    """sendMediaGroup: 2 to 10 items that may stand together."""
    if not 2 <= len(call.media) <= 10:
        raise bad("wrong number of messages in the media group")
    kinds = {str(item.type) for item in call.media}
    if not any(kinds <= group for group in GROUPS):
        raise bad("documents and audios can't be mixed with other media types")
    place = place_of(tg.world, call)
    contents = [album_item(tg.world, item) for item in call.media]
    album = tg.new_name()
    return [objects.message(tg.world, write(tg, place, content, album=album)) for content in contents]


def album_item(world: World, item: Any) -> Content:
    """One InputMedia as content."""
    kind = str(item.type)
    if kind not in files.FIELDS:
        raise bad(f"media of type {kind} is not supported here")
    text, entities = caption_of(item)
    return Content(
        kind, text, entities, files.take(world, item.media, kind), spoiler=hides(item), above=above(item, kind)
    )


def hides(item: Any) -> bool:
    """Whether a call or an album's item covers its picture until it is tapped."""
    return bool(getattr(item, "has_spoiler", None))


def above(item: Any, kind: str) -> bool:
    """Whether the caption is to stand above the file; only some kinds mind."""
    return kind in ABOVE and plain(getattr(item, "show_caption_above_media", None)) is True


def send_chat_action(tg: Telegram, call: m.SendChatAction) -> bool:
    """sendChatAction; it does not look whether the topic is there, as Telegram does not."""
    access.writable(tg.world, call.chat_id)
    if call.action not in ACTIONS:
        raise bad("wrong parameter action in request")
    return True


METHODS: dict[Any, Any] = {
    **dict.fromkeys(MEDIA, send_media),
    m.SendMessage: send_message,
    m.SendLocation: send_location,
    m.SendContact: send_contact,
    m.SendPoll: send_poll,
    m.SendMediaGroup: send_media_group,
    m.SendChatAction: send_chat_action,
}
