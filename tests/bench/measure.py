"""What one bot shows under one load after another."""

import contextlib
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

import psutil

from tests.bench.processes import bot, stand_in
from tests.bench.traffic import Load, Run

_ASIDE = ("getUpdates", "setMy", "setMessageReaction")


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
        """Calls that carry something: neither polling, nor menus, descriptions and reactions."""
        carrying = (count for method, count in self.run.calls.items() if not method.startswith(_ASIDE))
        return sum(carrying)

    def latency(self, percent: int) -> float:
        """Seconds in which so many in a hundred messages arrived; NaN when there are too few."""
        return quantiles(self.run.latencies, n=100)[percent - 1] if len(self.run.latencies) > 1 else float("nan")


def together(rounds: Sequence[Measured]) -> Measured:
    """Add up what one bot showed in several rounds; memory is that after the last."""
    run = Run()
    for each in (each.run for each in rounds):
        run.seconds += each.seconds
        run.latencies += each.latencies
        run.reports += each.reports
        run.lost, run.repeated, run.refused = (
            run.lost + each.lost,
            run.repeated + each.repeated,
            run.refused + each.refused,
        )
        run.calls = Counter(run.calls) + Counter(each.calls)
    return Measured(run, sum(each.cpu for each in rounds), rounds[-1].rss)


@contextlib.contextmanager
def running(
    module: str, environment: Mapping[str, str], first: Load, folder: Path
) -> Iterator[tuple[Measured, Callable[[Load], Measured]]]:
    """Run a bot's module against a stand-in of its own inside the body.

    Yields what became of the first load, which is there before the bot is started, and a way to put more on it.
    """
    with tempfile.NamedTemporaryFile("r", dir=folder, suffix=".log", delete=False) as log, stand_in() as server:
        server.begin(first)
        with bot(module, {**environment, "TELEGRAM_API_URL": server.address}, Path(log.name)) as process:

            def end() -> Measured:
                before = _cpu(process)
                run = server.end()
                if run.lost:
                    print(log.read(), file=sys.stderr)
                return Measured(run, _cpu(process) - before, process.memory_info().rss)

            def put(load: Load) -> Measured:
                server.begin(load)
                return end()

            yield end(), put


def measure(module: str, environment: Mapping[str, str], loads: Sequence[Load], folder: Path) -> list[Measured]:
    """Run a bot's module under one load after another; the first is there before it is started."""
    with running(module, environment, loads[0], folder) as (first, put):
        return [first, *map(put, loads[1:])]


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
