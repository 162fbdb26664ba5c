"""One campaign: a desk that is killed again and again under load and faults, and what came of it."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from bot.app import utc_now
from bot.sandbox import cast
from bot.sandbox.faults import KINDS, Fault, Faults
from bot.sandbox.server import TOKEN, Sandbox, chat_of
from tests.delivery.processes import Nursery, gone
from tests.desks import telegram
from tests.soak.load import Load, opened

SPRING_SECONDS = 15.0
IDLE_SECONDS = 5.0
DRAIN_SECONDS = 60.0
WEIGHTS = {"429": 4, "500": 4, "cut_before": 4, "cut_after": 3, "timeout": 1}
assert WEIGHTS.keys() == set(KINDS)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is done to a desk.

    Each is killed within its first `calls`; `faults` and `albums` are shares of the calls and of the messages.
    """

    kills: int
    seconds: float
    calls: int = 40
    faults: float = 0.0
    albums: float = 0.0
    seed: int = 2026


@dataclass(slots=True)
class Outcome:
    """What came of a campaign."""

    kills: int = 0
    written: int = 0
    doubled: int = 0
    may_double: int = 0
    """Calls that may have been in flight at the kills: one for each place that the killed process had written to.

    And calls that took effect before their connection was cut.
    """
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)


class Trouble(Faults):
    """Spoils calls at random: those about a chat in every way, polls in all but the slow one."""

    def __init__(self, share: float, dice: random.Random) -> None:
        super().__init__()
        self.share = share
        self.made = Counter[str]()
        self._dice = dice

    def take(self, method: str, chat: int | None) -> Fault | None:
        if (chat is None and method != "getupdates") or self._dice.random() >= self.share:
            return super().take(method, chat)
        (kind,) = self._dice.choices(list(WEIGHTS), list(WEIGHTS.values()))
        if kind == "timeout" and chat is None:
            return None
        self.made[kind] += 1
        return Fault(kind)


@dataclass
class Trap:
    """Ends a process at a chosen call of the Bot API, a moment before or after the call has its effect."""

    calls: int = 0
    places: set[tuple[int, int | None]] = field(default_factory=set)
    """Chats and topics that the process has called for so far."""
    pid: int | None = None
    at: int = 0
    after: float = 0.0
    how: signal.Signals = signal.SIGKILL

    def watch(self, sandbox: Sandbox) -> None:
        """Count the calls of a sandbox."""
        carried_out = sandbox._carried_out

        async def counting(request: Any, method: str, call: Any) -> Any:
            self.calls += 1
            if chat_of(call) is not None:
                self.places.add((call.chat_id, getattr(call, "message_thread_id", None)))
            if self.pid is not None and self.calls == self.at:
                asyncio.get_running_loop().call_later(self.after, os.kill, self.pid, self.how)
            return await carried_out(request, method, call)

        sandbox._carried_out = counting  # type: ignore[method-assign]

    async def spring(self, pid: int, calls: int, after: float) -> None:
        """End a process `after` seconds beyond its so many-th call, or when it has nothing left to call for."""
        self.calls, self.places, self.pid, self.at, self.after = 0, set(), pid, calls, after
        try:
            await gone(pid, IDLE_SECONDS)
        except TimeoutError:
            os.kill(pid, self.how)
            await gone(pid, SPRING_SECONDS)
        self.pid = None


def environment(database_url: str, address: str) -> dict[str, str]:
    """What a desk is told from outside."""
    return {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": address,
        "DATABASE_URL": database_url,
        "OPERATOR_CHAT_ID": str(cast.GROUP),
        "HTTP_PORT": "0",
    }


async def run(
    database_url: str, desks: Nursery, plan: Plan, tell: Callable[[Outcome], None] = lambda _: None
) -> Outcome:
    """Kill desks as planned, then let one finish; `tell` is called after each kill."""
    dice, outcome, began = random.Random(plan.seed), Outcome(), monotonic()
    async with telegram(utc_now(), Sandbox) as (sandbox, address):
        load = Load(sandbox, await opened(database_url, sandbox, address), plan.albums, dice)
        trouble, trap = Trouble(plan.faults, dice), Trap()
        sandbox.faults = trouble
        trap.watch(sandbox)
        while outcome.kills < plan.kills and monotonic() - began < plan.seconds:
            load.top_up()
            pid = await desks.start(environment(database_url, address))
            await trap.spring(pid, dice.randint(1, plan.calls), dice.uniform(0, 0.02))
            outcome.kills += 1
            outcome.may_double += len(trap.places)
            tell(outcome)
        trouble.share = 0.0
        await _finish(load, await desks.start(environment(database_url, address)))
        _account(outcome, load, trouble)
    outcome.seconds = monotonic() - began
    return outcome


async def _finish(load: Load, survivor: int) -> None:
    """Let a desk bring the rest, as far as it can in DRAIN_SECONDS."""
    load.top_up()
    end = monotonic() + DRAIN_SECONDS
    while load.missing() and monotonic() < end:  # noqa: ASYNC110 -- the sandbox has no event for this
        await asyncio.sleep(0.1)
    os.kill(survivor, signal.SIGTERM)
    await gone(survivor, SPRING_SECONDS)


def _account(outcome: Outcome, load: Load, trouble: Trouble) -> None:
    outcome.written = sum(map(len, load.written.values()))
    outcome.doubled = load.doubled()
    outcome.faults = trouble.made
    outcome.may_double += trouble.made["cut_after"]
    outcome.problems = list(load.problems())
    if outcome.doubled > outcome.may_double:
        outcome.problems.append(f"{outcome.doubled} doubled, where {outcome.may_double} calls were in flight")
