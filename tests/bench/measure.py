"""Puts a bot and the stand-in side by side, each a process of its own, and takes the figures of one bot."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

import psutil

from tests.bench.loop import Load, Run
from tests.bench.messages import TOKEN

ROOT = Path(__file__).parents[2]
STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How much every bot has to do."""

    messages: int
    requesters: int
    in_flight: int

    @property
    def loads(self) -> tuple[Load, Load, Load]:
        """Give what is sent one after another: a warm-up that does not count, many in flight, one in flight."""
        few = max(self.messages // 10, self.in_flight)
        return (
            Load(1, few, self.requesters, self.in_flight),
            Load(1 + few, self.messages, self.requesters, self.in_flight),
            Load(1 + few + self.messages, few, self.requesters, 1),
        )

    @property
    def total(self) -> int:
        """Count the messages of all loads."""
        return sum(load.messages for load in self.loads)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one bot showed. Seconds and bytes; CPU and memory are the bot's process alone, under the full load."""

    per_second: float
    cpu_per_thousand: float
    busy_p50: float
    busy_p99: float
    single_p50: float
    single_p99: float
    rss: int
    calls_per_message: float
    lost: int
    repeated: int


def measure(module: str, environment: Mapping[str, str], plan: Plan, folder: Path) -> Figures:
    """Run a bot's module against a stand-in of its own; what it writes goes to a log in the folder."""
    log = folder / f"{module}.log"
    with _stand_in() as (address, run), _bot(module, {**environment, "TELEGRAM_API_URL": address}, log) as process:
        warm_up, many, single = plan.loads
        runs = [run(warm_up)]
        before = _cpu(process)
        runs.append(run(many))
        cpu, rss = _cpu(process) - before, process.memory_info().rss
        runs.append(run(single))
    if any(each.lost for each in runs):
        print(log.read_text(), file=sys.stderr)
    return _figures(runs, cpu, rss)


def _figures(runs: list[Run], cpu: float, rss: int) -> Figures:
    _, many, single = runs
    arrived = len(many.latencies) or 1
    busy, alone = _percentiles(many.latencies), _percentiles(single.latencies)
    return Figures(
        per_second=arrived / many.seconds,
        cpu_per_thousand=cpu / arrived * 1000,
        busy_p50=busy[49],
        busy_p99=busy[98],
        single_p50=alone[49],
        single_p99=alone[98],
        rss=rss,
        calls_per_message=sum(count for method, count in many.calls.items() if method != "getUpdates") / arrived,
        lost=sum(run.lost for run in runs),
        repeated=sum(run.repeated for run in runs),
    )


def _percentiles(latencies: list[float]) -> list[float]:
    return quantiles(latencies, n=100) if len(latencies) > 1 else [float("nan")] * 99


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@contextlib.contextmanager
def _stand_in() -> Iterator[tuple[str, Callable[[Load], Run]]]:
    command = [sys.executable, "-m", "tests.bench.stand_in"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        loads, runs = process.stdin, process.stdout
        assert loads is not None
        assert runs is not None

        def run(load: Load) -> Run:
            print(json.dumps(asdict(load)), file=loads, flush=True)
            return Run(**json.loads(runs.readline()))

        yield runs.readline().strip(), run


@contextlib.contextmanager
def _bot(module: str, environment: Mapping[str, str], log: Path) -> Iterator[psutil.Process]:
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BOT_TOKEN": TOKEN, **environment}
    command = [sys.executable, "-m", module]
    # In the log's folder no .env of a developer is found.
    with log.open("w") as file, subprocess.Popen(command, cwd=log.parent, env=given, stderr=file) as process:
        try:
            yield psutil.Process(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)
