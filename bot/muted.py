"""aiogram's bot without a voice: handlers and filters know who it is, but only the courier sends (DESIGN 3)."""

from typing import Any, NoReturn

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod


class Muted(BaseSession):
    """A session that refuses every call. It needs no TLS context either, which takes 15 ms to build."""

    async def make_request(self, _bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> NoReturn:  # noqa: ARG002, ASYNC109
        """Raise RuntimeError: a call made here would be lost in a crash."""
        raise RuntimeError(f"{type(method).__name__}: only the courier sends")

    def stream_content(self, *_given: Any, **_more: Any) -> NoReturn:
        """Raise RuntimeError, as above."""
        raise RuntimeError("only the courier fetches")

    async def close(self) -> None:
        """Nothing is open."""


def muted(token: str) -> Bot:
    """Build a bot that only has a name."""
    return Bot(token, Muted())
