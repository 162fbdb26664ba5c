"""Reports: counted while other parcels are delivered, and answered as if nothing had happened in between."""

import asyncio
from collections.abc import Mapping
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
from db import outbox
from db.outbox import Parcel

SOON = 1.0
"""Seconds within which nobody needs to be told that an answer is coming."""


async def report(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Count a period, and promise the answer; who has to wait for it is told so once."""
    start, end = (date.fromisoformat(parcel.body[name]) for name in ("start", "end"))
    async with asyncio.TaskGroup() as tasks:
        counting = tasks.create_task(_count(telegram, start, end))
        await asyncio.wait({counting}, timeout=SOON)
        if not counting.done() and parcel.attempts == 0:
            with telegram.languages.speaking(parcel.body["locale"]):
                words = _("The statistics are being counted. This takes a while, the answer will come here.")
            async with telegram.database.transaction() as connection:
                await _answer(telegram, connection, parcel.body, words)
            telegram.wake()
    with telegram.languages.speaking(parcel.body["locale"]):
        words = report_page.report(counting.result(), start, end)
    async with telegram.database.transaction() as connection:
        await _answer(telegram, connection, parcel.body, words)
        await outbox.done(connection, [parcel.id])  # with its answer: a crash before the receipt would give it twice
    telegram.wake()
    return Receipt()


async def _count(telegram: Telegram, start: date, end: date) -> reports.Summary:
    async with telegram.database.long_reading() as connection:
        return await reports.summary(telegram.work(connection), start, end)


async def _answer(telegram: Telegram, connection: AsyncConnection, asked: Mapping[str, Any], html: str) -> None:
    """Line up what is to be said behind all that is on its way to the same chat."""
    words = {"text": html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    body = {"method": "sendMessage", "params": words | asked["beside"]}
    await outbox.enqueue(connection, parse(asked["answer_to"]), Kind.CALL, body, telegram.now())
