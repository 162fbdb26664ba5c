"""Updates that Telegram posts to the desk. Whoever does not show the secret is read no further."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web

from bot.channels.telegram.intake import Store
from db.engine import is_away

BODY_SECONDS = 10.0
WEBHOOK_PATH = "/telegram/updates"
"""Where Telegram posts, behind WEBHOOK_URL."""
DEEPEST = 64
"""Levels of an update. Telegram's have less than ten: it cuts answers to answers off."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header

log = structlog.get_logger(__name__)


def webhook(store: Store, wake: Callable[[], None], secret: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Build the handler of webhook posts: 200 after the commit.

    A wrong secret gets 403, a body that is packed 415, one that does not come 408, and what is no update 400; 503 while
    the database is away: Telegram will post it again.
    """

    async def receive(request: web.Request) -> web.Response:
        if not _shows(request, secret):
            return _hung_up(HTTPStatus.FORBIDDEN)
        if "Content-Encoding" in request.headers:  # Telegram packs nothing, and little that is packed may become a lot
            return _hung_up(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                update = _read(await request.read())
        except TimeoutError:
            return _hung_up(HTTPStatus.REQUEST_TIMEOUT)
        if update is None:
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        return await _taken(update)

    async def _taken(update: dict[str, Any]) -> web.Response:
        try:
            await store([update])
        except Exception as error:
            if not is_away(error):
                raise
            log.warning("webhook_waits", why=type(error).__name__)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        wake()
        return web.Response()

    return receive


def _shows(request: web.Request, secret: str) -> bool:
    shown = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
    return hmac.compare_digest(shown, secret.encode())


def _hung_up(status: HTTPStatus) -> web.Response:
    """Refuse without reading the body, which ends the connection."""
    answer = web.Response(status=status)
    answer.force_close()
    return answer


def _read(body: bytes) -> dict[str, Any] | None:
    """Return an update, or None for what is none."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(update, dict) or type(update.get("update_id")) is not int or _is_deeper(update, DEEPEST):
        return None
    return update


def _is_deeper(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inside)
