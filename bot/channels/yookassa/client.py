"""A thin client of YooKassa's HTTP API v3. Only deliveries call it, so no transaction waits for it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

import aiohttp

from bot.channels.errors import DeliveryError, without
from bot.channels.yookassa import requests
from bot.channels.yookassa.requests import OddAnswerError, Order
from bot.rules.money.links import Seen, SeenRefund

Value = TypeVar("Value")

SERVER = "https://api.yookassa.ru"
LARGEST = 256 * 1024
SECONDS = 20.0
LATER = 600.0
"""Seconds until a key that is refused is tried again: it may be mended meanwhile."""
KEY_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


class ShopError(DeliveryError):
    """YooKassa refused a request, could not be reached, or answered what cannot be read."""

    def __init__(self, status: int, reason: str, retry_after: float | None = None) -> None:
        """Keep the status; 429 and 5xx pass, and a refused key may be mended."""
        passes = status in KEY_REFUSED | {HTTPStatus.TOO_MANY_REQUESTS} or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        pause = LATER if status in KEY_REFUSED else retry_after
        super().__init__(f"YooKassa: {status} {reason}".strip(), permanent=not passes, retry_after=pause)
        self.status = status


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop of YooKassa's; `server` is another one than YooKassa's own."""

    id: str
    secret: str
    server: str | None = None
    seconds: float = SECONDS

    async def create(self, wanted: Order) -> Seen:
        """Have a payment created, or return the one that was made by the same key. Raises ShopError."""
        answer = await self._ask("POST", "payments", requests.order(wanted), {"Idempotence-Key": wanted.key})
        return _read(requests.payment, answer)

    async def payment(self, number: str) -> Seen | None:
        """Ask for a payment; None when there is no such one. Raises ShopError."""
        answer = await self._found(f"payments/{quote(number, safe='')}")
        return None if answer is None else _read(requests.payment, answer)

    async def refund(self, number: str) -> SeenRefund | None:
        """Ask for money given back; None when there is no such. Raises ShopError."""
        answer = await self._found(f"refunds/{quote(number, safe='')}")
        return None if answer is None else _read(requests.refund, answer)

    async def _found(self, path: str) -> Mapping[str, Any] | None:
        try:
            return await self._ask("GET", path)
        except ShopError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return None
            raise

    async def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        """Return what an answer holds. Without an answer a request may have taken effect: the same key finds it."""
        try:
            status, said, pause = await self._answer(method, f"{self.server or SERVER}/v3/{path}", body, headers)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            why = without(self.secret, f"{type(error).__name__} {error}".strip())
            raise ShopError(HTTPStatus.SERVICE_UNAVAILABLE, why) from error
        answer = _object(said)
        if status == HTTPStatus.OK and answer is not None:
            return answer
        if status in (HTTPStatus.OK, HTTPStatus.ACCEPTED):  # accepted: not done yet, to be asked again by the same key
            raise ShopError(HTTPStatus.BAD_GATEWAY, f"an answer of {len(said)} bytes that is no object", pause)
        raise ShopError(status, without(self.secret, str((answer or {}).get("description", ""))), pause)

    async def _answer(
        self, method: str, url: str, body: Mapping[str, Any] | None, headers: Mapping[str, str] | None
    ) -> tuple[int, bytes, float | None]:
        """Return status, body and the seconds to wait. A session for each: there are a few of them a day."""
        limit = aiohttp.ClientTimeout(total=self.seconds)
        shown = {"Authorization": aiohttp.encode_basic_auth(self.id, self.secret)} | dict(headers or {})
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.request(method, url, json=body, headers=shown, allow_redirects=False) as response,
        ):
            said = await response.content.read(LARGEST + 1)
            while len(said) <= LARGEST and (more := await response.content.read(LARGEST)):
                said += more
            return response.status, said, _seconds(response.headers.get("Retry-After", ""))


def _seconds(asked: str) -> float | None:
    return float(asked) if asked.isascii() and asked.isdigit() else None


def _object(said: bytes) -> Mapping[str, Any] | None:
    try:
        answer = json.loads(said) if len(said) <= LARGEST else None
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _read(read: Callable[[Mapping[str, Any]], Value], answer: Mapping[str, Any]) -> Value:
    try:
        return read(answer)
    except OddAnswerError as error:
        raise ShopError(HTTPStatus.BAD_GATEWAY, f"an answer that is no payment: {error}") from error
