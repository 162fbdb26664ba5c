"""A YooKassa on loopback that behaves as it is told: slow, lying, repeating, telling before it has answered."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import aiohttp
from aiohttp import web

SHOP, KEY = "123456", "test_s3cret"
Fault = Callable[[web.Request], Awaitable[web.StreamResponse | None]]
"""What happens to a request that was carried out instead of its answer; None: the answer all the same."""


@dataclass
class Yookassa:
    """`faults` befall the next requests, one after another. Payments and refunds are as its API tells them."""

    payments: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    """Payments by the idempotence key that they were created with."""
    asked: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    address: str = ""
    hook: str = ""
    """Where it posts notifications."""

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        app.router.add_post("/v3/payments", self._create)
        app.router.add_get("/v3/{kind:payments|refunds}/{id}", self._show)
        return app

    async def _create(self, request: web.Request) -> web.StreamResponse:
        body, key = await request.json(), request.headers["Idempotence-Key"]
        self.asked.append(f"POST {key}")
        if not _knows(request):
            return _error(HTTPStatus.UNAUTHORIZED, "Error in shopId or secret key")
        if key not in self.keys:
            self.keys[key] = number = f"pay-{len(self.payments) + 1}"
            self.bodies.append(body)
            url = f"https://yoomoney.example/checkout?orderId={number}"
            self.payments[number] = {
                "id": number,
                "status": "pending",
                "paid": False,
                "amount": body["amount"],
                "metadata": body["metadata"],
                "confirmation": {"type": "redirect", "confirmation_url": url},
            }
        return await self._answered(request, self.payments[self.keys[key]])

    async def _show(self, request: web.Request) -> web.StreamResponse:
        kind, number = request.match_info["kind"], request.match_info["id"]
        self.asked.append(f"GET {kind} {number}")
        if not _knows(request):
            return _error(HTTPStatus.UNAUTHORIZED, "Error in shopId or secret key")
        found = (self.payments if kind == "payments" else self.refunds).get(number)
        return _error(HTTPStatus.NOT_FOUND, "not found") if found is None else await self._answered(request, found)

    async def _answered(self, request: web.Request, answer: Mapping[str, Any]) -> web.StreamResponse:
        instead = await self.faults.pop(0)(request) if self.faults else None
        return web.json_response(answer) if instead is None else instead

    def pay(self, number: str) -> None:
        """Let somebody pay."""
        self.payments[number] |= {"status": "succeeded", "paid": True}

    def cancel(self, number: str) -> None:
        """Let a payment run out."""
        self.payments[number] |= {"status": "canceled", "paid": False}

    def give_back(self, number: str, value: str) -> str:
        """Give money of a payment back; returns the refund's id."""
        refund = f"ref-{len(self.refunds) + 1}"
        amount = {"value": value, "currency": "RUB"}
        self.refunds[refund] = {"id": refund, "payment_id": number, "status": "succeeded", "amount": amount}
        return refund

    async def notify(self, event: str, number: str, **lies: Any) -> int:
        """Tell of an event as YooKassa does; returns the status of the answer."""
        known = self.refunds if event.startswith("refund") else self.payments
        body = {"type": "notification", "event": event, "object": known.get(number, {"id": number}) | lies}
        async with aiohttp.ClientSession() as session, session.post(self.hook, json=body) as response:
            return response.status


def _knows(request: web.Request) -> bool:
    return request.headers.get("Authorization") == aiohttp.encode_basic_auth(SHOP, KEY)


def _error(status: HTTPStatus, description: str) -> web.Response:
    return web.json_response({"type": "error", "description": description}, status=status)


def refusing(status: int, headers: Mapping[str, str] | None = None) -> Fault:
    """Answer with a status though the request was carried out."""

    async def fault(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"type": "error", "description": "try again"}, status=status, headers=headers)

    return fault


def saying(body: bytes) -> Fault:
    """Answer 200 with these bytes."""

    async def fault(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, content_type="application/json")

    return fault


async def cut(request: web.Request) -> None:
    """Break the connection after the request was carried out."""
    assert request.transport is not None
    request.transport.abort()


def until(event: asyncio.Event) -> Fault:
    """Be slow: answer when an event has come."""

    async def fault(_request: web.Request) -> None:
        await event.wait()

    return fault


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[Yookassa]:
    """Listen until the end of the block."""
    shop = Yookassa()
    runner = web.AppRunner(shop.app(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    shop.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield shop
    finally:
        await runner.cleanup()
