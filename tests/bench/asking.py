"""A supervisor who asks for the same report again and again while others write."""

import asyncio
from collections.abc import Callable
from time import perf_counter

from tests.bench.messages import SUPERVISOR, command, parameters

ANSWER = "Статистика: "


class Asking:
    """One report is under way at any time until it is enough."""

    def __init__(self, report: str, put: Callable[[bytes], None], number: Callable[[], int]) -> None:
        """Ask for the first one; every update needs a `number` of its own."""
        self._report, self._put, self._number = report, put, number
        self._enough, self._last = False, asyncio.Event()
        self._seconds: list[float] = []
        self._ask()

    def told(self, method: str, body: bytes) -> None:
        """Look whether a call is the answer."""
        if method != "sendMessage":
            return
        call = parameters(body)
        if str(call["chat_id"]) != str(SUPERVISOR) or ANSWER not in call["text"]:
            return
        self._seconds.append(perf_counter() - self._asked_at)
        if self._enough:
            self._last.set()
        else:
            self._ask()

    async def end(self) -> list[float]:
        """Wait for the answer that is under way, ask no more, and tell how long each took."""
        self._enough = True
        await self._last.wait()
        return self._seconds

    def _ask(self) -> None:
        self._asked_at = perf_counter()
        self._put(command(self._number(), self._report))
