"""Texts and captions a bot sends: markup, entities, lengths."""

from collections.abc import Sequence

from aiogram.types import MessageEntity

from bot.sandbox import markup
from bot.sandbox.refusals import bad
from bot.sandbox.world import JSON

TEXT_UNITS = 4096
CAPTION_UNITS = 1024


def parsed(
    source: str | None, parse_mode: str | None, entities: Sequence[MessageEntity] | None
) -> tuple[str, tuple[JSON, ...]]:
    """Plain text and entities, those Telegram finds by itself included."""
    source = source or ""
    if parse_mode and parse_mode.lower() == "html":
        text, given = markup.parse_html(source)
    elif parse_mode:
        raise bad("unsupported parse_mode")
    else:
        dumped = [entity.model_dump(mode="json", exclude_none=True) for entity in entities or ()]
        text, given = markup.trimmed(source, dumped)
    return text, tuple(markup.detect(text, given))


def message(
    source: str | None, parse_mode: str | None, entities: Sequence[MessageEntity] | None
) -> tuple[str, tuple[JSON, ...]]:
    """The text of a message: 1 to 4096 UTF-16 units after parsing."""
    text, found = parsed(source, parse_mode, entities)
    if not text:
        raise bad("message text is empty")
    if markup.units(text) > TEXT_UNITS:
        raise bad("message is too long")
    return text, found


def caption(
    source: str | None, parse_mode: str | None, entities: Sequence[MessageEntity] | None
) -> tuple[str, tuple[JSON, ...]]:
    """A caption: up to 1024 UTF-16 units after parsing."""
    text, found = parsed(source, parse_mode, entities)
    caption_fits(text)
    return text, found


def caption_fits(text: str) -> None:
    """Refuse a caption that no bot may send."""
    if markup.units(text) > CAPTION_UNITS:
        raise bad("message caption is too long")
