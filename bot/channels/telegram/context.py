"""What a delivery over Telegram needs at hand."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.channel import Ground
from bot.channels.telegram.api import ApiError, Upload
from bot.channels.telegram.calls import Calls

Examine = Callable[[], Awaitable[list[str]]]
"""Examines the desk and returns messages in HTML, in the language of the moment."""


@dataclass(frozen=True, slots=True)
class Telegram(Ground):
    """The calls of one delivery, and the desk it speaks for."""

    api: Calls
    examine: Examine

    async def call(
        self, method: str, params: Mapping[str, Any], *harmless: str, uploads: Mapping[str, Upload] | None = None
    ) -> None:
        """Call a method; a refusal that says one of `harmless` is as good as success. Raises ApiError."""
        try:
            await self.api.call(method, params, uploads)
        except ApiError as error:
            if not error.says(*harmless):
                raise

    async def send(self, chat: int, text: str, **params: Any) -> int:
        """Send HTML and return the message's id."""
        call = {"chat_id": chat, "text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
        return int((await self.api.call("sendMessage", call | params))["message_id"])
