"""Words whose formatting Telegram refuses («can't parse entities») are sent as plain text, with a mark."""

from collections.abc import Mapping
from typing import Any

from bot.channels.telegram.sizes import CAPTION_LIMIT, TEXT_LIMIT
from bot.rules.text import cut
from bot.rules.visible import plain

WORDS = {"text": TEXT_LIMIT, "caption": CAPTION_LIMIT}
"""What may be formatted, and how long it may be in UTF-16 units."""


def unformatted(params: Mapping[str, Any], mark: str) -> dict[str, Any]:
    """Take the formatting out of a call, and of the parts of an album or the new media of an edit."""
    media = params.get("media")
    if isinstance(media, list):
        return {**params, "media": [unformatted(each, mark) for each in media]}
    if isinstance(media, dict):
        return {**params, "media": unformatted(media, mark)}
    left = {name: value for name, value in params.items() if name != "parse_mode"}
    if len(left) == len(params):
        return left
    given = {name: limit for name, limit in WORDS.items() if left.get(name)}
    return left | {name: cut(f"{mark}\n{plain(left[name])}", limit) for name, limit in given.items()}
