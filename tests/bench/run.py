"""What is measured in one run: each bot under its loads, one after another, on databases prepared beforehand."""

import asyncio
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.bench import desk
from tests.bench.fill import fill
from tests.bench.measure import Measured, measure
from tests.bench.traffic import Load

DESK, LIMITED_DESK = "bot", "tests.bench.limited"
PER_SECOND = 100.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How much there is to do."""

    messages: int = 10_000
    requesters: int = 10_000
    in_flight: int = 64
    seconds: float = 60.0
    tickets: int = 100_000
    stored: int = 1_000_000
    undelivered: int = 10_000
    burst_tickets: int = 30
    burst: int = 300

    @property
    def busy(self) -> tuple[Load, Load, Load]:
        """Give a message that waits for the bot to start, a warm-up that does not count, and the full load."""
        few = Load(max(self.messages // 10, self.in_flight), self.requesters, self.in_flight)
        return Load(1, self.requesters, 1), few, Load(self.messages, self.requesters, self.in_flight)

    @property
    def relay(self) -> tuple[Load, ...]:
        """Give those, then one in flight, then a steady pace with an API as slow as a real one."""
        single = Load(max(self.messages // 10, 2), self.requesters, 1)
        paced = Load(int(PER_SECOND * self.seconds), self.requesters, per_second=PER_SECOND, slow=True)
        return *self.busy, single, paced

    @property
    def total(self) -> int:
        """Count the messages of the relay."""
        return sum(load.messages for load in self.relay)


@dataclass(frozen=True, slots=True)
class Relay:
    """What a bot showed under each load of `Plan.relay`."""

    start: Measured
    warm_up: Measured
    many: Measured
    single: Measured
    paced: Measured


@dataclass(frozen=True, slots=True)
class Results:
    """The figures of one run; `stored` is what the desk's database held at the end of the relay."""

    plan: Plan
    ceiling: Measured
    bare: Relay
    desk: Relay
    stored: dict[str, int]
    filled: Measured
    burst: Measured
    restart: Measured


def run(plan: Plan, folder: Path) -> Results:
    """Measure everything. Takes minutes: the pace is kept for `seconds` by two bots, and a burst waits for budgets."""
    empty, filled, held, full = prepare(plan, folder)
    return Results(
        plan=plan,
        ceiling=measure("tests.bench.raw", {}, plan.busy, folder)[-1],
        bare=Relay(*measure("tests.bench.bare", {}, plan.relay, folder)),
        desk=Relay(*measure(DESK, desk.environment(empty), plan.relay, folder)),
        stored=asyncio.run(desk.stored(desk.url_of(empty))),
        filled=measure(DESK, desk.environment(filled), plan.busy, folder)[-1],
        burst=burst(plan, held, folder),
        restart=restart(plan, full, folder),
    )


def prepare(plan: Plan, folder: Path) -> tuple[Path, Path, Path, Path]:
    """Make a database of open tickets alone; one with years behind it; one for the burst; one with a full outbox."""
    empty, *others = (folder / f"{name}.db" for name in ("empty", "filled", "burst", "undelivered"))
    asyncio.run(desk.prepare(desk.url_of(empty), plan.requesters))
    for path in others:
        shutil.copy(empty, path)
    filled, held, full = others
    fill(filled, plan.tickets, plan.stored)
    asyncio.run(desk.leave_undelivered(desk.url_of(full), plan.undelivered, plan.requesters))
    os.sync()  # what was written now must not be written while something is measured
    return empty, filled, held, full


def burst(plan: Plan, database: Path, folder: Path) -> Measured:
    """Let messages of a few tickets come all at once, under Telegram's limit for a group."""
    load = Load(plan.burst, plan.burst_tickets, in_flight=plan.burst, limited=True)
    return measure(LIMITED_DESK, desk.environment(database), [Load(1, plan.requesters, 1), load], folder)[-1]


def restart(plan: Plan, database: Path, folder: Path) -> Measured:
    """Start the desk on an outbox full of deliveries: latencies are from the start of the process."""
    return measure(DESK, desk.environment(database), [Load(plan.undelivered, plan.requesters)], folder)[0]
