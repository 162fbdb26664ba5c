"""`make soak`: kills desks under load and faults, on both databases; fails when anything is lost or out of order."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.databases import PostgresDatabases, SqliteFiles
from tests.delivery.processes import nursery
from tests.soak.campaign import Outcome, Plan, run

PROGRESS = 10
DATABASES = ("sqlite", "postgres")
OVERHEAD = 0.8
"""The part of the time that kills may take; the rest is for what is then left to be delivered."""


def main(arguments: list[str]) -> int:
    """Run a campaign per database; 1 when a message was lost, reordered, or doubled without need."""
    given = _parsed(arguments)
    seconds = given.minutes * 60 / len(given.database) * OVERHEAD
    plan = Plan(given.kills, seconds, given.calls, given.faults, given.albums, given.seed)
    print(" ".join(["Command: python -m tests.soak", *arguments]), f"(seed {plan.seed})", flush=True)
    outcomes = {name: _campaign(name, plan) for name in given.database}
    print(table(outcomes))
    problems = [f"{name}: {problem}" for name, outcome in outcomes.items() for problem in outcome.problems]
    short = [f"{name}: only {each.kills} kills in time" for name, each in outcomes.items() if each.kills < plan.kills]
    print(*problems, *short, sep="\n")
    return 1 if problems or short else 0


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
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

    async def campaign(url: str, folder: Path) -> Outcome:
        async with nursery(folder) as desks:
            return await run(url, desks, plan, tell)

    with tempfile.TemporaryDirectory(prefix="soak") as folder, _database(name, Path(folder)) as url:
        return asyncio.run(campaign(url, Path(folder)))


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
