"""`make dockerfile`: the steps of deploy/Dockerfile that build, done in a clean folder with the system's python3.

Needs the package index. The desk then starts from there as its image starts it. What the second stage installs by apt
is not done.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

from tests.deploy.dockerfile import copy, stages
from tests.deploy.starting import laid, why_not, work

SYSTEM = "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"


def build(folder: Path) -> None:
    """Do each step in its order; raises CalledProcessError."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    for step in stages()[0]:
        began = monotonic()
        if step.word == "COPY":
            copy(step.rest, folder)
        elif step.word == "RUN":
            subprocess.run(["sh", "-ec", step.rest], cwd=folder, env=environment | {"PATH": SYSTEM}, check=True)
            print(f"{monotonic() - began:5.1f} s  {step.rest}", flush=True)


def main() -> int:
    """Build, start, stop; 2 where that cannot be tried."""
    if reason := why_not():
        print(f"nothing can be made read-only here: {reason}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        image = laid(Path(folder))
        build(image.desk)
        began = monotonic()
        asyncio.run(work(image))
        print(f"{monotonic() - began:5.1f} s  started, healthy, backed up, stopped, with a read-only root")
    return 0


if __name__ == "__main__":
    sys.exit(main())
