"""Reports: made while other parcels are delivered, and answered as if nothing had happened in between."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from aiogram.utils.i18n import gettext as _
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions.desk import reports
from bot.channels.errors import Receipt
from bot.channels.telegram import report_page
from bot.channels.telegram.context import Telegram
from bot.rules.addresses import parse
from bot.rules.kinds import Kind
from bot.rules.text import N_
from db import outbox
from db.outbox import Parcel

SOON = 1.0
"""Seconds within which nobody needs to be told that an answer is coming."""


async def report(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Count a period."""
    start, end = (date.fromisoformat(parcel.body[name]) for name in ("start", "end"))

    async def count() -> list[str]:
        async with telegram.database.long_reading() as connection:
            summary = await reports.summary(telegram.work(connection), start, end)
        return report_page.report(summary, start, end)

    wait = N_("The statistics are being counted. This takes a while, the answer will come here.")
    return await _made(telegram, parcel, count, wait)


async def examination(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Examine the desk."""
    wait = N_("The desk is being checked. This takes some seconds, the answer will come here.")
    return await _made(telegram, parcel, telegram.examine, wait)


async def _made(telegram: Telegram, parcel: Parcel, make: Callable[[], Awaitable[list[str]]], wait: str) -> Receipt:
    """Make messages, and promise the answer; who has to wait for it is told so once."""

    async def speaking() -> list[str]:
        with telegram.languages.speaking(parcel.body["locale"]):
            return await make()

    async with asyncio.TaskGroup() as tasks:
        making = tasks.create_task(speaking())
        await asyncio.wait({making}, timeout=SOON)
        if not making.done() and parcel.attempts == 0:
            with telegram.languages.speaking(parcel.body["locale"]):
                words = _(wait)
            async with telegram.database.transaction() as connection:
                await _answer(telegram, connection, parcel.body, words)
            telegram.wake()
    async with telegram.database.transaction() as connection:
        for words in making.result():
            await _answer(telegram, connection, parcel.body, words)
        await outbox.done(connection, [parcel.id])  # with its answer: a crash before the receipt would give it twice
    telegram.wake()
    return Receipt()


async def _answer(telegram: Telegram, connection: AsyncConnection, asked: Mapping[str, Any], html: str) -> None:
    """Line up what is to be said behind all that is on its way to the same chat."""
    words = {"text": html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    body = {"method": "sendMessage", "params": words | asked["beside"]}
    await outbox.enqueue(connection, parse(asked["answer_to"]), Kind.CALL, body, telegram.now())
