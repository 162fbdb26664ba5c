"""Messages as Telegram is told to send them from what is on record; files of other channels are uploaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.channels.errors import DeliveryError
from bot.channels.telegram.api import Upload
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.sizes import FILE_LIMIT
from bot.rules.channels import TELEGRAM
from bot.rules.tickets.context import unpacked
from bot.rules.tickets.incoming import OTHER, TEXT
from db.tickets import files
from db.tickets.messages import Message

ABOVE = frozenset({"photo", "video", "animation"})
"""What may have its caption above it."""
CAPTIONED = frozenset({"photo", "video", "document", "audio", "animation", "voice"})


@dataclass(frozen=True, slots=True)
class Prepared:
    """The parameters of a call and the files that go with it."""

    params: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)


async def recorded(telegram: Telegram, message: Message) -> tuple[str, Prepared]:
    """Return the method and the content that show a message whose original is not at hand. Raises DeliveryError."""
    if message.kind in (TEXT, OTHER):
        return "sendMessage", Prepared({"text": message.html, "parse_mode": "HTML"} | shown(message))
    file, uploads = await _file(telegram, message)
    words = {"caption": message.html, "parse_mode": "HTML"} | shown(message)
    caption = words if message.kind in CAPTIONED else {}
    method = "send" + message.kind.title().replace("_", "")
    return method, Prepared({message.kind: file} | caption | _cover(message), uploads)


async def item(telegram: Telegram, message: Message) -> Prepared:
    """Return a message as a part of an album, or as the new media of an edit. Raises DeliveryError."""
    file, uploads = await _file(telegram, message)
    words = {"caption": message.html, "parse_mode": "HTML"} | shown(message)
    return Prepared({"type": message.kind, "media": file} | words | _cover(message), uploads)


async def album(telegram: Telegram, parts: Sequence[Message]) -> Prepared:
    """Return messages as one group. Raises DeliveryError."""
    items = [await item(telegram, each) for each in parts]
    uploads = {name: upload for each in items for name, upload in each.uploads.items()}
    return Prepared({"media": [each.params for each in items]}, uploads)


async def _file(telegram: Telegram, message: Message) -> tuple[str, dict[str, Upload]]:
    """Return what names a message's file in a call: Telegram's own id of it, or the part of the call that brings it."""
    assert message.file is not None
    async with telegram.reading() as connection:
        file = await files.by_id(connection, message.file)
    if file.keeper == TELEGRAM:
        return file.key, {}
    if (file.size or 0) > FILE_LIMIT:
        raise DeliveryError("Request Entity Too Large", permanent=True)
    part = f"file{message.id}"
    data = await telegram.files.read(file)
    return f"attach://{part}", {part: Upload(data, file.name or part, file.mime or "application/octet-stream")}


def _cover(message: Message) -> dict[str, Any]:
    return {"has_spoiler": True} if message.spoiler else {}


def shown(message: Message) -> dict[str, Any]:
    """Return how the words of a message are shown: a caption above its file, a text with or without a preview."""
    if message.kind == TEXT:
        return preview([message])
    above = message.kind in ABOVE and unpacked(message.context).caption_above
    return {"show_caption_above_media": True} if above else {}


def preview(together: Sequence[Message]) -> dict[str, Any]:
    """Return how the preview of links is shown under texts that share a message: as the first chose that did."""
    chosen = (unpacked(each.context).preview for each in together)
    return next(({"link_preview_options": each} for each in chosen if each), {})
