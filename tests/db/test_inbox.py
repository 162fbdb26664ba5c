from datetime import UTC, datetime

from db import inbox

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)


async def store(database, *keys: str, source: str = "telegram") -> None:
    async with database.durable() as connection:
        await inbox.store(connection, source, [(key, f'{{"n": "{key}"}}') for key in keys], NOW)


async def waiting(database) -> list[str]:
    async with database.reading() as connection:
        return [item.payload for item in await inbox.waiting(connection, 10)]


async def test_inputs_wait_in_the_order_in_which_they_came(database):
    await store(database, "9", "10")
    await store(database, "1")
    await store(database)
    assert await waiting(database) == ['{"n": "9"}', '{"n": "10"}', '{"n": "1"}']


async def test_duplicates_fall_within_a_source_also_when_worked_through(database):
    await store(database, "1", "2", "1")
    async with database.transaction() as connection:
        await inbox.done(connection, (await inbox.waiting(connection, 1))[0].id)
    await store(database, "1", "2", "3")
    await store(database, "3", source="email")
    assert await waiting(database) == ['{"n": "2"}', '{"n": "3"}', '{"n": "3"}']


async def test_an_input_is_tried_again_until_it_is_set_aside(database):
    await store(database, "1", "2")
    async with database.transaction() as connection:
        first, second = await inbox.waiting(connection, 2)
        await inbox.failed(connection, first.id, "bad luck", final=False)
        await inbox.failed(connection, second.id, "hopeless", final=True)
        assert [(item.id, item.attempts) for item in await inbox.waiting(connection, 2)] == [(first.id, 1)]
        assert await inbox.waiting_count(connection) == 1
