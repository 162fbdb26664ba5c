"""A shop's provider of payments by link: YooKassa's API v3 as far as the desk uses it, and the page that people pay on.

It believes any shop and key. Whoever pays, or asks for the money back, has the desk told as the provider does.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import count

import aiohttp
from aiohttp import web

from bot.sandbox.views import rubles
from bot.sandbox.world import JSON

HOOK = "/hooks/yookassa"
PAGE = "/sandbox/shop/"
SHEET = """<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/static/theme.css">
<link rel="stylesheet" href="/static/guide.css">
</head>
<body><article><h1>{title}</h1><p>{description}</p>{rest}</article></body>
</html>
"""
PENDING, PAID, CANCELED = "pending", "succeeded", "canceled"
STATES = {PENDING: "", PAID: "Оплачено.", CANCELED: "Платёж отменён."}
ACTS = {
    PENDING: {"pay": "Оплатить", "decline": "Отказаться", "twice": "Оплатить, сообщить дважды"},
    PAID: {"back": "Вернуть деньги"},
}
Tell = Callable[[str, JSON], Awaitable[None]]


@dataclass(slots=True)
class Shop:
    """Its payments and refunds by id, as its API tells them."""

    payments: dict[str, JSON] = field(default_factory=dict)
    refunds: dict[str, JSON] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def create(self, key: str, asked: JSON, page: str) -> JSON:
        """Make a payment, or return the one that was made by the same key; `page` is where its page will be."""
        if key not in self._keys:
            number = self._keys[key] = f"sandbox-{next(self._numbers)}"
            link = {
                "type": "redirect",
                "confirmation_url": page + number,
                "return_url": asked["confirmation"]["return_url"],
            }
            said = {"amount": asked["amount"], "description": asked["description"], "metadata": asked["metadata"]}
            self.payments[number] = {"id": number, "status": PENDING, "paid": False, "confirmation": link} | said
        return self.payments[self._keys[key]]

    async def act(self, payment: JSON, act: str, tell: Tell) -> None:
        """Do what a button of the page says. Raises ValueError for what cannot be done now."""
        if act not in ACTS.get(payment["status"], {}):
            raise ValueError("that cannot be done now")
        if act == "back":
            number = f"refund-{next(self._numbers)}"
            back = {"id": number, "payment_id": payment["id"], "status": PAID, "amount": payment["amount"]}
            self.refunds[number] = back
            return await tell("refund.succeeded", back)
        payment |= {"status": CANCELED} if act == "decline" else {"status": PAID, "paid": True}
        for _ in range(2 if act == "twice" else 1):
            await tell(f"payment.{payment['status']}", payment)
        return None


class ShopApi:
    """Routes of the provider."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def routes(self) -> list[web.RouteDef]:
        """All routes of this part."""
        return [
            web.post("/v3/payments", self.create),
            web.get("/v3/{kind:payments|refunds}/{id}", self.show),
            web.get(PAGE + "{id}", self.page),
            web.post(PAGE + "{id}", self.act),
        ]

    async def create(self, request: web.Request) -> web.Response:
        """Make a payment."""
        key = request.headers.get("Idempotence-Key")
        if not key:
            return web.json_response({"type": "error", "description": "Idempotence-Key is missing"}, status=400)
        return web.json_response(self._shop.create(key, await request.json(), f"{request.url.origin()}{PAGE}"))

    async def show(self, request: web.Request) -> web.Response:
        """Tell of a payment or of money that went back."""
        of = self._shop.payments if request.match_info["kind"] == "payments" else self._shop.refunds
        found = of.get(request.match_info["id"])
        return web.json_response(found or {"type": "error", "description": "not found"}, status=200 if found else 404)

    async def page(self, request: web.Request) -> web.Response:
        """Show what can be done about a payment."""
        shown = {"Referrer-Policy": "same-origin"}  # else a browser names no origin when a button is pressed
        return web.Response(text=_page(self._payment(request)), content_type="text/html", headers=shown)

    async def act(self, request: web.Request) -> web.Response:
        """Press a button of the page."""
        payment, form = self._payment(request), await request.post()

        async def tell(event: str, about: JSON) -> None:
            body = {"type": "notification", "event": event, "object": about}
            url = request.url.origin().with_path(HOOK)
            async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
                await answer.read()

        try:
            await self._shop.act(payment, str(form.get("do")), tell)
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        raise web.HTTPSeeOther(request.path)

    def _payment(self, request: web.Request) -> JSON:
        found = self._shop.payments.get(request.match_info["id"])
        if found is None:
            raise web.HTTPNotFound
        return found


def _page(payment: JSON) -> str:
    total = rubles(round(float(payment["amount"]["value"]) * 100))
    buttons = "".join(
        f'<button name="do" value="{act}">{label}</button> ' for act, label in ACTS.get(payment["status"], {}).items()
    )
    rest = f'<p>{STATES[payment["status"]]}</p><form method="post">{buttons}</form>'
    return SHEET.format(title=f"К оплате {total}", description=escape(payment["description"]), rest=rest)
