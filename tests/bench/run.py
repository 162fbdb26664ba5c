"""What is measured in one run: each bot under its loads, one after another, on databases prepared beforehand."""

import asyncio
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Timer

from tests.bench import desk
from tests.bench.backing import backing_up
from tests.bench.fill import SINCE, UNTIL, fill
from tests.bench.measure import Measured, measure, running, together
from tests.bench.processes import proxy
from tests.bench.proxy import KILL
from tests.bench.traffic import Load

DESK, LIMITED_DESK = "bot", "tests.bench.limited"
PER_SECOND = 100.0
ROUNDS = 5
SWITCHING = 20.0
"""Messages per second while a proxy fails."""
REFUSED, SILENT = (KILL, 6.0), ("black hole", 24.0)
"""How a proxy fails, and for how many seconds people write."""


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
    counted: int = 1_000_000
    burst_tickets: int = 30
    burst: int = 300

    @property
    def start(self) -> Load:
        """Return a message that waits for the bot to start."""
        return Load(1, self.requesters, 1)

    @property
    def warm_up(self) -> Load:
        """Return what does not count."""
        return Load(max(self.messages // 10, self.in_flight), self.requesters, self.in_flight)

    @property
    def round(self) -> Load:
        """Return a part of the full load."""
        return Load(self.messages // ROUNDS, self.requesters, self.in_flight)

    @property
    def single(self) -> Load:
        """Return a load with one message in flight."""
        return Load(max(self.messages // 10, 2), self.requesters, 1)

    @property
    def paced(self) -> Load:
        """Return a load at a steady pace, with an API as slow as a real one."""
        return Load(int(PER_SECOND * self.seconds), self.requesters, per_second=PER_SECOND, slow=True)

    @property
    def quiet(self) -> Load:
        """Return a part of a load with one message in flight, to be compared with `asking`."""
        return Load(max(self.messages // ROUNDS, 2), self.requesters, 1)

    @property
    def asking(self) -> Load:
        """Return the same while a supervisor reads statistics of a year."""
        return replace(self.quiet, report=f"/stats {SINCE}..{UNTIL}")

    @property
    def loads(self) -> tuple[Load, ...]:
        """Return all that a bot has to do, in order."""
        return self.start, self.warm_up, *[self.round] * ROUNDS, self.single, self.paced

    @property
    def total(self) -> int:
        """Count the messages of the relay."""
        return sum(load.messages for load in self.loads)


@dataclass(frozen=True, slots=True)
class Relay:
    """What a bot showed under each load of a plan; `many` is all rounds together."""

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
    quiet: Measured
    asking: Measured
    direct: Measured
    proxied: Measured
    refused: Measured
    silent: Measured


def run(plan: Plan, folder: Path) -> Results:
    """Measure everything. Takes minutes: the pace is kept for `seconds` by two bots, and a burst waits for budgets."""
    empty, filled, held, full, counted = prepare(plan, folder)
    ceiling = measure("tests.bench.raw", {}, (plan.start, plan.warm_up, plan.round), folder)[-1]
    bare, ours, with_history = relay(plan, empty, filled, folder)
    quiet, asking = reports(plan, counted, folder)
    direct, proxied = routes(plan, folder)
    return Results(
        plan=plan,
        ceiling=ceiling,
        bare=bare,
        desk=ours,
        stored=asyncio.run(desk.stored(desk.url_of(empty))),
        filled=with_history,
        burst=burst(plan, held, folder),
        restart=restart(plan, full, folder),
        quiet=quiet,
        asking=asking,
        direct=direct,
        proxied=proxied,
        refused=switch(plan, *REFUSED, folder),
        silent=switch(plan, *SILENT, folder),
    )


def relay(plan: Plan, empty: Path, filled: Path, folder: Path) -> tuple[Relay, Relay, Measured]:
    """Measure the bare bot and the desk without and with a history, in turns: a machine is not always equally fast."""
    with (
        running("tests.bench.bare", {}, plan.start, folder) as (bare_start, bare),
        running(DESK, desk.environment(empty), plan.start, folder) as (desk_start, ours),
        running(DESK, desk.environment(filled), plan.start, folder) as (_, with_history),
    ):
        bots = (bare, ours, with_history)
        warm_ups = [put(plan.warm_up) for put in bots]
        rounds = [[put(plan.round) for put in bots] for _ in range(ROUNDS)]
        many = [together(each) for each in zip(*rounds, strict=True)]
        singles, paced = ([put(load) for put in bots[:2]] for load in (plan.single, plan.paced))
    starts = (bare_start, desk_start)
    of_bare, of_desk = (Relay(*each) for each in zip(starts, warm_ups[:2], many[:2], singles, paced, strict=True))
    return of_bare, of_desk, many[2]


def routes(plan: Plan, folder: Path) -> tuple[Measured, Measured]:
    """Measure the desk straight and through a SOCKS proxy, in turns, on databases of open tickets alone."""
    ways = [folder / f"{name}.db" for name in ("direct", "proxied")]
    asyncio.run(desk.prepare(desk.url_of(ways[0]), plan.requesters))
    shutil.copy(*ways)
    os.sync()
    with (
        proxy() as only,
        running(DESK, desk.environment(ways[0]), plan.start, folder) as (_, straight),
        running(DESK, desk.environment(ways[1]) | {"TELEGRAM_PROXY": only.address}, plan.start, folder) as (_, through),
    ):
        for put in (straight, through):
            put(plan.warm_up)
        rounds = [(straight(plan.round), through(plan.round)) for _ in range(ROUNDS)]
    direct, proxied = (together(each) for each in zip(*rounds, strict=True))
    return direct, proxied


def switch(plan: Plan, fault: str, seconds: float, folder: Path) -> Measured:
    """Let the preferred one of two proxies fail a second after people began to write at a steady pace."""
    database = folder / f"{fault}.db"
    asyncio.run(desk.prepare(desk.url_of(database), plan.requesters))
    with proxy() as first, proxy() as second:
        routes = {"TELEGRAM_PROXY": f"{first.address},{second.address}"}
        with running(DESK, desk.environment(database) | routes, plan.start, folder) as (_, put):
            Timer(1.0, first.fail, [fault]).start()
            return put(Load(int(SWITCHING * seconds), plan.requesters, per_second=SWITCHING, kept=True))


def reports_alone(plan: Plan, folder: Path) -> tuple[Measured, Measured]:
    """Measure nothing but what statistics cost those who write meanwhile."""
    counted = folder / "counted.db"
    asyncio.run(desk.prepare(desk.url_of(counted), plan.requesters))
    fill(counted, plan.counted, plan.counted)
    os.sync()
    return reports(plan, counted, folder)


def backups_alone(plan: Plan, folder: Path) -> tuple[Measured, Measured, list[float]]:
    """Measure what a backup costs those who write meanwhile; also returns how many seconds each took."""
    database = folder / "kept.db"
    asyncio.run(desk.prepare(desk.url_of(database), plan.requesters))
    fill(database, plan.tickets, plan.stored)
    os.sync()
    with running(DESK, desk.environment(database), plan.start, folder) as (_, put):
        put(plan.quiet)
        rounds, seconds = [], list[float]()
        for _ in range(ROUNDS):
            quiet = put(plan.quiet)
            with backing_up(desk.environment(database), folder, seconds):
                rounds.append((quiet, put(plan.quiet)))
    quiet, meanwhile = (together(each) for each in zip(*rounds, strict=True))
    return quiet, meanwhile, seconds


def prepare(plan: Plan, folder: Path) -> tuple[Path, Path, Path, Path, Path]:
    """Make databases: open tickets alone; years behind it; for the burst; with a full outbox; much to count."""
    empty, *others = (folder / f"{name}.db" for name in ("empty", "filled", "burst", "undelivered", "counted"))
    asyncio.run(desk.prepare(desk.url_of(empty), plan.requesters))
    for path in others:
        shutil.copy(empty, path)
    filled, held, full, counted = others
    fill(filled, plan.tickets, plan.stored)
    fill(counted, plan.counted, plan.counted)
    asyncio.run(desk.leave_undelivered(desk.url_of(full), plan.undelivered, plan.requesters))
    os.sync()  # what was written now must not be written while something is measured
    return empty, filled, held, full, counted


def burst(plan: Plan, database: Path, folder: Path) -> Measured:
    """Let messages of a few tickets come all at once, under Telegram's limit for a group."""
    load = Load(plan.burst, plan.burst_tickets, in_flight=plan.burst, limited=True)
    return measure(LIMITED_DESK, desk.environment(database), [plan.start, load], folder)[-1]


def restart(plan: Plan, database: Path, folder: Path) -> Measured:
    """Start the desk on an outbox full of deliveries: latencies are from the start of the process."""
    return measure(DESK, desk.environment(database), [Load(plan.undelivered, plan.requesters)], folder)[0]


def reports(plan: Plan, database: Path, folder: Path) -> tuple[Measured, Measured]:
    """Measure the desk without and with somebody who reads statistics, in turns."""
    with running(DESK, desk.environment(database), plan.start, folder) as (_, put):
        put(plan.quiet)
        rounds = [(put(plan.quiet), put(plan.asking)) for _ in range(ROUNDS)]
    quiet, asking = (together(each) for each in zip(*rounds, strict=True))
    return quiet, asking
