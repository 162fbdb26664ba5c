"""`make soak`: kills desks under load and faults, and sends them strange updates, on both databases.

Fails when anything is lost or out of order, when a process ends or a queue stands. `python -m tests.soak fuzz` sends
the strange updates alone, `python -m tests.soak kill` only kills.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from tests.databases import PostgresDatabases, SqliteFiles
from tests.delivery.processes import Nursery, nursery
from tests.soak import fuzz
from tests.soak.campaign import Outcome, Plan, run

Came = TypeVar("Came")
PROGRESS = 10
STRANGE_PROGRESS = 1000
PARTS = ("kill", "fuzz")
DATABASES = ("sqlite", "postgres")
OVERHEAD = 0.8
"""The part of the time that kills may take; the rest is for what is then left to be delivered."""


def main(arguments: list[str]) -> int:
    """Run the campaigns per database; 1 when a message was lost, reordered, or doubled without need."""
    given = _parsed(arguments)
    print(" ".join(["Command: python -m tests.soak", *arguments]), f"(seed {given.seed})", flush=True)
    problems = [problem for part in given.part or PARTS for problem in {"kill": _killed, "fuzz": _fuzzed}[part](given)]
    print(*problems, sep="\n")
    return 1 if problems else 0


def _killed(given: argparse.Namespace) -> list[str]:
    seconds = given.minutes * 60 / len(given.database) * OVERHEAD
    plan = Plan(given.kills, seconds, given.calls, given.faults, given.albums, given.seed)
    outcomes = {name: _campaign(name, plan) for name in given.database}
    print(table(outcomes))
    problems = [f"{name}: {problem}" for name, outcome in outcomes.items() for problem in outcome.problems]
    return problems + [
        f"{name}: only {each.kills} kills in time" for name, each in outcomes.items() if each.kills < plan.kills
    ]


def _fuzzed(given: argparse.Namespace) -> list[str]:
    each = given.updates // len(given.database) // len(fuzz.WAYS)
    outcomes = {
        (name, way): _strange(name, fuzz.Plan(each, way, given.seed)) for name in given.database for way in fuzz.WAYS
    }
    print(strange_table(outcomes))
    return [f"{' by '.join(key)}: {problem}" for key, outcome in outcomes.items() for problem in outcome.problems]


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("part", nargs="*", choices=(*PARTS, []), help="one part alone")
    parser.add_argument("--updates", type=int, default=20_000, help="strange ones, for all databases together")
    parser.add_argument("--kills", type=int, default=100, help="per database")
    parser.add_argument("--calls", type=int, default=200, help="each desk is killed within so many calls")
    parser.add_argument("--minutes", type=float, default=10, help="for all databases together")
    parser.add_argument("--faults", type=float, default=0.03, help="share of the calls that is spoilt")
    parser.add_argument("--albums", type=float, default=0.02, help="share of the messages that are albums")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=DATABASES)
    return parser.parse_args(arguments)


def _campaign(name: str, plan: Plan) -> Outcome:
    def tell(outcome: Outcome) -> None:
        if outcome.kills % PROGRESS == 0:
            print(f"{name}: {outcome.kills} kills", flush=True)

    return _with_desks(name, lambda url, desks: run(url, desks, plan, tell))


def _strange(name: str, plan: fuzz.Plan) -> fuzz.Outcome:
    told = 0

    def tell(outcome: fuzz.Outcome) -> None:
        nonlocal told
        if outcome.updates // STRANGE_PROGRESS > told:
            told = outcome.updates // STRANGE_PROGRESS
            print(f"{name} by {plan.way}: {outcome.updates} strange updates", flush=True)

    return _with_desks(name, lambda url, desks: fuzz.run(url, desks, plan, tell))


def _with_desks(name: str, campaign: Callable[[str, Nursery], Coroutine[Any, Any, Came]]) -> Came:
    async def run_in(folder: Path, url: str) -> Came:
        async with nursery(folder) as desks:
            return await campaign(url, desks)

    with tempfile.TemporaryDirectory(prefix="soak") as folder, _database(name, Path(folder)) as url:
        return asyncio.run(run_in(Path(folder), url))


@contextmanager
def _database(name: str, folder: Path) -> Iterator[str]:
    if name == "sqlite":
        yield SqliteFiles(folder).new()
        return
    server = PostgresDatabases(folder / "pg")
    try:
        yield server.new()
    finally:
        server.stop()


def table(outcomes: Mapping[str, Outcome]) -> str:
    """Show what came of the campaigns."""
    lines = [
        "| database | kills | faults | messages | lost or out of order | doubled | calls in flight | seconds |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, each in outcomes.items():
        figures = (name, each.kills, each.faults.total(), each.written, len(each.problems), each.doubled)
        lines.append("| " + " | ".join(map(str, (*figures, each.may_double, round(each.seconds)))) + " |")
    return "\n".join(lines)


def strange_table(outcomes: Mapping[tuple[str, str], fuzz.Outcome]) -> str:
    """Show what came of strange updates, and what was set aside by the kind of its error."""
    lines = [
        "| database | way | strange updates | ordinary messages | set aside | with words | problems | MiB | seconds |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += ["| " + " | ".join(map(str, (*key, *fuzz.figures(each)))) + " |" for key, each in outcomes.items()]
    aside = [
        line for key, each in outcomes.items() if each.set_aside for line in (" by ".join(key), *fuzz.lines_of(each))
    ]
    return "\n".join(lines + ["set aside:", *aside] * bool(aside))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
