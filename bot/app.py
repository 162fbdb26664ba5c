"""Builds everything, and runs it until it is told to stop. Nothing is built when this is imported."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from aiogram import Bot
from aiogram.types import User
from aiohttp import web

from bot import clock, descriptions, health, menus
from bot.actions.people import invitations
from bot.actions.work import Answer, Work
from bot.backing_up import DailyBackups, before_upgrade
from bot.channels.budgets import Budgets
from bot.channels.channel import Build, Channel, Ground
from bot.channels.files import Fetch, Files
from bot.channels.limits import UNKNOWN, Limits
from bot.channels.registry import CHANNELS
from bot.channels.telegram.api import ApiError, TelegramApi
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.intake import ALLOWED, Poller, storing
from bot.channels.telegram.outages import Watch, mailing_of
from bot.channels.telegram.routes import routes_of
from bot.channels.telegram.webhook import WEBHOOK_PATH, webhook
from bot.channels.yookassa.webhook import HOOK_PATH, hook
from bot.delivery.answers import Answers
from bot.delivery.checkout import Checkout
from bot.delivery.consumer import Consumer
from bot.delivery.courier import CALLS_AT_ONCE, Courier
from bot.delivery.outcomes import writing
from bot.languages import Languages
from bot.listening import address_of, bind, serving
from bot.metrics import Metrics, scraped
from bot.muted import muted
from bot.pace import Pace, happens
from bot.policy import policy_of
from bot.rules.channels import TELEGRAM
from bot.rules.moderation import moderation
from bot.rules.people.invitations import link
from bot.rules.policy import Policy
from bot.settings import Settings
from db import inbox, outbox
from db.engine import Database, is_away
from db.rows import fields_of
from db.schema import migrate
from handlers import dispatching
from handlers.modules import include_all

STOP_SECONDS = 3.5
CHECK_SECONDS = 3.0

log = structlog.get_logger(__name__)
Now = Callable[[], datetime]
Attach = Callable[[web.Application], None]
Invite = Callable[[str], None]
"""Is given the link by which the first supervisor of an empty desk comes."""


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


class StartRefusedError(Exception):
    """Telegram refuses what the desk cannot do without; the text is one line for the person who starts it."""


class TokenRefusedError(StartRefusedError):
    """Telegram does not know the token."""


class Desk:
    """The parts of a desk, which know each other; `lead` runs them."""

    def __init__(
        self,
        settings: Settings,
        policy: Policy,
        database: Database,
        api: TelegramApi,
        bot: Bot,
        now: Now,
        pace: Pace,
        limits: Limits,
        metrics: Metrics,
        channels: Sequence[Build],
        invite: Invite,
    ) -> None:
        """Build the parts; nothing runs yet."""
        self.settings, self.policy, self.database, self.now = settings, policy, database, now
        self.metrics, counts = metrics, metrics.counts
        self.address = ""
        self.leads = False
        self._api, self._bot, self._pace, self._stopping = api, bot, pace, asyncio.Event()
        self._invite: Invite | None = invite
        self._languages = Languages(settings.default_locale)
        places = asyncio.Semaphore(CALLS_AT_ONCE)
        self._budgets = Budgets(limits, places)
        every = self._channels(channels)
        handlers = {each.name: each.handle for each in every if each.handle is not None}
        self.answers = Answers(api)
        self.consumer = Consumer(database, handlers, policy, now, self._after_commit, pace, counts)
        deliver = {each.name: each.deliver for each in every}
        self.courier = Courier(database, deliver, now, writing(policy, now), pace, places, counts)
        checkout = Checkout(database, self._languages, policy, now, self.answers)
        self.store = storing(database, now, counts, checkout.takes)
        self._outages = Watch(api.line, database, policy, mailing_of(settings), now, self._wake_courier, pace.look)
        self.poller = Poller(api, self.consumer.take_in, pace, checkout.takes)
        self._backups = DailyBackups(settings, database, policy, now, metrics, self._wake_courier)

    def _channels(self, others: Sequence[Build]) -> list[Channel]:
        fetch: dict[str, Fetch] = {TELEGRAM: self._api.download}
        ground = Ground(
            self.settings,
            self.policy,
            self.database,
            self._languages,
            Files(self.settings.files_dir, fetch),
            self.now,
            self._wake_courier,
            lambda: self._bot._me.username if self._bot._me else None,  # noqa: SLF001 -- set below
        )
        built = [build(ground) for build in others]
        fetch |= {each.name: each.fetch for each in built if each.fetch is not None}
        return [self._telegram(ground), *built]

    def _telegram(self, ground: Ground) -> Channel:
        dispatcher, storage = dispatching.build(self._languages)
        include_all(dispatcher)
        lent = fields_of(ground) | {"examine": self._examine}
        may_send = self.database.check_lead
        deliver = TelegramChannel(self._api, self._budgets, may_send, lambda calls: Telegram(**lent, api=calls)).deliver
        return Channel(TELEGRAM, deliver, dispatching.handling(self._bot, dispatcher, storage))

    async def _examine(self) -> list[str]:
        from bot.doctor import visit  # noqa: PLC0415 -- a desk need not wait for it at its start

        return await visit.report(self.settings, self.now, utc_now, self.address)

    def attach(self, app: web.Application) -> None:
        """Add the desk's routes to an HTTP server."""
        app.router.add_get("/healthz", health.healthz(self.database, self.now, self.faults, lambda: self.leads))
        app.router.add_get("/metrics", scraped(self.metrics, self.database, self.now))
        if self.settings.webhook_secret is not None:
            secret = self.settings.webhook_secret.get_secret_value()
            app.router.add_post(WEBHOOK_PATH, webhook(self.store, self.consumer.wake, secret))
        if self.policy.pays_by_link:
            told = hook(self.database, self.now, self.metrics.counts, self.consumer.wake)
            app.router.add_post(HOOK_PATH, told)

    async def lead(self) -> None:
        """Consume, send and watch the clock until told to stop. When the database was away, begin again."""
        while not self._stopping.is_set():
            try:
                async with self.database.leadership() as lead:
                    self.leads = True
                    if not lead.continues:  # whoever led meanwhile has sent it all again
                        self.courier.forget()
                    await self._work(lead.watch)
            except Exception as error:
                if not is_away(error):
                    raise
                log.error("database_away", why=repr(error), pause=self._pace.recovery)  # noqa: TRY400
            finally:
                self.leads = False
            await happens(self._stopping, self._pace.recovery)

    async def _work(self, watch: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._api.line.begin()  # whoever waited for the lead had nothing to ask
        async with asyncio.TaskGroup() as tasks:
            background = [
                tasks.create_task(run())
                for run in (
                    watch,
                    self._tick,
                    self._listen,
                    self._offer_commands,
                    self._ask_when_idle,
                    self._api.watch_routes,
                    self._outages.run,
                    self._backups.run,
                )
            ]
            consuming = tasks.create_task(self.consumer.run())
            tasks.create_task(self.courier.run())
            await self._stopping.wait()
            for task in background:
                task.cancel()
            self.consumer.stop()
            await consuming
            self.courier.stop()
            self._budgets.stop()

    def stop(self) -> None:
        """Take nothing more in; `lead` ends when what is in flight is written down."""
        self._stopping.set()

    async def idle(self) -> bool:
        """Tell whether nothing waits to be worked through or sent."""
        async with self.database.reading() as connection:
            return await inbox.waiting_count(connection) + await outbox.waiting_count(connection) == 0

    def faults(self) -> list[str]:
        """Return what is wrong between the desk and Telegram; a desk that does not lead need not know."""
        return self._api.line.faults() if self.leads else []

    async def _listen(self) -> None:
        # aiogram asks who it is when it first needs to know and keeps the answer: no handler is to wait for that.
        self._bot._me = User.model_validate(await self._name())  # noqa: SLF001
        await self._look_for_supervisor(self._bot._me)  # noqa: SLF001
        url, secret = self.settings.webhook_url, self.settings.webhook_secret
        if url is None or secret is None:  # the settings refuse one without the other
            await self._set_up("deleteWebhook", {})  # as long as there is one, polling is refused
            await self.poller.run()
            return
        params = {"url": url + WEBHOOK_PATH, "secret_token": secret.get_secret_value(), "allowed_updates": ALLOWED}
        await self._set_up("setWebhook", params | {"max_connections": 1})  # more would mix up the order

    async def _look_for_supervisor(self, bot: User) -> None:
        """Once in a process: give out the link to an empty desk. The code is told nobody else, the log neither."""
        invite, self._invite = self._invite, None
        if invite is None:
            return
        async with self.database.transaction() as connection:
            code = await invitations.renew(Work(connection, self.now(), self.policy))
        if code is not None:
            invite(link(bot.username or "", code))

    async def _name(self) -> Any:
        try:
            return await self._api.insist("getMe", {})
        except ApiError as error:
            raise _refused_token(error) from error

    async def _set_up(self, method: str, params: dict[str, Any]) -> None:
        try:
            await self._api.insist(method, params)
        except ApiError as error:
            raise StartRefusedError(f"WEBHOOK_URL: Telegram refuses {method} ({error.reason})") from error

    async def _offer_commands(self) -> None:
        await menus.offer(self._api, self.database, self.policy, self._languages)
        await descriptions.introduce(self._api, self.database, self.policy, self._languages, self._bot.id)

    async def _ask_when_idle(self) -> None:
        """Ask Telegram something when nobody else has for a while: a webhook is silent while nobody writes."""
        while True:
            await asyncio.sleep(self._pace.ask)
            if self._api.line.idle() >= self._pace.ask:
                with contextlib.suppress(ApiError):  # /healthz tells
                    await self._api.call("getMe", {})

    async def _tick(self) -> None:
        await clock.run(self.database, self.policy, self.now, self._wake_courier)

    def _wake_courier(self) -> None:
        self.courier.wake()

    def _after_commit(self, answers: Sequence[Answer]) -> None:
        self._wake_courier()
        self.answers.show(answers)


@contextlib.asynccontextmanager
async def running(
    settings: Settings,
    *,
    attach: Attach | None = None,
    now: Now = utc_now,
    policy: Policy | None = None,
    pace: Pace | None = None,
    limits: Limits | None = None,
    channels: Sequence[Build] = CHANNELS,
    invite: Invite = print,
) -> AsyncIterator[tuple[Desk, asyncio.Task[None]]]:
    """Run a desk inside the body; yields it and the task that ends only by a failure.

    `attach` adds routes of somebody else to the desk's HTTP server: the sandbox's, whose Bot API is then used.
    `channels` are those beside Telegram. `invite` is called at most once, when nobody supervises the empty desk.
    Raises AddressTakenError, DatabaseUnusableError or TokenRefusedError before anything has started.
    """
    policy, pace = policy or policy_of(settings), pace or Pace()
    assert settings.bot_token is not None
    token = settings.bot_token.get_secret_value()
    async with contextlib.AsyncExitStack() as stack:
        bound = stack.enter_context(bind(settings.http_host, settings.http_port))
        address = address_of(bound)
        server = address if attach else settings.telegram_api_url
        shop = address if attach else settings.yookassa_api_url
        settings = settings.model_copy(
            update={"telegram_api_url": server, "yookassa_api_url": shop}
        )  # the doctor's too
        database = await stack.enter_async_context(_opened(settings))
        metrics = Metrics()
        routes = await stack.enter_async_context(routes_of(settings, server, pace, metrics.counts))
        api = TelegramApi(routes, token, server, pace, metrics.counts)
        limits = limits or (UNKNOWN if server else Limits())
        desk = Desk(settings, policy, database, api, muted(token), now, pace, limits, metrics, channels, invite)
        desk.address = address
        app = web.Application()
        desk.attach(app)
        if attach is not None:
            attach(app)
        await stack.enter_async_context(serving(app, bound))
        await asyncio.gather(_check_token(api), asyncio.to_thread(moderation.prepare))
        yield desk, await stack.enter_async_context(_led(desk))


@contextlib.asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url.get_secret_value())
    with database.exclusively():
        try:
            await migrate(database, before_upgrade(database, settings))
            yield database
        finally:
            await database.close()


def _refused_token(error: ApiError) -> TokenRefusedError:
    return TokenRefusedError(f"BOT_TOKEN: Telegram refuses it ({error.reason}). Expected: the token from @BotFather")


async def _check_token(api: TelegramApi) -> None:
    """Find out whether Telegram knows the token; one that does not answer will come back. Raises TokenRefusedError."""
    try:
        await api.call("getMe", {}, CHECK_SECONDS)
    except ApiError as error:
        if error.token_refused:
            raise _refused_token(error) from error
        log.warning("telegram_not_heard", why=error.reason)


@contextlib.asynccontextmanager
async def _led(desk: Desk) -> AsyncIterator[asyncio.Task[None]]:
    leading = asyncio.create_task(desk.lead())
    try:
        yield leading
    finally:
        desk.stop()
        await asyncio.wait([leading], timeout=STOP_SECONDS if desk.leads else 0)
        leading.cancel()
        await asyncio.gather(leading, return_exceptions=True)
        await desk.answers.hang_up()
