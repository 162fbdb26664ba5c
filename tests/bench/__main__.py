"""`make bench`: prints the table, and fails when its figures must not be used."""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import report
from tests.bench.rows import table
from tests.bench.run import REFUSED, SILENT, Plan, backups_alone, reports_alone, routes, run, switch


def main(arguments: list[str]) -> int:
    """Measure as the arguments say; 1 when a message was lost or the stand-in is the bottleneck."""
    plan, only = _plan(arguments)
    print(report.machine(datetime.now(UTC)))
    print(" ".join(["Command: python -m tests.bench", *arguments]), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        if only == "reports":
            print(table(report.asking(plan, *reports_alone(plan, Path(folder)))))
            return 0
        if only == "backups":
            print(table(report.backing(plan, *backups_alone(plan, Path(folder)))))
            return 0
        if only == "routes":
            ways = routes(plan, Path(folder))
            failing = [switch(plan, *how, Path(folder)) for how in (REFUSED, SILENT)]
            print(table([report.routes(plan, *ways), *report.switches(*failing)]))
            return 1 if any(each.run.lost for each in (*ways, *failing)) else 0
        results = run(plan, Path(folder))
    print(report.written(results))
    found = list(report.faults(results))
    for fault in found:
        print(f"FAULT: {fault}")
    return 1 if found else 0


def _plan(arguments: list[str]) -> tuple[Plan, str | None]:
    """Return how much there is to do, and which part alone."""
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    for name, kind, told in (
        ("messages", int, "messages under full load"),
        ("requesters", int, "people who write in turn, an open ticket each"),
        ("in-flight", int, "messages on their way at once"),
        ("seconds", float, "how long the steady pace is kept"),
        ("tickets", int, "closed tickets in the filled database"),
        ("stored", int, "messages in the filled database"),
        ("undelivered", int, "rows in the outbox that a restart finds"),
        ("counted", int, "closed tickets that statistics of a year are made of"),
    ):
        default = getattr(usual, name.replace("-", "_"))
        parser.add_argument(f"--{name}", type=kind, default=default, help=f"{told} ({default:,})")
    for part, told in (
        ("reports", "the relay while one is read"),
        ("backups", "the relay while the database is backed up"),
        ("routes", "the relay straight and by a proxy"),
    ):
        parser.add_argument(
            f"--only-{part}", dest="only", action="store_const", const=part, help=f"measure nothing but {told}"
        )
    given = vars(parser.parse_args(arguments))
    only = given.pop("only")
    return Plan(**given), only


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
