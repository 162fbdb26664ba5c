"""Answers to presses and inline queries: sent at once, beside the queue, because Telegram forgets them soon."""

import asyncio
import math
import time
from collections import deque
from collections.abc import Coroutine, Iterable
from typing import Any

import structlog

from bot.actions.work import Answer, PressAnswer, Received
from bot.channels.errors import DeliveryError
from bot.channels.telegram.api import TelegramApi

ANSWER_SECONDS = 5.0
REACTIONS = 10
"""Within a second: beyond them a busy desk has better calls to make, of which Telegram takes about 30."""
CACHED_SECONDS = 60
"""How long Telegram may give the same answer to the same person: the guide changes rarely."""

log = structlog.get_logger(__name__)


class Answers:
    """Sends answers without anybody waiting for them."""

    def __init__(self, api: TelegramApi) -> None:
        """Answer with `api`."""
        self._api = api
        self._under_way: set[asyncio.Task[None]] = set()
        self._reacted_at = deque([-math.inf] * REACTIONS, maxlen=REACTIONS)

    def show(self, answers: Iterable[Answer]) -> None:
        """Send them; what they tell is in the database and in the chat as well, so a miss is only logged."""
        for answer in answers:
            if isinstance(answer, Received) and not self._may_react():
                continue
            self.begin(self.call(*_call(answer)))

    def begin(self, answering: Coroutine[Any, Any, None]) -> None:
        """Let an answer be found and sent without anybody waiting for it."""
        task = asyncio.create_task(answering)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def _may_react(self) -> bool:
        now = time.monotonic()
        free = now - self._reacted_at[0] >= 1
        if free:
            self._reacted_at.append(now)
        return free

    async def hang_up(self) -> None:
        """Give up those that are still under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def call(self, method: str, params: dict[str, Any]) -> None:
        """Answer; a miss is only logged."""
        try:
            await self._api.call(method, params, ANSWER_SECONDS)
        except DeliveryError as error:
            log.info("answer_missed", why=error.reason)


def _call(answer: Answer) -> tuple[str, dict[str, Any]]:
    if isinstance(answer, PressAnswer):
        params = {"callback_query_id": answer.callback, "text": answer.text, "show_alert": answer.alert}
        return "answerCallbackQuery", params
    if isinstance(answer, Received):
        reaction = [{"type": "emoji", "emoji": answer.emoji}]
        return "setMessageReaction", {"chat_id": answer.chat, "message_id": answer.message, "reaction": reaction}
    found = {"inline_query_id": answer.query, "results": answer.results, "next_offset": answer.next_offset}
    return "answerInlineQuery", found | {"cache_time": CACHED_SECONDS, "is_personal": True}
