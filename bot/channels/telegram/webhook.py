"""Updates that Telegram posts to the desk. Whoever does not show the secret is read no further."""

import hmac
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.channels.hooks import hung_up, receiving
from bot.channels.telegram.intake import Store

WEBHOOK_PATH = "/telegram/updates"
"""Where Telegram posts, behind WEBHOOK_URL."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header


def webhook(store: Store, wake: Callable[[], None], secret: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Build the handler of webhook posts; a wrong secret gets 403."""

    async def keep(update: dict[str, Any]) -> None:
        await store([update])

    take = receiving(_update, keep, wake)

    async def receive(request: web.Request) -> web.Response:
        return await take(request) if _shows(request, secret) else hung_up(HTTPStatus.FORBIDDEN)

    return receive


def _shows(request: web.Request, secret: str) -> bool:
    shown = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
    return hmac.compare_digest(shown, secret.encode())


def _update(body: dict[str, Any]) -> dict[str, Any] | None:
    return body if type(body.get("update_id")) is int else None
