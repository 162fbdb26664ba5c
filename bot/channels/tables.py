"""Tables out of files, read by a process of their own: what is in a file costs the desk neither memory nor a turn."""

import asyncio
import json
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

import structlog

from bot.rules.guide import guide_import, sheets
from bot.rules.people import directory_cells
from bot.rules.refusals import Refused

log = structlog.get_logger(__name__)
READER = "bot.channels.table_reader"
MOST_SECONDS = 600
"""That the reading of a file may take, however busy the machine is; of a processor it gets less (`table_reader`)."""
MOST_LINE = 16 * 2**20
"""Bytes of a row: seven columns of TEXT_LIMIT characters fit in as JSON."""
CHUNK = 1000
_ROOT = Path(__file__).parents[2]
_REASONS: dict[str, StrEnum] = {
    str(each): each for each in (*sheets.Reason, *guide_import.Reason, *directory_cells.Reason)
}
_PLACE = re.compile(r'([\w.]+)", line (\d+)')

Row: TypeAlias = tuple[Any, ...]
"""As its kind has it: `bot.channels.table_reader`."""


@dataclass(frozen=True, slots=True)
class Table:
    """What it is a table of, its columns, how many rows there are, and they themselves, up to CHUNK at once."""

    kind: str
    columns: dict[str, Any]
    total: int
    chunks: AsyncIterator[list[Row]]


@asynccontextmanager
async def reading(data: bytes) -> AsyncIterator[Table]:
    """Read a file; its process ends with the block. Raises Refused, whatever goes wrong."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", READER, stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=MOST_LINE, cwd=_ROOT, env={}
    )
    try:
        yield await _begun(process, data)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def _begun(process: Process, data: bytes) -> Table:
    assert process.stdin
    assert process.stdout
    try:
        async with asyncio.timeout(MOST_SECONDS):
            with suppress(BrokenPipeError, ConnectionResetError):  # it has ended before it took everything
                process.stdin.write(data)
                await process.stdin.drain()
                process.stdin.close()
            head = await process.stdout.readline()
    except TimeoutError:
        raise Refused(sheets.Reason.TOO_MUCH) from None
    if not head:
        raise await _broken(process)
    said = json.loads(head)
    if "reason" in said:
        raise Refused(_REASONS[said["reason"]], **said["details"])
    return Table(said["kind"], said["columns"], said["total"], _chunks(process.stdout, said["total"]))


async def _chunks(lines: asyncio.StreamReader, total: int) -> AsyncIterator[list[Row]]:
    for done in range(0, total, CHUNK):
        chunk = [await lines.readline() for _ in range(min(CHUNK, total - done))]
        if not chunk[-1]:
            raise Refused(sheets.Reason.UNREADABLE)
        yield [tuple(json.loads(row)) for row in chunk]


async def _broken(process: Process) -> Refused:
    """Say why a reader ended without an answer; what people wrote stays out of the log."""
    _, said = await process.communicate()
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return Refused(sheets.Reason.TOO_MUCH)
    lines = said.decode(errors="replace").splitlines() or [""]
    places = [":".join(place) for place in _PLACE.findall(said.decode(errors="replace"))]
    log.error("file_unreadable", code=process.returncode, error=lines[-1].partition(":")[0], place=places[-1:])
    return Refused(sheets.Reason.UNREADABLE)
