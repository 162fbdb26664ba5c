"""`make bench`: prints the table, and fails when its figures must not be used."""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import report
from tests.bench.rows import table
from tests.bench.run import Plan, reports_alone, run


def main(arguments: list[str]) -> int:
    """Measure as the arguments say; 1 when a message was lost or the stand-in is the bottleneck."""
    plan, alone = _plan(arguments)
    print(report.machine(datetime.now(UTC)))
    print(" ".join(["Command: python -m tests.bench", *arguments]), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        if alone:
            print(table(report.asking(plan, *reports_alone(plan, Path(folder)))))
            return 0
        results = run(plan, Path(folder))
    print(report.written(results))
    found = list(report.faults(results))
    for fault in found:
        print(f"FAULT: {fault}")
    return 1 if found else 0


def _plan(arguments: list[str]) -> tuple[Plan, bool]:
    """Return how much there is to do, and whether it is the reports alone."""
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
    parser.add_argument("--only-reports", action="store_true", help="measure nothing but the relay while one is read")
    given = vars(parser.parse_args(arguments))
    alone = given.pop("only_reports")
    return Plan(**given), alone


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
