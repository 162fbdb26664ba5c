from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from db.tables import inbox

_RECEIVED = select(inbox.c.received_at)


def row(at: datetime) -> dict[str, object]:
    return {"source": "telegram", "external_id": at.isoformat(), "payload": "{}", "received_at": at}


async def test_an_instant_comes_back_in_utc_whatever_zone_it_was_stored_from(database):
    moscow = datetime(2026, 2, 3, 10, 0, 0, 123456, tzinfo=ZoneInfo("Europe/Moscow"))
    async with database.transaction() as connection:
        await connection.execute(insert(inbox), row(moscow))
    async with database.reading() as connection:
        stored = await connection.scalar(_RECEIVED)
    assert (stored, stored.tzinfo) == (moscow, UTC)


async def test_instants_from_different_zones_are_compared_as_instants(database):
    moscow = datetime(2026, 2, 3, 10, tzinfo=ZoneInfo("Europe/Moscow"))
    utc = datetime(2026, 2, 3, 8, tzinfo=UTC)
    async with database.transaction() as connection:
        await connection.execute(insert(inbox), [row(utc), row(moscow)])
        earlier = await connection.scalars(_RECEIVED.where(inbox.c.received_at < utc.astimezone(moscow.tzinfo)))
        assert earlier.all() == [utc - timedelta(hours=1)]


async def test_a_naive_datetime_is_refused(database):
    naive = datetime(2026, 2, 3)  # noqa: DTZ001
    async with database.transaction() as connection:
        with pytest.raises(StatementError, match="naive"):
            await connection.execute(insert(inbox), row(naive))
