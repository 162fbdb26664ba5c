"""Trouble made on purpose: scripted faults, taken in the order they were added, and Telegram's budgets."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from bot.sandbox.refusals import Refusal, too_many
from bot.sandbox.world import JSON, World

Kind = Literal["429", "500", "cut_before", "cut_after", "timeout"]
KINDS = get_args(Kind)
UNCOUNTED = ("get", "delete", "answer", "sendchataction", "set", "pin", "unpin", "leave")
BURST = 3


@dataclass(slots=True)
class Fault:
    """Spoil the next `times` calls of a method (any when None) to a chat (any when None)."""

    kind: Kind
    times: int = 1
    chat: int | None = None
    method: str | None = None
    retry_after: int = 1

    def fits(self, method: str, chat: int | None) -> bool:
        """Whether a call is one of those to spoil; polling is only spoilt by name."""
        named = self.method.lower() == method if self.method else method != "getupdates"
        return self.times > 0 and named and self.chat in (None, chat)

    def refusal(self) -> Refusal | None:
        """The answer of a fault that answers."""
        if self.kind == "429":
            return too_many(self.retry_after)
        return Refusal(500, "Internal Server Error") if self.kind == "500" else None


class Faults:
    """The faults that wait."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put a fault behind those that wait."""
        self.waiting.append(fault)

    def take(self, method: str, chat: int | None) -> Fault | None:
        """The fault for this call, used up by one."""
        fault = next((fault for fault in self.waiting if fault.fits(method, chat)), None)
        if fault:
            fault.times -= 1
            self.waiting = [other for other in self.waiting if other.times > 0]
        return fault


class Budgets:
    """How much the bot may send; None means no limit. `tick` is real time in seconds, not the sandbox's clock."""

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self.group_per_minute: int | None = None
        self.private_per_second: float | None = None
        self.global_per_second: float | None = None
        self._tick = tick
        self._sent: dict[object, deque[float]] = defaultdict(deque)

    def limits(self) -> JSON:
        """The limits by name."""
        names = ("group_per_minute", "private_per_second", "global_per_second")
        return {name: getattr(self, name) for name in names}

    def spend(self, world: World, method: str, chat_id: int | None, messages: int) -> None:
        """Count a call's messages; a Refusal (429) when a budget is spent, and then nothing is counted."""
        if chat_id is None or method.startswith(UNCOUNTED):
            return
        now = self._tick()
        windows = self._windows(world, chat_id)
        wait = max((self._wait(key, limit, seconds, now) for key, limit, seconds in windows), default=0.0)
        if wait > 0:
            raise too_many(math.ceil(wait))
        for key, _, _ in windows:
            self._sent[key].extend([now] * messages)

    def _windows(self, world: World, chat_id: int) -> list[tuple[object, float, float]]:
        chat, windows = world.chats.get(chat_id), list[tuple[object, float, float]]()
        if self.global_per_second:
            windows.append(("all", self.global_per_second, 1.0))
        if chat and chat.private and self.private_per_second:
            windows.append((chat_id, BURST, BURST / self.private_per_second))
        if chat and not chat.private and self.group_per_minute:
            windows.append((chat_id, self.group_per_minute, 60.0))
        return windows

    def _wait(self, key: object, limit: float, seconds: float, now: float) -> float:
        sent = self._sent[key]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[0] + seconds - now if len(sent) >= limit else 0.0


def fault_of(body: dict[str, Any]) -> Fault:
    """A fault from JSON; ValueError when its kind is unknown."""
    if body.get("kind") not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}")
    chat = body.get("chat")
    return Fault(
        body["kind"],
        int(body.get("times") or 1),
        int(chat) if chat not in (None, "") else None,
        body.get("method") or None,
        int(body.get("retry_after") or 1),
    )
