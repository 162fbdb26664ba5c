"""The desk started as in its image: nothing can be written but its volume and the folder for temporary files."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from bot.sandbox.server import TOKEN
from tests.delivery.conftest import until
from tests.deploy.dockerfile import copy_into, environment_at, words_of
from tests.desks import free_port, telegram

STARTS_IN = 60.0
STOPS_IN = 5.0

READ_ONLY = """set -eu
for place in "$DATA" "$TMPDIR"; do mount --bind "$place" "$place"; done
held=$(findmnt --noheadings --output TARGET --target "$DESK")
for place in "$held" /; do mount --options remount,bind,ro "$place"; done
exec "$@"
"""
APART = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]


@dataclass(frozen=True, slots=True)
class Image:
    """Where the folders of the image lie."""

    desk: Path
    data: Path
    temporary: Path

    @property
    def environment(self) -> Mapping[str, str]:
        places = {"DESK": self.desk, "DATA": self.data, "TMPDIR": self.temporary}
        return {**environment_at(self.desk, self.data), **{name: str(path) for name, path in places.items()}}

    async def start(self, words: list[str], **settings: str) -> Process:
        """Start a command as in a container with a read-only root: without HOME, in a namespace of its own."""
        return await asyncio.create_subprocess_exec(
            *APART,
            "sh",
            "-c",
            READ_ONLY,
            "sh",
            *words,
            cwd=self.desk,
            env={**self.environment, **settings},
            stdout=PIPE,
            stderr=PIPE,
            umask=0,
        )

    @contextlib.asynccontextmanager
    async def running(self, **settings: str) -> AsyncIterator[Process]:
        """Run the desk; it is killed at the end if it still runs."""
        process = await self.start(words_of("ENTRYPOINT"), **settings)
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.communicate()

    async def ended(self, words: list[str], **settings: str) -> tuple[int | None, str]:
        """The exit status of a command, and what it said."""
        process = await self.start(words, **settings)
        said, complained = await process.communicate()
        return process.returncode, (said + complained).decode()


def lay(folder: Path) -> Image:
    """Lay out the folders as the image has them, with packages that are already installed."""
    image = laid(folder)
    copy_into(image.desk)
    (image.desk / ".venv").symlink_to(sys.prefix)
    return image


def laid(folder: Path) -> Image:
    """Make the folders of an image, empty."""
    image = Image(folder / "desk", folder / "data", folder / "tmp")
    for place in (image.desk, image.data, image.data / "backups", image.temporary):
        place.mkdir(mode=0o700)
    return image


async def work(image: Image) -> None:
    """Start the desk, ask the check of the image for its health, wait for its first backup, and stop it."""
    secret, port = image.temporary / "bot_token", str(free_port())
    secret.write_text(TOKEN)
    async with telegram() as (_, address):
        told = {"BOT_TOKEN_FILE": str(secret), "TELEGRAM_API_URL": address, "HTTP_PORT": port}
        async with image.running(**told) as process:
            began = monotonic()
            assert process.stderr is not None
            while b" started " not in (line := await asyncio.wait_for(process.stderr.readline(), STARTS_IN)):
                assert line, "it ended"
            starting = monotonic() - began  # a machine that is too busy to start it in time will not stop it faster
            said = await image.ended(words_of("HEALTHCHECK"), HTTP_PORT=port)
            assert said == (0, '{"ok": true, "role": "leader", "reasons": []}\n')
            await until(lambda: list((image.data / "backups").glob("desk-*.db")))
            process.send_signal(signal.SIGTERM)
            _, complained = await asyncio.wait_for(process.communicate(), max(STOPS_IN, starting))
            assert (process.returncode, b"Traceback" in complained) == (0, False), complained.decode()
    assert {path.name for path in image.data.iterdir()} <= {"desk.db", "desk.db-wal", "desk.db-shm", "files", "backups"}


def why_not() -> str | None:
    """Why nothing can be made read-only here, if so."""
    if shutil.which("unshare") is None:
        return "there is no unshare"
    tried = subprocess.run([*APART, "true"], capture_output=True, text=True, check=False)
    return tried.stderr.strip() if tried.returncode else None
