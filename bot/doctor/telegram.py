"""Telegram: the ways to it, the clock, the token, and how updates come. Nothing is fetched: that would take updates
from a desk, or end the poll of one. Whether another program takes them the running desk knows (`bot/doctor/desk.py`).
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.channels.telegram.webhook import WEBHOOK_PATH
from bot.doctor.subject import CALL_SECONDS, Subject, UnexaminedError
from bot.rules.desk import judgement
from bot.rules.desk.findings import Check, Finding, Missing, What, odd, right, wrong
from bot.rules.desk.judgement import Webhook, host_of

DIRECT = "direct"
DATE_STEP = timedelta(seconds=0.5)
"""A Date header leaves out parts of a second: on average this much."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """What any answer of the server tells: how long it took in seconds, and the time there and here."""

    seconds: float
    there: datetime | None
    here: datetime


async def greet(subject: Subject) -> Greeting:
    """Ask the server for anything, which needs no token. Raises ClientError, TimeoutError."""
    limit = aiohttp.ClientTimeout(total=CALL_SECONDS)
    async with aiohttp.ClientSession(timeout=limit) as session:
        began = time.monotonic()
        async with session.get(f"{subject.server}/", allow_redirects=False) as answer:
            seconds = time.monotonic() - began
            here = subject.clock() - timedelta(seconds=seconds / 2)
            return Greeting(seconds, _date(answer.headers), here)


def _date(headers: Mapping[str, str]) -> datetime | None:
    try:
        found = parsedate_to_datetime(headers["Date"])
    except (KeyError, ValueError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)) + DATE_STEP


async def routes(subject: Subject) -> list[Finding]:
    """See whether Telegram answers by every route, and how soon."""
    host = host_of(subject.server)
    try:
        greeting = await greet(subject)
    except (aiohttp.ClientError, TimeoutError) as error:
        reason = str(error) or "no answer"
        judge = wrong if subject.in_service else odd  # a sandbox needs no way to Telegram
        return [judge(Check.ROUTES, What.ROUTE_AWAY, route=DIRECT, host=host, reason=reason)]
    return [judgement.latency(DIRECT, greeting.seconds)]


async def clock(subject: Subject) -> list[Finding]:
    """Compare the machine's clock with the server's."""
    try:
        greeting = await greet(subject)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise UnexaminedError(Missing.TELEGRAM) from error
    if greeting.there is None:
        return [odd(Check.CLOCK, What.CLOCK_UNKNOWN, host=host_of(subject.server))]
    return [judgement.clock((greeting.here - greeting.there).total_seconds())]


async def token(subject: Subject) -> list[Finding]:
    """See whether Telegram knows the token, and what the bot is called."""
    async with subject.calling() as line:
        try:
            me = await line.ask("getMe")
        except UnexaminedError as error:
            if error.missing is not Missing.TOKEN:
                raise
            return [wrong(Check.TOKEN, What.TOKEN_REFUSED)]
    return [right(Check.TOKEN, What.TOKEN_RIGHT, name=f"@{me['username']}")]


async def updates(subject: Subject) -> list[Finding]:
    """See whether updates can come the way that the settings say."""
    url = subject.settings.webhook_url
    async with subject.calling() as line:
        known = webhook_of(await line.ask("getWebhookInfo"))
    return list(judgement.updates(known, url + WEBHOOK_PATH if url else "", subject.clock()))


def webhook_of(info: Mapping[str, Any]) -> Webhook:
    """Read what getWebhookInfo says."""
    at = info.get("last_error_date")
    return Webhook(
        url=info.get("url", ""),
        pending=info.get("pending_update_count", 0),
        error=info.get("last_error_message"),
        error_at=datetime.fromtimestamp(at, UTC) if at else None,
    )
