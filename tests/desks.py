"""A desk and the Telegram it talks to, over real HTTP, for conversation tests."""

import asyncio
import contextlib
import random
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from time import monotonic

import aiohttp
import pytest
from pydantic import SecretStr

from bot import app, clock
from bot.actions.people import consent, people
from bot.actions.work import Work
from bot.channels.channel import Build
from bot.channels.limits import UNKNOWN, Limits
from bot.channels.registry import CHANNELS
from bot.pace import Pace
from bot.policy import policy_of
from bot.rules.channels import TELEGRAM
from bot.rules.people.consent import Answer, Due
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.client import cast as people_of
from bot.sandbox.clock import Clock
from bot.sandbox.server import TOKEN, Sandbox
from bot.settings import Settings
from tests.watching import Watched

TUESDAY = datetime(2026, 2, 3, 7, 0, 1, tzinfo=UTC)  # 10:00 in Moscow: the desk is open
ALBUM_PAUSE = 0.8
UNASSIGNED = (20_000, 32_000)
QUICK = Pace(first=0.01, longest=0.05, look=0.25, answer=10.0, recovery=0.1)
"""An answer may take long on a machine that does much else: a call that is repeated for that is seen twice."""
LOOK, LONGEST_LOOK = 0.01, 0.04


def ticking_from(start: datetime) -> Clock:
    """A clock that starts at a known instant."""
    began = monotonic()
    return Clock(lambda: start + timedelta(seconds=monotonic() - began))


def free_port() -> int:
    """A port nobody listens on: Telegram is told the address before the desk listens there.

    It lies below those that the system gives to whoever asks for any: else a connection of another test may get it.
    """
    while True:
        port = random.randrange(*UNASSIGNED)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a conversation is played: the sandbox, its address, the desk and the people."""

    sandbox: Sandbox
    address: str
    desk: app.Desk
    people: dict[str, Person] = field(default_factory=dict)
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    invitations: list[str] = field(default_factory=list)
    """The links that the desk gave out for its first supervisor."""

    async def settled(self, seconds: float = 60.0) -> None:
        """Wait until everything sent was worked through, what has become due is done, and all of it is out."""
        async with asyncio.timeout(seconds):
            await self._quiet()
            if self.moved.is_set():
                self.moved.clear()
                found = True
                while found:
                    found = await self._tick()
                    await self._quiet()  # also when the desk's own clock was faster

    async def _tick(self) -> bool:
        """Let the clock tick; True when it found something, for what it sets may be due at its next tick."""
        found = asyncio.Event()
        await clock.tick(self.desk.database, self.desk.policy, self.desk.now, found.set)
        self.desk.courier.wake()
        return found.is_set()

    async def _quiet(self) -> None:
        pause = LOOK
        while self._is_busy() or not await self.desk.idle():
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_LOOK)

    def _is_busy(self) -> bool:
        """Tell what can be told without asking the database: that is much of what a conversation costs."""
        carried = getattr(self.desk.courier, "_lanes", None)  # there is none before the desk leads
        return bool(self.sandbox.telegram.feed.pending or carried)

    async def later(self, **time: float) -> None:
        """Move the clock forward, let the desk look at what has become due, and wait until that is out."""
        await self.settled()
        self.move(**time)
        await self.settled()

    def move(self, **time: float) -> None:
        """Move the clock forward: `move(hours=3)`; `settled`, and so `does_not_see`, lets it tick before they look."""
        self.sandbox.clock.move(timedelta(**time))
        self.moved.set()


def settings_for(database_url: str, api: str, **more: object) -> Settings:
    """The settings of a desk in a test."""
    given = {
        "bot_token": SecretStr(TOKEN),
        "telegram_api_url": api,
        "database_url": SecretStr(database_url),
        "operator_chat_id": cast.GROUP,
        "supervisor_ids": frozenset({cast.DINA}),
        "http_port": 0,
        "verify_login": False,  # conversations are about something else; those about codes set it
    }
    return Settings(**given).model_copy(update=more)  # plain HTTP will do for a webhook


@contextlib.asynccontextmanager
async def telegram(start: datetime = TUESDAY, kind: type[Sandbox] = Watched) -> AsyncIterator[tuple[Sandbox, str]]:
    """A seeded sandbox, listening; at the end a watched one is asked whether anybody read what nobody should."""
    sandbox = kind(ticking_from(start), pace=0.01)
    sandbox.seed()
    for user in sandbox.world.users.values():
        user.started = True
    async with sandbox.running() as address:
        yield sandbox, address
    if isinstance(sandbox, Watched):
        sandbox.check()


@contextlib.asynccontextmanager
async def playing(
    database_url: str,
    start: datetime = TUESDAY,
    limits: Limits = UNKNOWN,
    channels: Sequence[Build] = CHANNELS,
    *,
    agreed: bool = True,
    **more: object,
) -> AsyncIterator[Stage]:
    """A desk and its Telegram; `more` are settings.

    Anna and Boris have `agreed` to the processing of their data before: conversations begin with what they are about.
    """
    async with (
        telegram(start) as (sandbox, address),
        working(database_url, sandbox, address, limits, channels, agreed=agreed, **more) as stage,
    ):
        yield stage


@contextlib.asynccontextmanager
async def working(
    database_url: str,
    sandbox: Sandbox,
    address: str,
    limits: Limits = UNKNOWN,
    channels: Sequence[Build] = CHANNELS,
    *,
    agreed: bool = True,
    **more: object,
) -> AsyncIterator[Stage]:
    """A desk for a Telegram that outlives it."""
    mail = {"smtp_url": SecretStr(f"smtp://127.0.0.1:{sandbox.mailbox.port}")}
    settings = settings_for(database_url, address, **(mail | more))
    policy = replace(policy_of(settings), album_pause=ALBUM_PAUSE)
    ways = {"policy": policy, "pace": QUICK, "limits": limits, "channels": channels}
    invitations: list[str] = []
    async with (
        aiohttp.ClientSession() as session,
        app.running(settings, now=sandbox.clock.now, invite=invitations.append, **ways) as (desk, leading),
    ):
        stage = Stage(sandbox, address, desk, invitations=invitations)
        if agreed:
            await agree(desk, sandbox, cast.ANNA, cast.BORIS)
        stage.people.update(people_of(session, address, stage.settled))
        yield stage
        if leading.done():
            leading.result()


async def agree(desk: app.Desk, sandbox: Sandbox, *ids: int) -> None:
    """Have people of the sandbox agree to the processing of their data, if they have not."""
    async with desk.database.transaction() as connection:
        work = Work(connection, desk.now(), desk.policy)
        for user in (sandbox.world.users[each] for each in ids if each in sandbox.world.users):
            name = f"{user.first_name} {user.last_name}"
            known = await people.introduce(work, TELEGRAM, str(user.id), name, user.username)
            if await consent.due(work, known.person) is Due.ASK:
                await consent.answer(work, known.person, Answer.AGREED)


@pytest.fixture
def fretful(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the `kind` of a fault is that nothing is answered, wait less for it."""
    if request.node.callspec.params["kind"] == "timeout":
        monkeypatch.setattr(sys.modules[__name__], "QUICK", replace(QUICK, answer=2.0))


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    async with playing(database_url) as stage:
        yield stage


@pytest.fixture
def anna(stage: Stage) -> Person:
    return stage.people["anna"]


@pytest.fixture
def boris(stage: Stage) -> Person:
    return stage.people["boris"]


@pytest.fixture
def vera(stage: Stage) -> Person:
    return stage.people["vera"]


@pytest.fixture
def gleb(stage: Stage) -> Person:
    return stage.people["gleb"]


@pytest.fixture
def dina(stage: Stage) -> Person:
    return stage.people["dina"]
