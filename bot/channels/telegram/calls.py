"""The calls of one delivery: each takes its slot where it is made, and is counted."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from bot.channels.budgets import Budgets, Lane, Slot
from bot.channels.telegram.api import ApiError, TelegramApi, Upload
from bot.channels.telegram.plain_fallback import unformatted

REFUSED_SECONDS = 5.0
"""A 429 that does not say how long."""


class Waited(Exception):
    """A slot came late. The delivery holds it and is to begin again: what it has read may be old."""


class Calls:
    """What a delivery calls the Bot API with."""

    __slots__ = ("_api", "_budgets", "_held", "_made", "_may_send", "chat", "lane", "mark", "scarce", "to_groups")

    def __init__(self, api: TelegramApi, budgets: Budgets, may_send: Callable[[], None], lane: Lane) -> None:
        """Call for the first parcel of a lane, which may grow meanwhile; `may_send` raises when no call may be made."""
        self._api, self._budgets, self._may_send, self.lane = api, budgets, may_send, lane
        self._held: Slot | None = None
        self._made = False
        self.scarce = False
        """Calls are fewer than those who want them: what can be merged should be."""
        self.to_groups = 0
        self.chat = 0
        """The chat of the last call."""
        self.mark: str | None = None
        """Says that words have lost their formatting, because Telegram refused it."""

    async def call(self, method: str, params: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None) -> Any:
        """Return the result of a call when its slot has come. Raises ApiError, and Waited before the first call.

        A quote that is refused, because what is answered reads differently there, is left out; so is a refused reply.
        """
        if method.startswith("get"):
            return await self._api.call(method, params)  # what only asks is not a message and costs no chat anything
        while True:
            try:
                return await self._call(method, params, uploads)
            except ApiError as error:
                less = _with_less_of_reply(params, error)
                if less is None:
                    raise
                params = less

    async def _call(self, method: str, params: Mapping[str, Any], uploads: Mapping[str, Upload] | None) -> Any:
        if self.mark is not None:
            params = unformatted(params, self.mark)
        self.chat = chat = params["chat_id"]
        slot = await self._slot(chat, len(params["media"]) if method == "sendMediaGroup" else 1)
        self._made = True
        self.to_groups += chat < 0
        try:
            self._may_send()
            return await self._api.call(method, params, uploads=uploads)
        except ApiError as error:
            if error.status == HTTPStatus.TOO_MANY_REQUESTS:
                self._budgets.refused(chat, REFUSED_SECONDS if error.retry_after is None else error.retry_after)
            raise
        finally:
            slot.end()

    def give_back(self) -> None:
        """Give up a slot that was not used."""
        if self._held is not None:
            self._held.drop()
            self._held = None

    async def _slot(self, chat: int, calls: int) -> Slot:
        held, self._held = self._held, None
        if held is not None:
            if (held.chat, held.calls) == (chat, calls):
                return held
            held.drop()
        slot = await self._budgets.slot(chat, self.lane, calls)
        if slot.scarce and not self._made:
            self._held, self.scarce = slot, True
            raise Waited
        return slot


def _with_less_of_reply(params: Mapping[str, Any], error: ApiError) -> dict[str, Any] | None:
    """Return a call without what was refused about the message that it answers; None when that is not the matter."""
    reply = params.get("reply_parameters")
    if reply is None:
        return None
    rest = {name: value for name, value in params.items() if name != "reply_parameters"}
    if "quote" in reply and error.says("quote", "entit"):
        bare = {name: value for name, value in reply.items() if not name.startswith("quote")}
        return rest | {"reply_parameters": bare}
    return rest if error.says("message to be replied", "REPLY_MESSAGE_ID_INVALID") else None
