"""`GET /healthz`: 200 when the database answers and the source of updates is alive, else 503 with the reasons."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web
from sqlalchemy import text

from db.engine import FAILURES, Database, DatabaseLostError

_PING = text("select 1")


def healthz(database: Database, silent: Callable[[], bool]) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Build the handler; `silent` tells whether Telegram has not been heard for too long."""

    async def answer(_request: web.Request) -> web.Response:
        reasons = [reason for reason in (await _database(database), _source(silent)) if reason]
        status = HTTPStatus.SERVICE_UNAVAILABLE if reasons else HTTPStatus.OK
        return web.json_response({"ok": not reasons, "reasons": reasons}, status=status)

    return answer


async def _database(database: Database) -> str | None:
    try:
        database.check_file()
        async with database.reading() as connection:
            await connection.execute(_PING)
    except DatabaseLostError:
        return "the file of the database was removed or replaced"
    except FAILURES as error:
        return f"the database does not answer: {type(error).__name__}"
    return None


def _source(silent: Callable[[], bool]) -> str | None:
    return "Telegram has not answered for over 90 s" if silent() else None
