"""`make run` without a token: a sandbox Telegram, its demo people, and the desk inside it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot import app
from bot.policy import policy_of
from bot.rules.policy import Policy
from bot.rules.working_hours import Calendar
from bot.sandbox import cast
from bot.sandbox.clock import Clock
from bot.sandbox.server import TOKEN, Sandbox
from bot.settings import Settings
from db import people, subscriptions

DATABASE = Path("var/sandbox.db")
EXTENDED_INN = "7736050003"
PAID_DAYS = 90


class AddressTakenError(Exception):
    """HTTP_PORT is used by another program; the text is one line."""


@contextlib.asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[tuple[app.Desk, asyncio.Task[None]]]:
    """Run the sandbox and the desk on one address. The sandbox forgets all at its end, so the database is a new one."""
    settings = _in_sandbox(settings)
    policy = policy_of(settings)
    clock = Clock()
    sandbox = Sandbox(clock, advance=_advance(policy), is_open=_calendar(policy).is_open)
    sandbox.seed()
    async with app.running(settings, attach=sandbox.attach, now=clock.now, policy=policy) as started:
        desk, _ = started
        await _seed(desk)
        print(f"The sandbox is open at {desk.address}", flush=True)
        yield started


def _in_sandbox(settings: Settings) -> Settings:
    DATABASE.parent.mkdir(exist_ok=True)
    for suffix in ("", "-wal", "-shm"):
        DATABASE.with_name(DATABASE.name + suffix).unlink(missing_ok=True)
    return settings.model_copy(
        update={
            "bot_token": SecretStr(TOKEN),
            "database_url": SecretStr(f"sqlite+aiosqlite:///{DATABASE}"),
            "operator_chat_id": cast.GROUP,
            "supervisor_ids": frozenset({cast.DINA}),
            "webhook_url": None,
        }
    )


def _calendar(policy: Policy) -> Calendar:
    opens, closes = policy.hours
    return Calendar(policy.zone, opens, closes)


def _advance(policy: Policy) -> Callable[[datetime, float], datetime]:
    calendar = _calendar(policy)
    return lambda start, hours: calendar.add(start, timedelta(hours=hours))


async def _seed(desk: app.Desk) -> None:
    """Give one of the demo companies the extended tariff, recorded by the demo's supervisor."""
    now = desk.now()
    today = now.astimezone(desk.policy.zone).date()
    async with desk.database.transaction() as connection:
        supervisor = await people.seen(connection, cast.DINA, "Дина Павлова", None, now)
        span = (today, today + timedelta(days=PAID_DAYS))
        await subscriptions.add(connection, EXTENDED_INN, span, supervisor.id, now)
