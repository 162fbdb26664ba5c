"""`GET /healthz`: 200 when the desk can write and Telegram answers, else 503 with the reasons."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from http import HTTPStatus

from aiohttp import web

from db.desk import pulse
from db.engine import FAILURES, Database, DatabaseLostError

LOST = "the file of the database was removed or replaced"
UNWRITABLE = "nothing can be written to the database"
WRITE_SECONDS = 3.0
"""How long a write may wait for others."""


def healthz(
    database: Database, now: Callable[[], datetime], faults: Callable[[], list[str]], leads: Callable[[], bool]
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Build the handler; `faults` tells what is wrong between the desk and Telegram, `leads` whether it is on duty."""

    async def answer(_request: web.Request) -> web.Response:
        fault = await _database(database, now())
        reasons = ([fault] if fault else []) + faults()
        status = HTTPStatus.SERVICE_UNAVAILABLE if reasons else HTTPStatus.OK
        role = "leader" if leads() else "standby"
        return web.json_response({"ok": not reasons, "role": role, "reasons": reasons}, status=status)

    return answer


async def _database(database: Database, now: datetime) -> str | None:
    """Write something: a full disk and a server that takes no writes can be read from all the same."""
    try:
        database.check_file()
        async with asyncio.timeout(WRITE_SECONDS), database.transaction() as connection:
            await pulse.beat(connection, now)
    except DatabaseLostError:
        return LOST
    except FAILURES as error:  # TimeoutError is an OSError
        return f"{UNWRITABLE}: {type(error).__name__}"
    return None
