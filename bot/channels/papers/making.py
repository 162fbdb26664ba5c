"""Which papers there are, and how each is made of its rows when it goes out: in a thread, and never stored."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.channels.channel import Ground
from bot.channels.papers import invoice
from bot.rules.notices import InvoiceLetter
from db.money import invoices


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as PDF, and what its file is called."""

    data: bytes
    name: str


async def _invoice(ground: Ground, number: int) -> Made:
    async with ground.reading() as connection:
        found = await invoices.get(connection, number)
    data = await asyncio.to_thread(invoice.made, found, ground.policy.zone)
    return Made(data, invoice.file_name(found))


MAKERS: Mapping[str, Callable[[Ground, int], Awaitable[Made]]] = {InvoiceLetter.paper: _invoice}
"""By the name of the paper (`bot.rules.notices.WithPaper`)."""


async def made(ground: Ground, paper: str, of: int) -> Made:
    """Make a paper of what it is about."""
    return await MAKERS[paper](ground, of)
