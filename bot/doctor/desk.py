"""The desk itself, if it runs: what it says of its own health."""

import json
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.channels.telegram.line import REFUSED, RIVAL, SILENT
from bot.doctor.subject import CALL_SECONDS, Subject
from bot.health import LOST, UNWRITABLE
from bot.rules.desk.findings import Check, Finding, What, odd, right, wrong

MOST_BYTES = 65_536
SAID = {
    RIVAL: What.DESK_RIVALLED,
    REFUSED: What.DESK_REFUSED,
    SILENT: What.DESK_UNHEARD,
    LOST: What.DESK_LOST,
}
"""What it says in English to machines, and what that is to people."""


async def desk(subject: Subject) -> list[Finding]:
    """Ask `GET /healthz`, for which the desk writes its pulse as at any other time: nobody else need try to write."""
    address = subject.address
    if address is None:
        return [odd(Check.DESK, What.PORT_UNKNOWN)]
    try:
        said = await _health(address)
    except aiohttp.ClientConnectorError:
        return [odd(Check.DESK, What.DESK_STANDS, address=address)]
    except TimeoutError:
        return [wrong(Check.DESK, What.DESK_HANGS, address=address)]
    except aiohttp.ClientError:
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("reasons"), list):
        return [wrong(Check.DESK, What.PORT_TAKEN, address=address)]
    return [_complaint(str(each)) for each in said["reasons"]] or [right(Check.DESK, What.DESK_RUNS, address=address)]


def _complaint(reason: str) -> Finding:
    if reason in SAID:
        return wrong(Check.DESK, SAID[reason])
    if reason.startswith(UNWRITABLE):
        return wrong(Check.DESK, What.DESK_UNWRITABLE, reason=reason.removeprefix(f"{UNWRITABLE}: "))
    return wrong(Check.DESK, What.DESK_COMPLAINS, reason=reason)


async def _health(address: str) -> Any:
    """Return what it says, or None when that is nothing a desk says."""
    limit = aiohttp.ClientTimeout(total=CALL_SECONDS)
    async with aiohttp.ClientSession(timeout=limit) as session, session.get(f"{address}/healthz") as answer:
        if answer.status not in (HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE):
            return None
        try:
            return json.loads(await answer.content.read(MOST_BYTES))
        except ValueError:
            return None
