"""What an exception says is stored and told: without the secrets that it may quote."""

from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.sandbox.client import Person
from tests.delivery.conftest import until
from tests.desks import Stage
from tests.factories import open_ticket

BROKEN = {
    "no status": b"garbage\r\n\r\n",
    "no such header": b"HTTP/1.1 200 OK\r\nContent Length\r\n\r\n",
    "a body that ends too soon": b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
    "an endless header": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000,
}


async def kept(stage: Stage) -> bytes:
    """All that the database holds of errors; of SQLite all there is."""
    database = stage.desk.database
    if database.is_sqlite:
        file = Path(database.url.database or "")
        return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    async with database.reading() as connection:
        found = await connection.execute(text("select error from outbox union all select error from inbox"))
        return repr(found.all()).encode()


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
async def test_a_broken_answer_brings_the_token_into_no_row_and_no_line(
    stage: Stage, vera: Person, anna: Person, answer: bytes
):
    await open_ticket(stage.desk)
    await stage.settled()
    carried_out, broken = stage.sandbox._carried_out, []

    async def garbled(request: web.Request, method: str, call):
        if method == "copymessage" and len(broken) < 2:
            broken.append(method)
            assert request.transport is not None
            request.transport.write(answer)
            request.transport.close()
        return await carried_out(request, method, call)

    stage.sandbox._carried_out = garbled
    with capture_logs() as logs:
        await vera.in_topic("ЭО-1").send("ответ")
        await until(lambda: len(broken) == 2)
        await anna.sees("ответ")
        await stage.settled()
    secret = stage.sandbox.token
    assert "delivery_postponed" in {each["event"] for each in logs}
    assert secret not in repr(logs)
    assert secret.encode() not in await kept(stage)
    assert b"copyMessage: " in await kept(stage)
