"""What others post to the desk: read as far as it can be trusted to be short, stored, and only then acknowledged."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, TypeVar

import structlog
from aiohttp import web

from db.engine import is_away

BODY_SECONDS = 10.0
DEEPEST = 64
"""Levels of what is posted. Telegram's updates have less than ten: it cuts answers to answers off."""
Value = TypeVar("Value")
Handle = Callable[[web.Request], Awaitable[web.Response]]

log = structlog.get_logger(__name__)


def receiving(
    read: Callable[[dict[str, Any]], Value | None], store: Callable[[Value], Awaitable[None]], wake: Callable[[], None]
) -> Handle:
    """Build the handler of posts: 200 after the commit.

    A body that is packed gets 415, one that does not come 408, and what cannot be read 400; 503 while the database is
    away: it will be posted again.
    """

    async def receive(request: web.Request) -> web.Response:
        if (
            "Content-Encoding" in request.headers
        ):  # nobody need pack anything, and little that is packed may become a lot
            return hung_up(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = _object(await request.read())
        except TimeoutError:
            return hung_up(HTTPStatus.REQUEST_TIMEOUT)
        value = None if body is None else read(body)
        return web.Response(status=HTTPStatus.BAD_REQUEST) if value is None else await _taken(value)

    async def _taken(value: Value) -> web.Response:
        try:
            await store(value)
        except Exception as error:
            if not is_away(error):
                raise
            log.warning("webhook_waits", why=type(error).__name__)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        wake()
        return web.Response()

    return receive


def hung_up(status: HTTPStatus) -> web.Response:
    """Refuse without reading the body, which ends the connection."""
    answer = web.Response(status=status)
    answer.force_close()
    return answer


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and not _is_deeper(found, DEEPEST) else None


def _is_deeper(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inside)
