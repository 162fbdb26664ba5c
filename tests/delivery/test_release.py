"""What was held for a person goes out again, once, however often they came back meanwhile."""

from datetime import UTC, datetime

from bot.channels.recipients import release
from bot.rules.addresses import ToPerson
from bot.rules.kinds import Kind
from db import outbox
from db.engine import Database

NOW = datetime(2026, 2, 3, 9, tzinfo=UTC)
WHOM = ToPerson(3)


async def waiting(database: Database) -> list[outbox.Parcel]:
    async with database.reading() as connection:
        return await outbox.waiting(connection, 0, 20)


async def worked_off(database: Database) -> list[str]:
    """Deliver as the courier does, in order; returns the kinds that were delivered, twenty of them at most."""
    delivered: list[str] = []
    while len(delivered) < 20 and (parcels := await waiting(database)):
        if parcels[0].kind == Kind.RELEASE:
            await release(database, lambda: NOW, parcels[0])
        async with database.transaction() as connection:
            await outbox.done(connection, [parcels[0].id])
        delivered.append(parcels[0].kind)
    return delivered


async def test_two_releases_do_not_line_up_behind_each_other_for_ever(database: Database):
    async with database.transaction() as connection:
        await outbox.enqueue(connection, WHOM, Kind.NOTICE, {}, NOW)
        [held] = await outbox.waiting(connection, 0, 1)
        await outbox.hold(connection, held.id, "blocked")
        for kind in (Kind.RELEASE, Kind.RELEASE, Kind.CALL):
            await outbox.enqueue(connection, WHOM, kind, {}, NOW)
    assert await worked_off(database) == ["release", "release", "call", "release", "notice"]
