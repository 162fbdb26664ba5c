"""Desks in processes of their own, which can be killed: `python -m bot`, imported once and forked each time.

Run as a program it reads an environment as JSON per line, starts a desk in it and answers with its process id.
"""

import asyncio
import contextlib
import gc
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


def serve() -> None:
    """Fork a desk per line."""
    from bot.__main__ import main
    from bot.channels.limits import UNKNOWN
    from db import leases

    gc.freeze()  # or each child would touch, and so copy, everything
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that were killed
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.environ.update(json.loads(line))
            if term := os.environ.get("LEASE_TERM"):
                leases.TERM, leases.RENEW_SECONDS, leases.ANSWER_SECONDS = float(term), float(term) / 6, float(term) / 2
            os._exit(main(UNKNOWN))
        print(child, flush=True)


@dataclass(frozen=True, slots=True)
class Nursery:
    """Where desks are started."""

    process: asyncio.subprocess.Process

    async def start(self, environment: dict[str, str]) -> int:
        """Start a desk; returns its process id."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(environment).encode() + b"\n")
        return int(await self.process.stdout.readline())


async def gone(pid: int, seconds: float = 20.0) -> None:
    """Wait until a process is no more."""
    with contextlib.suppress(ProcessLookupError):
        async with asyncio.timeout(seconds):
            while True:
                os.kill(pid, 0)
                await asyncio.sleep(0.002)


@contextlib.asynccontextmanager
async def nursery(folder: Path) -> AsyncIterator[Nursery]:
    """Keep a parent of desks, which work in `folder`."""
    pipe = asyncio.subprocess.PIPE
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", "tests.delivery.processes")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, start_new_session=True
    )
    try:
        yield Nursery(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with the desks that a failed test has left
        await process.wait()


if __name__ == "__main__":
    serve()
