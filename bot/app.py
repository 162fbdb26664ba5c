"""Builds everything, and runs it until it is told to stop. Nothing is built when this is imported."""

import asyncio
import contextlib
import errno
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiohttp import web

from bot import clock, health
from bot.actions.work import Toast
from bot.channels.email.channel import EmailChannel, Mailer
from bot.channels.errors import DeliveryError
from bot.channels.telegram.api import ApiError, TelegramApi
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.context import Telegram
from bot.delivery.consumer import Consumer
from bot.delivery.courier import Channel, Courier
from bot.delivery.set_aside import setting_aside
from bot.intake.telegram import ALLOWED, SOURCE, Poller, Store, storing, webhook
from bot.languages import Languages
from bot.pace import Pace, happens
from bot.policy import policy_of
from bot.rules.policy import Policy
from bot.settings import Settings
from db import groups, inbox, outbox
from db.engine import Database, is_away
from db.schema import migrate
from handlers import commands, gate
from handlers.routers import include_all

STOP_SECONDS = 3.5
TOAST_SECONDS = 5.0
CHECK_SECONDS = 3.0
WEBHOOK_PATH = "/telegram/updates"

log = structlog.get_logger(__name__)
Now = Callable[[], datetime]


def utc_now() -> datetime:
    """Give the present instant."""
    return datetime.now(UTC)


class StartError(Exception):
    """The desk cannot start; the text is one line for the person who starts it."""


@dataclass(slots=True)
class Desk:
    """A desk whose parts know each other; `lead` runs them."""

    settings: Settings
    policy: Policy
    database: Database
    now: Now
    languages: Languages
    pace: Pace = field(default_factory=Pace)
    address: str = ""
    """Where the desk's own HTTP server answers."""
    api: TelegramApi = field(init=False)
    bot: Bot = field(init=False)
    consumer: Consumer = field(init=False)
    courier: Courier = field(init=False)
    poller: Poller = field(init=False)
    leads: bool = False
    """Whether this is the process that consumes and sends."""
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _toasting: set[asyncio.Task[None]] = field(default_factory=set)

    def connect(self, session: aiohttp.ClientSession, token: str, server: str | None) -> None:
        """Build what talks to Telegram, and what is fed by it."""
        self.api = TelegramApi(session, token, server, self.pace)
        self.bot = Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(server) if server else PRODUCTION))
        dispatcher, storage = gate.build(self.languages)
        include_all(dispatcher)
        handlers = {SOURCE: gate.handling(self.bot, dispatcher, storage)}
        self.consumer = Consumer(self.database, handlers, self.policy, self.now, self._after_commit, self.pace)
        telegram = Telegram(self.api, self.database, self.languages, self.policy, self.now)
        set_aside = setting_aside(self.database, self.policy, self.now, self._wake_courier)
        channels: dict[str, Channel] = {SOURCE: TelegramChannel(telegram), "email": self._email()}
        self.courier = Courier(self.database, channels, self.now, set_aside, self.pace)
        self.poller = Poller(self.api, self.store, self.pace)

    def _email(self) -> EmailChannel:
        smtp = self.settings.smtp_url
        sender = self.settings.mail_from or self.policy.email
        mailer = Mailer(smtp.get_secret_value(), sender) if smtp else None
        return EmailChannel(self.database, self.languages, self.policy, self.now, mailer)

    @property
    def store(self) -> Store:
        """Give the step that takes updates in."""
        return storing(self.database, self.now, self.consumer.wake)

    async def check_token(self) -> None:
        """Find out before anything is sent whether Telegram knows the token. Raises StartError.

        A Telegram that does not answer is no reason to stay away: it will come back.
        """
        try:
            await self.api.call("getMe", {}, CHECK_SECONDS)
        except ApiError as error:
            if error.token_refused:
                raise StartError(
                    f"BOT_TOKEN: Telegram refuses it ({error.reason}). Expected: the token from @BotFather"
                ) from error
            log.warning("telegram_not_heard", why=error.reason)

    async def lead(self) -> None:
        """Consume, send and watch the clock until told to stop. When the database was away, begin again."""
        while not self._stopping.is_set():
            try:
                async with self.database.leadership() as watch:
                    self.leads = True
                    await self._work(watch)
            except Exception as error:
                if not is_away(error):
                    raise
                log.error("database_away", why=repr(error), pause=self.pace.recovery)  # noqa: TRY400
            finally:
                self.leads = False
            await happens(self._stopping, self.pace.recovery)

    async def _work(self, watch: Callable[[], Coroutine[Any, Any, None]]) -> None:
        async with asyncio.TaskGroup() as tasks:
            background = [tasks.create_task(run()) for run in (watch, self._tick, self._listen, self._offer_commands)]
            consuming = tasks.create_task(self.consumer.run())
            tasks.create_task(self.courier.run())
            await self._stopping.wait()
            for task in background:
                task.cancel()
            self.consumer.stop()
            await consuming
            self.courier.stop()

    def stop(self) -> None:
        """Take nothing more in; `lead` ends when what is in flight is written down."""
        self._stopping.set()

    async def idle(self) -> bool:
        """Tell whether nothing waits to be worked through or sent."""
        async with self.database.reading() as connection:
            return await inbox.waiting_count(connection) + await outbox.waiting_count(connection) == 0

    def silent(self) -> bool:
        """Tell whether Telegram should have been heard and was not; a webhook is silent while nobody writes."""
        return self.leads and self.settings.webhook_url is None and self.poller.silent()

    async def _listen(self) -> None:
        if self.settings.webhook_url is None:
            await self.api.insist("deleteWebhook", {})  # as long as there is one, polling is refused
            return await self.poller.run()
        secret = self.settings.webhook_secret
        assert secret is not None, "the settings refuse a webhook without a secret"
        # One connection at a time keeps updates in order.
        params = {"url": self.settings.webhook_url + WEBHOOK_PATH, "secret_token": secret.get_secret_value()}
        await self.api.insist("setWebhook", params | {"allowed_updates": ALLOWED, "max_connections": 1})
        return None

    async def _offer_commands(self) -> None:
        """Set the command menus: a chat that is not there (a supervisor who never wrote) goes without."""
        async with self.database.reading() as connection:
            known = await groups.all_groups(connection)
        for menu in commands.menus(self.policy, self.languages, [group.chat_id for group in known]):
            try:
                await self.api.insist("setMyCommands", menu)
            except ApiError as error:
                log.info("menu_refused", scope=menu["scope"], why=error.reason)

    async def _tick(self) -> None:
        await clock.run(self.database, self.policy, self.now, self._wake_courier)

    def _wake_courier(self) -> None:
        self.courier.wake()

    def _after_commit(self, toasts: Sequence[Toast]) -> None:
        self.courier.wake()
        for toast in toasts:
            task = asyncio.create_task(self._show(toast))
            self._toasting.add(task)
            task.add_done_callback(self._toasting.discard)

    async def _show(self, toast: Toast) -> None:
        params = {"callback_query_id": toast.callback, "text": toast.text, "show_alert": toast.alert}
        try:
            await self.api.call("answerCallbackQuery", params, TOAST_SECONDS)
        except DeliveryError as error:
            log.info("toast_missed", why=error.reason)  # the button's effect is in the database and in the chat

    async def hang_up(self) -> None:
        """Give up the toasts that are still under way."""
        for task in self._toasting:
            task.cancel()
        await asyncio.gather(*self._toasting, return_exceptions=True)


@contextlib.asynccontextmanager
async def running(
    settings: Settings,
    *,
    attach: Callable[[web.Application], None] | None = None,
    now: Now = utc_now,
    policy: Policy | None = None,
    pace: Pace | None = None,
) -> AsyncIterator[tuple[Desk, asyncio.Task[None]]]:
    """Run a desk inside the body; gives it and the task that ends only by a failure.

    `attach` adds routes of somebody else to the desk's HTTP server: the sandbox's, whose Bot API is then used.
    Raises DatabaseUnusableError or StartError before anything has started.
    """
    policy = policy or policy_of(settings)
    async with contextlib.AsyncExitStack() as stack:
        database = Database(settings.database_url.get_secret_value())
        stack.push_async_callback(database.close)
        stack.enter_context(database.exclusively())
        await migrate(database)
        desk = Desk(settings, policy, database, now, Languages(settings.default_locale), pace or Pace())
        desk.address = await stack.enter_async_context(_serving(desk, attach))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        assert settings.bot_token is not None
        server = desk.address if attach else settings.telegram_api_url
        desk.connect(session, settings.bot_token.get_secret_value(), server)
        stack.push_async_callback(desk.bot.session.close)
        await desk.check_token()
        leading = asyncio.create_task(desk.lead())
        try:
            yield desk, leading
        finally:
            await _stop(desk, leading)


async def _stop(desk: Desk, leading: asyncio.Task[None]) -> None:
    desk.stop()
    await asyncio.wait([leading], timeout=STOP_SECONDS if desk.leads else 0)
    leading.cancel()
    await asyncio.gather(leading, return_exceptions=True)
    await desk.hang_up()


@contextlib.asynccontextmanager
async def _serving(desk: Desk, attach: Callable[[web.Application], None] | None) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/healthz", health.healthz(desk.database, desk.silent))
    if desk.settings.webhook_secret is not None:
        secret = desk.settings.webhook_secret.get_secret_value()

        async def store(updates: list[dict[str, object]]) -> None:
            await desk.store(updates)

        app.router.add_post(WEBHOOK_PATH, webhook(store, secret))
    if attach is not None:
        attach(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await _listening(runner, desk.settings.http_host, desk.settings.http_port)
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


async def _listening(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "another program uses it" if taken else error.strerror
        raise StartError(f"HTTP_HOST, HTTP_PORT: cannot listen on {host}:{port}: {why}") from error
