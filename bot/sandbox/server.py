"""The sandbox: a Telegram on your desk, over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from inspect import isawaitable
from pathlib import Path
from typing import Any

from aiogram.methods import TelegramMethod
from aiohttp import web

from bot.sandbox import access
from bot.sandbox.bank import Bank
from bot.sandbox.bank_api import BankApi
from bot.sandbox.cast import new_world, seed
from bot.sandbox.clock import Clock
from bot.sandbox.control_api import ControlApi
from bot.sandbox.events import Events
from bot.sandbox.faults import Budgets, Fault, Faults
from bot.sandbox.feed import Feed
from bot.sandbox.guard import guarded, is_loopback
from bot.sandbox.lobby import Lobby
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.methods import TABLE
from bot.sandbox.people_api import PeopleApi, file_response
from bot.sandbox.refusals import Refusal, bad, not_found, unauthorized
from bot.sandbox.requests import read_call
from bot.sandbox.shop import Shop, ShopApi
from bot.sandbox.telegram import Telegram
from bot.sandbox.workday import Workday, always, any_hour

PAGE = Path(__file__).parent / "page"
TOKEN = "1000:sandbox"  # noqa: S105  # worth nothing outside
MANY = {"sendMediaGroup": "media", "copyMessages": "message_ids", "forwardMessages": "message_ids"}


class Sandbox:
    """A Telegram for one bot. `advance` and `is_open` count working hours, `pace` scales webhook retries."""

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        token: str = TOKEN,
        advance: Callable[[datetime, float], datetime] = any_hour,
        is_open: Callable[[datetime], bool] = always,
        pace: float = 1.0,
    ) -> None:
        self.token = token
        self.clock = clock or Clock()
        self.world = new_world()
        self.events = Events()
        self.telegram = Telegram(self.world, self.clock, Feed(self.clock.now), self.events, pace)
        self.faults = Faults()
        self.budgets = Budgets()
        self.mailbox = Mailbox(self.clock.now, self.events)
        self.bank = Bank(self.clock.now)
        self.shop = Shop()
        self.workday = Workday(advance, is_open)
        self.lobby = Lobby(self.events)
        self._stopping = asyncio.Event()

    def seed(self) -> None:
        """Let in the demo's people and their group."""
        seed(self.world)

    def app(self) -> web.Application:
        """An application of the sandbox alone."""
        app = web.Application()
        self.attach(app)
        return app

    def attach(self, app: web.Application) -> None:
        """Add the sandbox's routes, its guard and its end to an application."""
        guarded(app)
        control = ControlApi(self.telegram, self.faults, self.budgets, self.mailbox, self.workday, self.lobby)
        app.add_routes(PeopleApi(self.telegram, self.lobby).routes() + control.routes())
        app.add_routes(BankApi(self.telegram, self.bank).routes() + ShopApi(self.shop).routes())
        app.router.add_route("*", "/bot{token}/{method}", self._bot_call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        if PAGE.is_dir():
            app.router.add_get("/", self._page)
            app.router.add_static("/static", PAGE)
        app.on_shutdown.append(self._shut)

    @asynccontextmanager
    async def running(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serve until the end of the block; yields the base address. Port 0 takes a free one.

        Raises ValueError for a host that others could reach.
        """
        if not is_loopback(host):
            raise ValueError(f"the sandbox is for this machine only, not for {host}")
        runner = web.AppRunner(self.app(), shutdown_timeout=1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, host, port)
            await site.start()
            await self.mailbox.open(host)
            yield f"http://{host}:{runner.addresses[0][1]}"
        finally:
            await self.mailbox.close()
            await runner.cleanup()

    async def _shut(self, _app: web.Application) -> None:
        self._stopping.set()
        self.telegram.close()

    async def _page(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html")

    async def _download(self, request: web.Request) -> web.Response:
        wanted = request.match_info["path"]
        file = next((file for file in self.world.files.values() if file.path == wanted), None)
        if file is None or self.world.local is not None or request.match_info["token"] != self.token:
            return refused(not_found())
        return file_response(file.data, file.mime)

    async def _bot_call(self, request: web.Request) -> web.Response:
        try:
            if request.match_info["token"] != self.token:
                raise unauthorized()
            method = request.match_info["method"].lower()
            if method not in TABLE:
                raise not_found()
            return answered(await self._carried_out(request, method, await read_call(request, method)))
        except UnicodeError:
            return refused(bad("strings must be encoded in UTF-8"))
        except Refusal as refusal:
            return refused(refusal)

    async def _carried_out(self, request: web.Request, method: str, call: TelegramMethod[Any]) -> Any:
        chat = chat_of(call)
        fault = self.faults.take(method, chat)
        if fault:
            await self._spoil(request, fault)
        self.budgets.spend(self.world, method, chat, size(call))
        result = TABLE[method](self.telegram, call)
        result = await result if isawaitable(result) else result
        if fault:
            cut(request)
        return result

    async def _spoil(self, request: web.Request, fault: Fault) -> None:
        """Do what a fault does before the call has its effect."""
        if refusal := fault.refusal():
            raise refusal
        if fault.kind == "timeout":
            await self._stopping.wait()
        if fault.kind in ("timeout", "cut_before"):
            cut(request)
            raise Refusal(500, "Internal Server Error")


def cut(request: web.Request) -> None:
    """Break the connection without an answer."""
    if request.transport:
        request.transport.abort()


def chat_of(call: TelegramMethod[Any]) -> int | None:
    """The chat a call is about."""
    return access.number(str(getattr(call, "chat_id", None) or ""))


def size(call: TelegramMethod[Any]) -> int:
    """How many messages a call sends."""
    several = MANY.get(call.__api_method__)
    return len(getattr(call, several)) if several else 1


def answered(result: Any) -> web.Response:
    """A result as Telegram wraps it."""
    return web.json_response({"ok": True, "result": result})


def refused(refusal: Refusal) -> web.Response:
    """A refusal as Telegram wraps it."""
    return web.json_response(refusal.body(), status=refusal.code)
