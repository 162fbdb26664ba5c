"""Which papers there are, and how each is made of its rows when it goes out: in a thread, and never stored."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.channels.channel import Ground
from bot.channels.papers import act, invoice, register
from bot.rules.notices import ActLetter, InvoiceLetter, RegisterMade
from db.money import acts, invoices
from db.money import register as register_rows
from db.people import subscriptions

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Made:
    """A paper, what its file is called and of which type it is."""

    data: bytes
    name: str
    mime: str = "application/pdf"


async def _invoice(ground: Ground, number: int) -> Made:
    async with ground.reading() as connection:
        found = await invoices.get(connection, number)
    data = await asyncio.to_thread(invoice.made, found, ground.policy.zone)
    return Made(data, invoice.file_name(found))


async def _act(ground: Ground, number: int) -> Made:
    async with ground.reading() as connection:
        found = await acts.get(connection, number)
        billed = await invoices.get(connection, found.invoice)
        span = await subscriptions.of_invoice(connection, found.invoice)
    assert span is not None, "an act closes the period of its invoice"
    period = span[0], span[1] - timedelta(days=1)
    data = await asyncio.to_thread(act.made, found, billed, period, ground.policy.zone)
    return Made(data, act.file_name(found))


async def _register(ground: Ground, _number: int) -> Made:
    async with ground.database.long_reading() as connection:
        found = await register_rows.read(connection)
    now, zone = ground.now(), ground.policy.zone
    data = await asyncio.to_thread(register.made, found, now, zone)
    return Made(data, register.file_name(now.astimezone(zone).date()), XLSX)


MAKERS: Mapping[str, Callable[[Ground, int], Awaitable[Made]]] = {
    InvoiceLetter.paper: _invoice,
    ActLetter.paper: _act,
    RegisterMade.paper: _register,
}
"""By the name of the paper (`bot.rules.notices.WithPaper`)."""


async def made(ground: Ground, paper: str, of: int) -> Made:
    """Make a paper of what it is about."""
    return await MAKERS[paper](ground, of)
