"""A campaign of strange updates: a desk gets them by polling or by webhook, among them what ordinary people write."""

import asyncio
import json
import os
import random
import re
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import psutil
from sqlalchemy import text

from bot.app import utc_now
from bot.sandbox import cast
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Member, User
from db.engine import Database
from tests.delivery.processes import Nursery, gone
from tests.desks import free_port, telegram
from tests.soak.campaign import DRAIN_SECONDS, SPRING_SECONDS, environment
from tests.soak.load import Load, opened
from tests.soak.mutations import JSON, has_words
from tests.soak.strangers import Strangers

WAYS = ("polling", "webhook")
SECRET = "s3cret"
STRANGERS = 4
"""So many of those who have tickets act strangely; the others write as people do."""
IN_FLIGHT = 100
ORDINARY_EVERY = 20
OPERATOR = 5900
STANDS_SECONDS = 30.0
"""So long as many updates as that wait to be taken in."""
SETTLED = 0.4
"""Share of the updates after which a desk holds what it will hold."""
MOST_GROWTH = 32.0
"""MiB from then on."""
MOST_KINDS = 20
MIB = 2**20
_SET_ASIDE = text("select payload, error from inbox where state = 'failed'")
_WAITING = text("select count(*) from inbox where state = 'waiting'")
_PLACE = re.compile(r"^(\w+(?:\.\w+)+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many updates come, in which way; the same seed gives the same ones as long as the desk answers the same."""

    updates: int
    way: str = "polling"
    seed: int = 2026


@dataclass(slots=True)
class Outcome:
    """What came of a campaign."""

    updates: int = 0
    ordinary: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    """Updates that could not be worked through, by the kind of their error."""
    words_lost: Counter[str] = field(default_factory=Counter)
    """Those of them that held a person's words and a whole core."""
    examples: dict[str, JSON] = field(default_factory=dict)
    """The smallest update of each kind; of those with words, if there is one."""
    memory: list[float] = field(default_factory=list)
    """MiB of the desk, at each look."""
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """MiB that the desk has grown by since it settled."""
        settled = int(len(self.memory) * SETTLED)
        return max(self.memory[settled:], default=0) - max(self.memory[: settled + 1], default=0)


async def run(
    database_url: str, desks: Nursery, plan: Plan, tell: Callable[[Outcome], None] = lambda _: None
) -> Outcome:
    """Send strange updates as planned; `tell` is called now and then."""
    outcome, began, dice = Outcome(), monotonic(), random.Random(plan.seed)
    async with telegram(utc_now(), Sandbox) as (sandbox, address):
        threads = await opened(database_url, sandbox, address)
        for user in sandbox.world.users.values():
            user.started = True
        _post_in_plain(sandbox)
        strange = dict(list(threads.items())[:STRANGERS])
        ordinary = {who: thread for who, thread in threads.items() if who not in strange}
        load = Load(sandbox, ordinary, operator=_operator(sandbox), dice=dice)
        strangers = Strangers(sandbox, strange, dice)
        pid = await desks.start(_environment(database_url, address, plan.way))
        database = Database(database_url)
        try:
            await _sent(sandbox, strangers, load, pid, plan, outcome, tell)
            await _finish(database, load, pid, outcome)
            await _account(database, strangers, load, outcome)
        finally:
            await database.close()
            await _ended(pid)
    outcome.seconds = monotonic() - began
    return outcome


def _operator(sandbox: Sandbox) -> int:
    """Let in somebody whom no strange update speaks for: it might begin a dialogue that takes what comes next."""
    sandbox.world.add_person(User(OPERATOR, "Оператор"))
    sandbox.world.chats[cast.GROUP].members[OPERATOR] = Member()
    return OPERATOR


def _environment(database_url: str, address: str, way: str) -> dict[str, str]:
    known = environment(database_url, address) | {"SUPERVISOR_IDS": str(cast.DINA)}
    if way == "polling":
        return known
    port = free_port()
    return known | {"HTTP_PORT": str(port), "WEBHOOK_URL": f"https://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET}


def _post_in_plain(sandbox: Sandbox) -> None:
    """Stand in for the proxy that ends TLS before a desk."""
    carried_out = sandbox._carried_out

    async def plainly(request: Any, method: str, call: Any) -> Any:
        if method == "setwebhook":
            call = call.model_copy(update={"url": call.url.replace("https://", "http://")})
        return await carried_out(request, method, call)

    sandbox._carried_out = plainly  # type: ignore[method-assign]


async def _sent(
    sandbox: Sandbox,
    strangers: Strangers,
    load: Load,
    pid: int,
    plan: Plan,
    outcome: Outcome,
    tell: Callable[[Outcome], None],
) -> None:
    """Let everybody act, a little ahead of the desk."""
    feed, moved = sandbox.telegram.feed, monotonic()
    while len(strangers.sent) < plan.updates:
        before = len(feed.pending)
        if before < IN_FLIGHT:
            for _ in range(ORDINARY_EVERY):
                strangers.act()
            load.write()
            moved = monotonic()
            outcome.updates = len(strangers.sent)
            tell(outcome)
        elif monotonic() - moved > STANDS_SECONDS:
            why = sandbox.telegram.webhook.info().get("last_error_message", "") if sandbox.telegram.webhook else ""
            outcome.problems.append(f"the queue stands after {outcome.updates} updates: {before} wait. {why}")
            return
        if not _look(pid, outcome):
            return
        await asyncio.sleep(0.01)


def _look(pid: int, outcome: Outcome) -> bool:
    """Note the memory of a desk; False when it has ended."""
    try:
        process = psutil.Process(pid)
        if process.status() != psutil.STATUS_ZOMBIE:
            outcome.memory.append(process.memory_info().rss / MIB)
            return True
    except psutil.NoSuchProcess:
        pass
    outcome.problems.append(f"the process ended after {outcome.updates} updates")
    return False


async def _finish(database: Database, load: Load, pid: int, outcome: Outcome) -> None:
    """Wait until everything is worked through and ordinary people's messages have arrived."""
    end = monotonic() + DRAIN_SECONDS
    while not outcome.problems and monotonic() < end:
        if not load.missing() and not load.sandbox.telegram.feed.pending and not await _waiting(database):
            return
        _look(pid, outcome)
        await asyncio.sleep(0.1)
    if not outcome.problems:
        outcome.problems.append(f"the queue stands: {await _waiting(database)} inputs, {load.missing()} messages")


async def _waiting(database: Database) -> int:
    async with database.reading() as connection:
        return int(await connection.scalar(_WAITING) or 0)


async def _ended(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGTERM)
        await gone(pid, SPRING_SECONDS)
    except ProcessLookupError:
        pass


async def _account(database: Database, strangers: Strangers, load: Load, outcome: Outcome) -> None:
    outcome.updates = len(strangers.sent)
    outcome.ordinary = sum(map(len, load.written.values()))
    async with database.reading() as connection:
        rows = (await connection.execute(_SET_ASIDE)).all()
    for payload, error in sorted(rows, key=lambda row: -len(row[0])):
        update, kind = json.loads(payload), kind_of(error)
        outcome.set_aside[kind] += 1
        outcome.words_lost[kind] += has_words(update)
        if has_words(update) or not has_words(outcome.examples.get(kind, {})):
            outcome.examples[kind] = update
    outcome.words_lost = +outcome.words_lost
    outcome.problems += load.problems()
    if words := outcome.words_lost.total():
        outcome.problems.append(f"{words} updates with a person's words were set aside")
    if outcome.growth > MOST_GROWTH:
        outcome.problems.append(f"memory grew by {outcome.growth:.0f} MiB")


def kind_of(error: str | None) -> str:
    """Name an error as the inbox keeps it: its class, and the first place that a validator names, without numbers."""
    said = (error or "").replace("\\n", "\n")
    place = _PLACE.search(said) if "validation error" in said else None
    name = said.partition("(")[0].partition(" ")[0]
    return f"{'ValidationError' if place else name[:60]}{f' at {_general(place[1])}' if place else ''}"


def _general(place: str) -> str:
    return re.sub(r"\.\d+", "", place)


def lines_of(outcome: Outcome) -> list[str]:
    """List what was set aside, by kind: first what held words, then what came most often."""
    kinds = sorted(outcome.set_aside, key=lambda kind: (-outcome.words_lost[kind], -outcome.set_aside[kind]))
    lines = [f"  {outcome.set_aside[kind]:5}, with words {outcome.words_lost[kind]:4}: {kind}" for kind in kinds]
    return lines[:MOST_KINDS] + [f"  and {len(lines) - MOST_KINDS} kinds more"] * (len(lines) > MOST_KINDS)


def figures(outcome: Outcome) -> tuple[Any, ...]:
    """Return what a line of the table shows."""
    aside, words = outcome.set_aside.total(), outcome.words_lost.total()
    grown = f"{outcome.growth:+.0f}"
    return outcome.updates, outcome.ordinary, aside, words, len(outcome.problems), grown, round(outcome.seconds)
