"""Telegram: the ways to it, the clock, the token, and how updates come. Nothing is fetched: that would take updates
from a desk, or end the poll of one. Whether another program takes them the running desk knows (`bot/doctor/desk.py`).
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import aiohttp

from bot.channels.telegram.routes import Routes, UnreachedError
from bot.channels.telegram.webhook import WEBHOOK_PATH
from bot.doctor.subject import CALL_SECONDS, Subject, UnexaminedError
from bot.rules.desk import judgement
from bot.rules.desk.findings import Check, Finding, Missing, What, odd, right, wrong
from bot.rules.desk.judgement import Webhook, host_of

DATE_STEP = timedelta(seconds=0.5)
"""A Date header leaves out parts of a second: on average this much."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """What any answer of the server tells: how long it took in seconds, and the time there and here."""

    seconds: float
    there: datetime | None
    here: datetime


async def greet(subject: Subject, session: aiohttp.ClientSession) -> Greeting:
    """Ask the server for anything, which needs no token. Raises what aiohttp does."""
    limit = aiohttp.ClientTimeout(total=CALL_SECONDS)
    began = time.monotonic()
    async with session.get(f"{subject.server}/", timeout=limit, allow_redirects=False) as answer:
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
    async with subject.routes() as ways:
        names = [each.name for each in ways.standings()]
        found = await asyncio.gather(*(_latency(subject, ways, name) for name in names))
    reached = any(each.what is not What.ROUTE_AWAY for each in found)
    judge = odd if reached or not subject.in_service else wrong  # a sandbox needs no way to Telegram
    return [judge(Check.ROUTES, each.what, **each.details) if each.what is What.ROUTE_AWAY else each for each in found]


async def _latency(subject: Subject, ways: Routes, name: str) -> Finding:
    try:
        return judgement.latency(name, await ways.probe(name, partial(greet, subject)))
    except UnreachedError as error:
        return wrong(
            Check.ROUTES, What.ROUTE_AWAY, route=name, host=host_of(subject.server), reason=_reason(error, name)
        )


def _reason(error: UnreachedError, route: str) -> str:
    """Say why a route leads nowhere; which one it is stands before."""
    return str(error).removeprefix(f"through {route}: ")


async def clock(subject: Subject) -> list[Finding]:
    """Compare the machine's clock with the server's."""
    try:
        async with subject.routes() as ways:
            greeting = await ways.request(partial(greet, subject))
    except UnreachedError as error:
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
