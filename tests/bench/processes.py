"""A bot and the stand-in side by side, each a process of its own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import psutil

from tests.bench.messages import TOKEN
from tests.bench.traffic import Load, Run

ROOT = Path(__file__).parents[2]
STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class StandIn:
    """The other end of a stand-in's pipes."""

    address: str
    loads: IO[str]
    runs: IO[str]

    def begin(self, load: Load) -> None:
        """Put a load on whoever polls."""
        print(json.dumps(asdict(load)), file=self.loads, flush=True)

    def end(self) -> Run:
        """Wait for what became of it."""
        return Run(**json.loads(self.runs.readline()))


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy's address as TELEGRAM_PROXY has it, and the other end of its pipe."""

    address: str
    faults: IO[str]

    def fail(self, fault: str) -> None:
        """Let it fail in a way (tests/bench/proxy.py)."""
        print(fault, file=self.faults, flush=True)


@contextlib.contextmanager
def stand_in() -> Iterator[StandIn]:
    """Serve a Bot API inside the body."""
    command = [sys.executable, "-m", "tests.bench.stand_in"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield StandIn(process.stdout.readline().strip(), process.stdin, process.stdout)


@contextlib.contextmanager
def proxy() -> Iterator[Proxy]:
    """Run a SOCKS5 proxy inside the body."""
    command = [sys.executable, "-m", "tests.bench.proxy"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Proxy(process.stdout.readline().strip(), process.stdin)


@contextlib.contextmanager
def bot(module: str, environment: Mapping[str, str], log: Path) -> Iterator[psutil.Process]:
    """Run a bot's module inside the body; what it writes goes to the log."""
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BOT_TOKEN": TOKEN, **environment}
    command = [sys.executable, "-m", module]
    # In the log's folder no .env of a developer is found.
    with log.open("w") as file, subprocess.Popen(command, cwd=log.parent, env=given, stderr=file) as process:
        try:
            yield psutil.Process(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)
