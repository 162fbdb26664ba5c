"""`make run` without a token: a sandbox Telegram, its demo people, and the desk inside it."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot import app
from bot.rules.channels import TELEGRAM
from bot.rules.deadlines.working_hours import Calendar
from bot.sandbox import cast
from bot.sandbox.clock import Clock
from bot.sandbox.server import TOKEN, Sandbox
from bot.settings import Settings
from db.people import accounts, subscriptions

EXTENDED_INN = "7736050003"
PAID_DAYS = 90


@contextlib.asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[tuple[app.Desk, asyncio.Task[None]]]:
    """Run the sandbox and the desk on one address. The sandbox forgets all at its end, so the database is a new one."""
    clock = Clock()
    calendar = Calendar(settings.timezone, *settings.work_hours)

    def advance(start: datetime, hours: float) -> datetime:
        return calendar.add(start, timedelta(hours=hours))

    sandbox = Sandbox(clock, advance=advance, is_open=calendar.is_open)
    sandbox.seed()
    cast.add_basic_group(sandbox.world)
    await sandbox.mailbox.open()
    try:
        with tempfile.TemporaryDirectory(prefix="desk-sandbox-") as folder:
            settings = _in_sandbox(settings, Path(folder), sandbox.mailbox.port)
            async with app.running(settings, attach=sandbox.attach, now=clock.now) as (desk, leading):
                await _seed(desk)
                print(f"The sandbox is open at {desk.address}", flush=True)
                yield desk, leading
    finally:
        await sandbox.mailbox.close()


def _in_sandbox(settings: Settings, folder: Path, smtp_port: int) -> Settings:
    return settings.model_copy(
        update={
            "bot_token": SecretStr(TOKEN),
            "database_url": SecretStr(f"sqlite+aiosqlite:///{folder / 'desk.db'}"),
            "files_dir": folder / "files",
            "backup_dir": None,
            "operator_chat_id": cast.GROUP,
            "supervisor_ids": frozenset({cast.DINA}),
            "telegram_proxy": None,
            "webhook_url": None,
            "smtp_url": SecretStr(f"smtp://127.0.0.1:{smtp_port}"),
        }
    )


async def _seed(desk: app.Desk) -> None:
    """Give one of the demo companies the extended tariff, recorded by the demo's supervisor."""
    now = desk.now()
    today = now.astimezone(desk.policy.zone).date()
    async with desk.database.transaction() as connection:
        dina = await accounts.seen(connection, TELEGRAM, str(cast.DINA), "Дина Павлова", None, now)
        span = (today, today + timedelta(days=PAID_DAYS))
        await subscriptions.add(connection, EXTENDED_INN, span, dina.person.id, now)
