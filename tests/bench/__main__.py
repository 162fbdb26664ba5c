"""`make bench`: prints the table, and fails when its figures must not be used."""

import argparse
import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import desk, report
from tests.bench.measure import Plan, measure
from tests.bench.report import Results


def main(arguments: list[str]) -> int:
    """Measure as the arguments say; 1 when a message was lost or the stand-in is the bottleneck."""
    plan = _plan(arguments)
    print(report.machine(datetime.now(UTC)))
    print(" ".join(["Command: python -m tests.bench", *arguments]), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        results = run(plan, Path(folder))
    print(report.table(results), report.ceiling(results), report.durability(results), sep="\n\n")
    found = list(report.faults(results))
    for fault in found:
        print(f"FAULT: {fault}")
    return 1 if found else 0


def run(plan: Plan, folder: Path) -> Results:
    """Measure every bot, one after another."""
    url = desk.database_url(folder)
    asyncio.run(desk.prepare(url, plan.requesters))
    return Results(
        plan=plan,
        ceiling=measure("tests.bench.raw", {}, plan, folder),
        bare=measure("tests.bench.bare", {}, plan, folder),
        desk=measure("tests.bench.unlimited", desk.environment(url), plan, folder),
        stored=asyncio.run(desk.stored(url)),
    )


def _plan(arguments: list[str]) -> Plan:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--messages", type=int, default=4000, help="messages under full load")
    parser.add_argument("--requesters", type=int, default=500, help="people who write in turn, an open ticket each")
    parser.add_argument("--in-flight", type=int, default=64, help="messages on their way at once")
    return Plan(**vars(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
