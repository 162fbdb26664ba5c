"""What was measured, against its goals; and what makes it worthless."""

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from math import nan
from pathlib import Path
from statistics import median

from tests.bench.measure import Measured
from tests.bench.rows import Row, at_most, ratio, table
from tests.bench.run import PER_SECOND, Plan, Relay, Results
from tests.bench.stand_in import GROUP_CALLS, GROUP_SECONDS

CEILING = 5.0
"""How many times faster than the bare bot the stand-in must be, so that it is the bots that are measured."""


def written(results: Results) -> str:
    """Return everything that is known about a run."""
    return "\n\n".join([table(rows(results)), ceiling(results), durability(results)])


def rows(results: Results) -> Iterator[Row]:
    """Yield the lines of the table."""
    yield from relay(results)
    yield pace(results)
    yield from burst(results)
    yield filled(results)
    yield from restart(results)
    yield from asking(results.plan, results.quiet, results.asking)
    yield routes(results.plan, results.direct, results.proxied)
    yield from switches(results.refused, results.silent)


def relay(results: Results) -> Iterator[Row]:
    """Compare with the bare bot under the same load."""
    bare, ours, many = results.bare, results.desk, f"{results.plan.in_flight} in flight"
    yield ratio(
        f"messages per second, {many}", ("bare", bare.many.per_second), ours.many.per_second, "{:,.0f}", least=0.7
    )
    cpu = ours.many.cpu_per_thousand
    yield ratio("CPU seconds per 1000 messages", ("bare", bare.many.cpu_per_thousand), cpu, "{:.2f}", most=1.5)
    name = f"RSS MiB, {results.plan.requesters:,} open tickets"
    yield ratio(name, ("bare", bare.many.rss / 2**20), ours.many.rss / 2**20, "{:.0f}", most=1.3)
    yield ratio("calls per message", ("bare", _calls(bare)), _calls(ours), "{:.2f}")
    yield ratio("p50 ms, one in flight", ("bare", _ms(bare.single, 50)), _ms(ours.single, 50), most=2)
    yield ratio("p99 ms, one in flight", ("bare", _ms(bare.single, 99)), _ms(ours.single, 99))
    yield ratio(f"p50 ms, {many}", ("bare", _ms(bare.many, 50)), _ms(ours.many, 50))
    yield ratio(f"p99 ms, {many}", ("bare", _ms(bare.many, 99)), _ms(ours.many, 99))


def pace(results: Results) -> Row:
    """Subtract what the bare bot takes: most of it is the slow API."""
    theirs, ours = _ms(results.bare.paced, 99), _ms(results.desk.paced, 99)
    name = f"p99 ms, {PER_SECOND:.0f}/s for {results.plan.seconds:g} s, calls take 25–75 ms"
    goal = at_most(ours - theirs, 150, "≤ + {:g} ms")
    return Row(name, f"bare {theirs:.1f}", f"{ours:.1f}", f"{ours - theirs:+.1f} ms", goal)


def burst(results: Results) -> Iterator[Row]:
    """Compare with the fewest calls there can be, all messages of a ticket in one, made as early as allowed."""
    plan, run = results.plan, results.burst.run
    name = f"burst of {plan.burst} messages, {plan.burst_tickets} tickets, one group"
    soonest = (plan.burst_tickets - 1) // GROUP_CALLS * GROUP_SECONDS
    yield ratio(
        f"{name}: seconds to the last", ("soonest", soonest), max(run.latencies, default=float("nan")), most=1.1
    )
    yield ratio("its calls", ("fewest", plan.burst_tickets), results.burst.calls - run.refused, "{:.0f}")
    yield Row("its refusals (429)", "", f"{run.refused}", "", at_most(run.refused, 0, "{:g}"))


def filled(results: Results) -> Row:
    """Compare with the desk itself before it had a history."""
    plan = results.plan
    name = f"messages per second with {plan.tickets:,} closed tickets, {plan.stored:,} messages stored"
    without = ("without", results.desk.many.per_second)
    return ratio(name, without, results.filled.per_second, "{:,.0f}", least=0.9)


def restart(results: Results) -> Iterator[Row]:
    """Tell how soon a desk delivers that is started; the bare bot has nothing but one new message to relay."""
    latencies = results.restart.run.latencies or [float("nan")]
    name = f"start with {results.plan.undelivered:,} undelivered: seconds to the first delivery"
    bare = max(results.bare.start.run.latencies, default=float("nan"))
    goal = at_most(min(latencies), 3, "≤ {:g} s")
    yield Row(name, f"bare {bare:.1f}", f"{min(latencies):.1f}", f"{min(latencies) / bare:.2f}", goal)
    yield Row("seconds to the last delivery", "", f"{max(latencies):.1f}", "", None)


def asking(plan: Plan, quiet: Measured, asked: Measured) -> Iterator[Row]:
    """Compare the desk with itself while a supervisor reads statistics."""
    name = f"p99 ms, one in flight, while /stats of a year counts {plan.counted:,} tickets"
    yield ratio(name, ("without", _ms(quiet, 99)), _ms(asked, 99), most=1.5)
    yield Row("seconds to its answer, median", "", f"{median(asked.run.reports or [nan]):.1f}", "", None)


def routes(plan: Plan, direct: Measured, proxied: Measured) -> Row:
    """Compare the desk behind a proxy with itself without one."""
    name = f"messages per second through a SOCKS proxy, {plan.in_flight} in flight"
    return ratio(name, ("direct", direct.per_second), proxied.per_second, "{:,.0f}", least=0.8)


def switches(refused: Measured, silent: Measured) -> Iterator[Row]:
    """Tell how long the message that waits longest waits when the preferred proxy fails, and what is lost."""
    for how, each, most in (("is gone", refused, 5), ("is a black hole", silent, 20)):
        longest = max(each.run.latencies, default=nan)
        name = f"a proxy {how}: seconds of the message that waits longest"
        yield Row(name, "", f"{longest:.1f}", "", at_most(longest, most, "≤ {:g} s"))
    lost = refused.run.lost + silent.run.lost
    yield Row("messages lost then", "", f"{lost}", "", at_most(lost, 0, "{:g}"))


def backing(plan: Plan, quiet: Measured, meanwhile: Measured, seconds: list[float]) -> Iterator[Row]:
    """Compare the desk with itself while it is backed up."""
    name = f"p99 ms, one in flight, during backups of {plan.stored:,} messages"
    yield ratio(name, ("without", _ms(quiet, 99)), _ms(meanwhile, 99), most=1.5)
    yield ratio("p50 ms", ("without", _ms(quiet, 50)), _ms(meanwhile, 50))
    yield Row("seconds for a backup, median", "", f"{median(seconds):.1f}", "", None)


def _ms(measured: Measured, percent: int) -> float:
    return measured.latency(percent) * 1000


def _calls(bot: Relay) -> float:
    return bot.many.calls / (len(bot.many.run.latencies) or 1)


def ceiling(results: Results) -> str:
    """Tell how fast the stand-in can serve, in messages and as a multiple of the bare bot."""
    times = results.ceiling.per_second / results.bare.many.per_second
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
    for name, each in _measured(results):
        if each.run.lost or each.run.repeated:
            yield f"{name}: {each.run.lost} messages lost, {each.run.repeated} repeated"
    if results.refused.run.lost or results.silent.run.lost:
        yield "messages were lost when a proxy failed"
    total = results.plan.total
    if results.stored != {"messages": total, "copies": total, "inbox": 0, "outbox": 0}:
        yield "the desk has not stored everything"
    if results.ceiling.per_second < CEILING * results.bare.many.per_second:
        yield "the stand-in is too slow on this machine: it would be measured with the bots"


def _measured(results: Results) -> Iterator[tuple[str, Measured]]:
    for name, bot in (("bare bot", results.bare), ("desk", results.desk)):
        yield from ((f"{name}, {field.name}", getattr(bot, field.name)) for field in fields(bot))
    for name in ("ceiling", "filled", "burst", "restart", "quiet", "asking", "direct", "proxied"):
        yield name, getattr(results, name)


def machine(now: datetime) -> str:
    """Name what it was measured on and when; a load from others spoils the figures."""
    processor = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{processor[1] if processor else platform.machine()}, {os.cpu_count()} cores, {platform.system()}, {python}, "
        f"load before {os.getloadavg()[0]:.1f}, {now:%Y-%m-%d}"
    )
