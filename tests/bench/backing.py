"""A database that is backed up again and again while others write."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter

from tests.bench.processes import ROOT


@contextlib.contextmanager
def backing_up(environment: Mapping[str, str], folder: Path, seconds: list[float]) -> Iterator[None]:
    """Back up without pause inside the body; notes how long each backup took. It ends with the one under way."""
    enough = threading.Event()
    command = [sys.executable, "-m", "bot", "backup", str(folder)]
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}

    def run() -> None:
        while not enough.is_set() or not seconds:
            began = perf_counter()
            subprocess.run(command, cwd=folder, env=given, stdout=subprocess.DEVNULL, check=True)
            seconds.append(perf_counter() - began)
            for made in folder.glob("desk-*"):
                made.unlink()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()
