"""Updates of Telegram into the inbox, and by polling. Telegram is told «received» after the commit only."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

import structlog

from bot.channels.telegram.api import ApiError, TelegramApi
from bot.logs import worth_a_line
from bot.metrics import Counts
from bot.pace import Pace
from bot.rules.channels import TELEGRAM
from db import inbox
from db.engine import Database

POLL_SECONDS = 25
TURNS = 4
"""Turns of the loop in which the courier sends what was worked off: the next poll is prepared after that."""
ALLOWED = [
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "message_reaction",
    "my_chat_member",
    "pre_checkout_query",
]

log = structlog.get_logger(__name__)
Urgent = Callable[[dict[str, Any]], bool]
"""Tells whether an update cannot wait, and so is dealt with already."""
Store = Callable[[list[dict[str, Any]]], Awaitable[None]]
TakeIn = Callable[[str, list[tuple[str, str]]], Awaitable[None]]


def storing(database: Database, now: Callable[[], datetime], counts: Counts, urgent: Urgent) -> Store:
    """Build the step that commits updates durably, but for those that cannot wait."""

    async def store(updates: list[dict[str, Any]]) -> None:
        kept = [update for update in updates if not urgent(update)]
        if kept:
            async with database.durable() as connection:
                await inbox.store(connection, TELEGRAM, items_of(kept), now())
        counts.received(TELEGRAM).inc(len(updates))

    return store


def items_of(updates: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return updates as the inbox keeps them."""
    return [(str(update["update_id"]), _payload(update)) for update in updates]


def _payload(update: dict[str, Any]) -> str:
    """Write an update as it came; escaped, which is twice as long, only if it holds what no database stores."""
    text = json.dumps(update, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair: it must not stop the updates around it
        return json.dumps(update)
    return text


class Poller:
    """Fetches updates with getUpdates; the next offset, which acknowledges, is sent after the commit."""

    def __init__(self, api: TelegramApi, take_in: TakeIn, pace: Pace, urgent: Urgent) -> None:
        """Poll with `api`, and again when `take_in` has stored what came; what is `urgent` does not wait for that."""
        self._api = api
        self._urgent = urgent
        self._take_in = take_in
        self._pace = pace

    async def run(self) -> None:
        """Poll until cancelled. A cut or a refusal is waited out, a little longer each time."""
        offset, failures = 0, 0
        while True:
            try:
                updates = await self._fetch(offset)
            except ApiError as error:
                failures += 1
                self._api.line.rivalled = error.status == HTTPStatus.CONFLICT
                pause = self._pace.after(failures, error.retry_after)
                if worth_a_line(failures):
                    log.warning("poll_failed", why=error.reason, tries=failures, pause=pause)
                await asyncio.sleep(pause)
                continue
            failures, self._api.line.rivalled = 0, False
            if updates:
                kept = [update for update in updates if not self._urgent(update)]
                await self._take_in(TELEGRAM, items_of(kept))  # more gathers meanwhile, for one commit instead of many
                offset = updates[-1]["update_id"] + 1
                for _ in range(TURNS):
                    await asyncio.sleep(0)

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        params = {"offset": offset, "timeout": POLL_SECONDS, "limit": 100, "allowed_updates": ALLOWED}
        updates: list[dict[str, Any]] = await self._api.call("getUpdates", params, seconds=POLL_SECONDS + 10)
        return updates
