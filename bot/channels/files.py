"""What files hold, whoever keeps them: so what came over one channel can be shown on another."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from bot.channels.errors import DeliveryError
from bot.rules.files import FOLDER, File

Fetch = Callable[[str], Awaitable[bytes]]
"""Returns what the file with a key holds. Raises DeliveryError."""


class Files:
    """Gives out files, and keeps those that no channel gives out again in the desk's folder, by their hash."""

    def __init__(self, folder: Path, channels: Mapping[str, Fetch]) -> None:
        """Keep in `folder`, which is made when it is needed; the rest is fetched from its channel."""
        self._folder = folder
        self._fetch: Mapping[str, Fetch] = {**channels, FOLDER: self._read}

    async def read(self, file: File) -> bytes:
        """Return what a file holds. Raises DeliveryError."""
        return await self._fetch[file.keeper](file.key)

    async def keep(self, data: bytes, name: str | None = None, mime: str | None = None) -> File:
        """Write data into the folder before anything refers to it; the same data is there once."""
        digest = hashlib.sha256(data).hexdigest()
        key = f"{digest[:2]}/{digest}"
        await asyncio.to_thread(_write, self._folder / key, data)
        return File(FOLDER, key, name, mime, len(data), digest)

    async def _read(self, key: str) -> bytes:
        try:
            return await asyncio.to_thread((self._folder / key).read_bytes)
        except OSError as error:
            raise DeliveryError(f"the file cannot be read: {error.strerror}", permanent=True) from error


def _write(path: Path, data: bytes) -> None:
    """Write beside and rename, so that no half of a file is ever found."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
