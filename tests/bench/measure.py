"""What one bot shows under one load after another."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

import psutil

from tests.bench.processes import StandIn, bot, stand_in
from tests.bench.traffic import Load, Run


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of a load, with the CPU seconds and the bytes of memory that the bot's process alone took."""

    run: Run
    cpu: float
    rss: int

    @property
    def per_second(self) -> float:
        """Messages that arrived."""
        return len(self.run.latencies) / self.run.seconds

    @property
    def cpu_per_thousand(self) -> float:
        """CPU seconds for 1000 messages."""
        return self.cpu / (len(self.run.latencies) or 1) * 1000

    @property
    def calls(self) -> int:
        """Calls other than polling."""
        return sum(count for method, count in self.run.calls.items() if method != "getUpdates")

    def latency(self, percent: int) -> float:
        """Seconds in which so many in a hundred messages arrived; NaN when there are too few."""
        return quantiles(self.run.latencies, n=100)[percent - 1] if len(self.run.latencies) > 1 else float("nan")


def measure(module: str, environment: Mapping[str, str], loads: Sequence[Load], folder: Path) -> list[Measured]:
    """Run a bot's module against a stand-in of its own. The first load is there before the bot is started."""
    log = folder / f"{module}.log"
    with stand_in() as server:
        server.begin(loads[0])
        with bot(module, {**environment, "TELEGRAM_API_URL": server.address}, log) as process:
            found = [_end(server, process)]
            for load in loads[1:]:
                server.begin(load)
                found.append(_end(server, process))
    if any(each.run.lost for each in found):
        print(log.read_text(), file=sys.stderr)
    return found


def _end(server: StandIn, process: psutil.Process) -> Measured:
    before = _cpu(process)
    run = server.end()
    return Measured(run, _cpu(process) - before, process.memory_info().rss)


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
