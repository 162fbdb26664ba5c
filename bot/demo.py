"""`make run` without a token: a sandbox Telegram, its demo people, and the desk inside it."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import SecretStr

from bot import app, demo_guide
from bot.rules.channels import TELEGRAM
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.money.requisites import Requisites
from bot.sandbox import cast
from bot.sandbox.bank import SUPPLIER, Account
from bot.sandbox.clock import Clock
from bot.sandbox.server import TOKEN, Sandbox
from bot.settings import Settings
from db.money import suppliers
from db.people import accounts, subscriptions

EXTENDED_INN = "7736050003"
PAID_DAYS = 90
CORRESPONDENT = "30101810600000000999"
"""The account of the sandbox's bank at the central one."""
SHOP, PROVIDER = "1", "1:SANDBOX:provider"


@dataclass(slots=True)
class Plan:
    """What is to become of the desk that plays: to end, or to be followed by another one, `empty` or not."""

    changed: asyncio.Event = field(default_factory=asyncio.Event)
    ends: bool = False
    empty: bool = False

    def end(self) -> None:
        """Play no more."""
        self.ends = True
        self.changed.set()

    def anew(self, empty: bool) -> None:
        """Play another desk."""
        self.empty = empty
        self.changed.set()


@contextlib.asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[tuple[app.Desk, asyncio.Task[None]]]:
    """Run the sandbox and the desk on one address, one after another as the page asks for them.

    Yields the first desk, and the task that ends only by a failure.
    """
    plan, first = Plan(), asyncio.get_running_loop().create_future()
    playing = asyncio.create_task(_play(settings, plan, first))
    try:
        await asyncio.wait([playing, first], return_when=asyncio.FIRST_COMPLETED)
        if playing.done():
            playing.result()
        yield first.result(), playing
    finally:
        plan.end()
        await asyncio.gather(playing, return_exceptions=True)


async def _play(settings: Settings, plan: Plan, first: "asyncio.Future[app.Desk]") -> None:
    while not plan.ends:
        plan.changed.clear()
        async with _played(settings, plan) as (desk, leading):
            if not first.done():
                print(f"The sandbox is open at {desk.address}", flush=True)
                print("It keeps nothing: when it stops all is forgotten, and DATABASE_URL is not used.", flush=True)
                first.set_result(desk)
                settings = settings.model_copy(update={"http_port": urlsplit(desk.address).port})
            changed = asyncio.create_task(plan.changed.wait())
            await asyncio.wait([changed, leading], return_when=asyncio.FIRST_COMPLETED)
            changed.cancel()
            if leading.done():
                leading.result()


@contextlib.asynccontextmanager
async def _played(settings: Settings, plan: Plan) -> AsyncIterator[tuple[app.Desk, asyncio.Task[None]]]:
    """Run one desk. The sandbox forgets all at its end, so the database is a new one."""
    sandbox = _sandbox(settings, plan)
    await sandbox.mailbox.open()
    try:
        with tempfile.TemporaryDirectory(prefix="desk-sandbox-") as folder:
            settings = _in_sandbox(settings, Path(folder), sandbox.mailbox.port, empty=plan.empty)
            now, invite = sandbox.clock.now, sandbox.lobby.invite
            async with app.running(settings, attach=_routes(sandbox), now=now, invite=invite) as (desk, leading):
                if not plan.empty:
                    await _seed(desk)
                yield desk, leading
    finally:
        await sandbox.mailbox.close()


def _routes(sandbox: Sandbox) -> app.Attach:
    def attach(server: web.Application) -> None:
        sandbox.attach(server)
        demo_guide.attach(server)

    return attach


def _sandbox(settings: Settings, plan: Plan) -> Sandbox:
    calendar = Calendar(settings.timezone, *settings.work_hours)

    def advance(start: datetime, hours: float) -> datetime:
        return calendar.add(start, timedelta(hours=hours))

    sandbox = Sandbox(Clock(), advance=advance, is_open=calendar.is_open)
    sandbox.lobby.anew, sandbox.lobby.empty = plan.anew, plan.empty
    if plan.empty:
        cast.seed_empty(sandbox.world)
    else:
        sandbox.seed()
        cast.add_basic_group(sandbox.world)
    return sandbox


def _in_sandbox(settings: Settings, folder: Path, smtp_port: int, *, empty: bool) -> Settings:
    return settings.model_copy(
        update={
            "bot_token": SecretStr(TOKEN),
            "database_url": SecretStr(f"sqlite+aiosqlite:///{folder / 'desk.db'}"),
            "files_dir": folder / "files",
            "backup_dir": None,
            "operator_chat_id": None if empty else cast.GROUP,
            "supervisor_ids": frozenset() if empty else frozenset({cast.DINA}),
            "telegram_proxy": None,
            "webhook_url": None,
            "yookassa_shop_id": SHOP,  # nobody's money: the sandbox plays the providers
            "yookassa_secret_key": SecretStr(PROVIDER),
            "payment_provider_token": SecretStr(PROVIDER),
            "smtp_url": SecretStr(f"smtp://127.0.0.1:{smtp_port}"),
        }
    )


async def _seed(desk: app.Desk) -> None:
    """Give the desk a guide and requisites, and one of the demo companies the extended tariff."""
    await demo_guide.seed(desk.database, desk.address)
    now = desk.now()
    today = now.astimezone(desk.policy.zone).date()
    async with desk.database.transaction() as connection:
        dina = await accounts.seen(connection, TELEGRAM, str(cast.DINA), "Дина Павлова", None, now)
        span = (today, today + timedelta(days=PAID_DAYS))
        await subscriptions.add(connection, EXTENDED_INN, span, dina.person.id, now)
        await suppliers.add(connection, _requisites(SUPPLIER), dina.person.id, now)


def _requisites(account: Account) -> Requisites:
    """Return what stands on invoices that are paid to an account of the sandbox's bank."""
    return Requisites(
        name=account.holder,
        inn=account.inn,
        kpp=account.kpp,
        address="115114, г. Москва, Дербеневская наб., д. 7",
        bank=account.bank,
        bic=account.bic,
        account=account.number,
        correspondent_account=CORRESPONDENT,
        signatory="Павлова Дина Сергеевна",
        signatory_title="Генеральный директор",
        accountant=None,
    )
