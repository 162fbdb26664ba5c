"""Notifications that YooKassa posts, or anybody: only what they name is kept, and it is asked for again.

They are not signed, so nothing in them is believed. Each is kept under a name of its own: a lie that is told first must
not hide the truth, and what is told twice counts once by the payment.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from bot.channels.hooks import Handle, receiving
from bot.channels.yookassa.requests import LONGEST_ID
from bot.metrics import Counts
from bot.rules.channels import YOOKASSA
from db import inbox
from db.engine import Database

HOOK_PATH = "/hooks/yookassa"
"""To be named in the shop's cabinet, behind the desk's public address."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a notification names."""

    payment: str
    link: str
    refund: str | None


def hook(database: Database, now: Callable[[], datetime], counts: Counts, wake: Callable[[], None]) -> Handle:
    """Build the handler of notifications."""
    return receiving(read, _storing(database, now, counts), wake)


def _storing(database: Database, now: Callable[[], datetime], counts: Counts) -> Callable[[Told], Awaitable[None]]:
    async def store(told: Told) -> None:
        payload = json.dumps({"payment": told.payment, "link": told.link, "refund": told.refund})
        async with database.durable() as connection:
            await inbox.store(connection, YOOKASSA, [(token_hex(16), payload)], now())
        counts.received(YOOKASSA).inc()

    return store


def read(body: dict[str, Any]) -> Told | None:
    """Return what a notification names, None for what is none."""
    event, about = body.get("event"), body.get("object")
    if body.get("type") != "notification" or not isinstance(event, str) or not isinstance(about, dict):
        return None
    is_refund = event.startswith("refund.")
    payment = _id(about.get("payment_id" if is_refund else "id"))
    refund = _id(about.get("id")) if is_refund else None
    if payment is None or (is_refund and refund is None) or not (is_refund or event.startswith("payment.")):
        return None
    metadata = about.get("metadata")
    link = _id(metadata.get("link")) if isinstance(metadata, dict) else None
    return Told(payment, link or "", refund)


def _id(found: object) -> str | None:
    return found if isinstance(found, str) and 0 < len(found) <= LONGEST_ID and found.isascii() else None
