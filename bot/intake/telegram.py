"""Updates of Telegram into the inbox, by polling or by webhook. Telegram is told «received» after the commit only."""

import asyncio
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web

from bot.channels.telegram.api import ApiError, TelegramApi
from db import inbox
from db.engine import Database

SOURCE = "telegram"
POLL_SECONDS = 25
SILENT_SECONDS = 90.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header
ALLOWED = ["message", "edited_message", "callback_query", "message_reaction", "my_chat_member"]

log = structlog.get_logger(__name__)
Store = Callable[[list[dict[str, Any]]], Awaitable[None]]


def storing(database: Database, now: Callable[[], datetime], wake: Callable[[], None]) -> Store:
    """Build the step that commits updates durably and wakes the consumer."""

    async def store(updates: list[dict[str, Any]]) -> None:
        items = [(str(update["update_id"]), json.dumps(update, ensure_ascii=False)) for update in updates]
        async with database.durable() as connection:
            await inbox.store(connection, SOURCE, items, now())
        wake()

    return store


class Poller:
    """Fetches updates with getUpdates; the next offset, which acknowledges, is sent after the commit."""

    def __init__(self, api: TelegramApi, store: Store) -> None:
        """Poll with `api`, hand over to `store`."""
        self._api = api
        self._store = store
        self._heard_at = time.monotonic()

    def silent(self) -> bool:
        """Tell whether Telegram has not answered for longer than a poll may take."""
        return time.monotonic() - self._heard_at > SILENT_SECONDS

    async def run(self) -> None:
        """Poll until cancelled. A cut or a refusal is waited out, a little longer each time."""
        offset, pause = 0, FIRST_PAUSE
        while True:
            try:
                updates = await self._fetch(offset)
            except ApiError as error:
                log.warning("poll_failed", why=error.reason, pause=error.retry_after or pause)
                await asyncio.sleep(error.retry_after or pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            pause, self._heard_at = FIRST_PAUSE, time.monotonic()
            if updates:
                await self._store(updates)
                offset = updates[-1]["update_id"] + 1

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        params = {"offset": offset, "timeout": POLL_SECONDS, "limit": 100, "allowed_updates": ALLOWED}
        updates: list[dict[str, Any]] = await self._api.call("getUpdates", params, seconds=POLL_SECONDS + 10)
        return updates


def webhook(store: Store, secret: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Build the handler of webhook posts: wrong secret 403, no update 400, else 200 after the commit."""

    async def receive(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            update = json.loads(await request.read())
            await store([{**update, "update_id": int(update["update_id"])}])
        except (ValueError, TypeError, KeyError):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        return web.Response()

    return receive
