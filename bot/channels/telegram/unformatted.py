"""Words whose formatting Telegram refuses («can't parse entities») are sent as plain text, with a mark."""

from collections.abc import Mapping
from typing import Any

from bot.channels.telegram.api import TelegramApi
from bot.rules.text import cut
from bot.words import unmarked

WORDS = {"text": 4096, "caption": 1024}
"""What may be formatted, and how long it may be in UTF-16 units."""


class Unformatted:
    """A Bot API client that takes the formatting out of every call."""

    def __init__(self, api: "TelegramApi | Unformatted", mark: str) -> None:
        """Call with `api`; `mark` goes before the words and says that they have lost their formatting."""
        self._api = api
        self._mark = mark

    async def call(self, method: str, params: Mapping[str, Any], *rest: Any) -> Any:
        """Call as `TelegramApi.call` does."""
        return await self._api.call(method, _plain(dict(params), self._mark), *rest)


def _plain(params: dict[str, Any], mark: str) -> dict[str, Any]:
    """Take the formatting out of a call, and of the parts of an album or the new media of an edit."""
    media = params.get("media")
    if isinstance(media, list):
        return params | {"media": [_plain(each, mark) for each in media]}
    if isinstance(media, dict):
        return params | {"media": _plain(media, mark)}
    if params.pop("parse_mode", None) is None:
        return params
    given = {name: limit for name, limit in WORDS.items() if params.get(name)}
    return params | {name: cut(f"{mark}\n{unmarked(params[name])}", limit) for name, limit in given.items()}
