"""What was measured, as a table of Markdown; and what makes it worthless."""

import os
import platform
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.bench.measure import Figures, Plan

CEILING = 5.0
"""How many times faster than the bare bot the stand-in must be, so that it is the bots that are measured."""


@dataclass(frozen=True, slots=True)
class Results:
    """The figures of one run, and what the desk had stored at its end."""

    plan: Plan
    ceiling: Figures
    bare: Figures
    desk: Figures
    stored: dict[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a figure of each bot and their ratio."""

    name: str
    figure: Callable[[Figures], float]
    form: str = "{:,.1f}"

    def cells(self, bare: Figures, desk: Figures) -> list[str]:
        """Give the columns."""
        theirs, ours = self.figure(bare), self.figure(desk)
        return [self.name, self.form.format(theirs), self.form.format(ours), f"{ours / theirs:.2f}"]


def lines(plan: Plan) -> list[Line]:
    """Give the lines of the table."""
    many = f"{plan.in_flight} in flight"
    return [
        Line(f"messages per second, {many}", lambda bot: bot.per_second, "{:,.0f}"),
        Line("CPU seconds per 1000 messages", lambda bot: bot.cpu_per_thousand, "{:.2f}"),
        Line(f"p50 ms, {many}", lambda bot: bot.busy_p50 * 1000),
        Line(f"p99 ms, {many}", lambda bot: bot.busy_p99 * 1000),
        Line("p50 ms, one in flight", lambda bot: bot.single_p50 * 1000),
        Line("p99 ms, one in flight", lambda bot: bot.single_p99 * 1000),
        Line("RSS MiB", lambda bot: bot.rss / 2**20, "{:.0f}"),
        Line("calls per message", lambda bot: bot.calls_per_message, "{:.2f}"),
    ]


def table(results: Results) -> str:
    """Give every line with its ratio to the bare bot."""
    rows = [["relay from requester to operators", "bare aiogram", "desk", "desk / bare"]]
    rows += [line.cells(results.bare, results.desk) for line in lines(results.plan)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
    return "\n".join(_row(row, widths) for row in rows)


def _row(cells: list[str], widths: list[int]) -> str:
    name, *figures = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return " | ".join(["| " + name.strip().ljust(widths[0]), *figures]) + " |"


def ceiling(results: Results) -> str:
    """Tell how fast the stand-in can serve, in messages and as a multiple of the bare bot."""
    times = results.ceiling.per_second / results.bare.per_second
    return (
        f"The stand-in alone serves {results.ceiling.per_second:,.0f} messages per second (a relay of plain sockets): "
        f"{times:.1f} × the bare bot, at least {CEILING:g} × are required."
    )


def durability(results: Results) -> str:
    """Tell what the desk had stored at the end."""
    stored, total = results.stored, results.plan.total
    return (
        f"Stored by the desk: {stored['messages']:,} of {total:,} messages, {stored['copies']:,} receipts; "
        f"unfinished: {stored['inbox']} inputs, {stored['outbox']} deliveries."
    )


def faults(results: Results) -> Iterator[str]:
    """Say why the figures must not be used."""
    for name, bot in (("raw relay", results.ceiling), ("bare bot", results.bare), ("desk", results.desk)):
        if bot.lost or bot.repeated:
            yield f"{name}: {bot.lost} messages lost, {bot.repeated} repeated"
    total = results.plan.total
    if results.stored != {"messages": total, "copies": total, "inbox": 0, "outbox": 0}:
        yield "the desk has not stored everything"
    if results.ceiling.per_second < CEILING * results.bare.per_second:
        yield "the stand-in is too slow on this machine: it would be measured with the bots"


def machine(now: datetime) -> str:
    """Name what it was measured on and when; a load from others spoils the figures."""
    processor = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{processor[1] if processor else platform.machine()}, {os.cpu_count()} cores, {platform.system()}, {python}, "
        f"load before {os.getloadavg()[0]:.1f}, {now:%Y-%m-%d}"
    )
