"""Old rows go in small steps; what waits, what failed and what is young stays."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from bot import clock
from bot.actions.desk import pruning as steps
from bot.policy import policy_of
from bot.settings import Settings
from db import inbox, tables
from db.desk import pruning

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)
OLD, YOUNG = NOW - timedelta(days=7, seconds=1), NOW - timedelta(days=7) + timedelta(seconds=1)
STATES = ("done", "failed", "waiting", "dropped")


async def fill(connection, *rows: tuple[str, datetime]) -> None:
    """Put rows of the same states and ages into both tables."""
    for table, instant, more in (
        (tables.inbox, "received_at", {"source": "telegram", "payload": "{}"}),
        (tables.outbox, "created_at", {"channel": "telegram", "destination": "person:1", "kind": "call", "body": {}}),
    ):
        for number, (state, at) in enumerate(rows):
            key = {"external_id": str(number)} if table is tables.inbox else {"due_at": at}
            await connection.execute(insert(table), {"state": state, instant: at, **more, **key})


async def left(connection) -> list[list[str]]:
    """The states of the rows that are left, of both tables."""
    return [
        list((await connection.execute(select(table.c.state).order_by(table.c.id))).scalars())
        for table in (tables.inbox, tables.outbox)
    ]


async def test_only_what_is_old_and_done_with_goes(database):
    async with database.transaction() as connection:
        await fill(connection, *[(state, OLD) for state in STATES], *[(state, YOUNG) for state in STATES])
        assert await pruning.prune(connection, NOW - timedelta(days=7), 100) == 4
        assert await left(connection) == [["failed", "waiting", *STATES]] * 2


async def test_each_tick_takes_a_small_step_until_nothing_old_is_left(database, monkeypatch):
    monkeypatch.setattr(steps, "MOST", 2)
    policy = policy_of(Settings())
    async with database.transaction() as connection:
        await fill(connection, ("failed", OLD), *[("done", OLD)] * 5, ("done", YOUNG))
    sizes = []
    for _ in range(4):
        await clock.tick(database, policy, lambda: NOW, lambda: None)
        async with database.reading() as connection:
            sizes.append([len(states) for states in await left(connection)])
    assert sizes == [[5, 5], [3, 3], [2, 2], [2, 2]]


async def test_the_newest_row_stays_so_that_no_id_is_given_twice(database):
    async with database.transaction() as connection:
        await fill(connection, ("done", OLD), ("done", OLD))
        await pruning.prune(connection, NOW, 100)
        await fill(connection, ("waiting", NOW))
        for table in (tables.inbox, tables.outbox):
            assert list((await connection.execute(select(table.c.id).order_by(table.c.id))).scalars()) == [2, 3]


async def test_a_duplicate_is_known_as_long_as_telegram_may_repeat_it(database):
    day = Settings.model_fields["keep_done_days"].metadata[0].ge
    async with database.transaction() as connection:
        await inbox.store(connection, "telegram", [("1", "{}"), ("2", "{}")], NOW - timedelta(hours=24))
        for row in await inbox.waiting(connection, 2):
            await inbox.done(connection, row.id)
        await pruning.prune(connection, NOW - timedelta(days=day), 100)
        await inbox.store(connection, "telegram", [("1", "{}")], NOW)
        assert await inbox.waiting_count(connection) == 0


@pytest.mark.parametrize("table", ["inbox", "outbox"])
async def test_a_state_that_does_not_exist_is_refused(database, table: str):
    async with database.transaction() as connection:
        await fill(connection, ("done", OLD))
    with pytest.raises(IntegrityError, match="state"):
        async with database.transaction() as connection:
            await connection.execute(text(f"update {table} set state = 'lost'"))
