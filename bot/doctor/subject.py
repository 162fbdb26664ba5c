"""The desk that is examined, and how its parts are asked without changing anything."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.telegram.api import TELEGRAM, ApiError, TelegramApi
from bot.channels.telegram.routes import Routes, routes_of
from bot.metrics import Metrics
from bot.pace import Pace
from bot.rules.desk.findings import Missing
from bot.settings import Settings
from db import inspection
from db.engine import FAILURES
from db.inspection import AbsentError, UnseenError

CALL_SECONDS = 8.0
"""For the answer to a call: less than a check has."""


class UnexaminedError(Exception):
    """A check cannot be made: what it needs is missing, and the check of that says why."""

    def __init__(self, missing: Missing) -> None:
        """Keep what is missing."""
        super().__init__(missing)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Subject:
    """What is examined. `now` is the desk's time, `clock` the machine's own, which a sandbox cannot move."""

    settings: Settings
    now: Callable[[], datetime]
    clock: Callable[[], datetime]
    address: str | None
    """Where the desk answers over HTTP; None: it cannot be known."""
    faults: Mapping[str, str] = field(default_factory=dict)
    """By the names of settings that are wrong, and so have their defaults here: the line of the fault."""
    unknown: tuple[str, ...] = ()
    """Names in the settings' file that are no settings."""

    @property
    def server(self) -> str:
        """The Bot API server."""
        return self.settings.telegram_api_url or TELEGRAM

    @property
    def in_service(self) -> bool:
        """Whether a desk is meant, and not the sandbox, which brings its own Telegram along."""
        return self.settings.bot_token is not None or "bot_token" in self.faults

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a view of the database. Raises UnexaminedError, also for what fails inside."""
        try:
            async with inspection.looking(self.settings.database_url.get_secret_value()) as connection:
                yield connection
        except AbsentError as error:
            raise UnexaminedError(Missing.FIRST_START) from error
        except (*FAILURES, UnseenError) as error:
            raise UnexaminedError(Missing.DATABASE) from error

    @contextlib.asynccontextmanager
    async def calling(self) -> AsyncIterator["Line"]:
        """Open a line to the Bot API. Raises UnexaminedError without a token."""
        token = self.settings.bot_token
        if token is None:
            raise UnexaminedError(Missing.TOKEN)
        server = self.settings.telegram_api_url
        async with self.routes() as routes:
            yield Line(TelegramApi(routes, token.get_secret_value(), server, Pace(), Metrics().counts))

    def routes(self) -> contextlib.AbstractAsyncContextManager[Routes]:
        """Open the ways to the Bot API server."""
        return routes_of(self.settings, self.settings.telegram_api_url, Pace(), Metrics().counts)


@dataclass(frozen=True, slots=True)
class Line:
    """Calls that only ask."""

    api: TelegramApi

    async def ask(self, method: str, **params: Any) -> Any:
        """Return the result of a call. Raises ApiError when it is refused, UnexaminedError when nobody says so."""
        try:
            return await self.api.call(method, params, CALL_SECONDS)
        except ApiError as error:
            if error.token_refused:
                raise UnexaminedError(Missing.TOKEN) from error
            if not error.permanent:
                raise UnexaminedError(Missing.TELEGRAM) from error
            raise
