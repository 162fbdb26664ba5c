from datetime import UTC, datetime, timedelta

from db import outbox

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)


async def enqueue(connection, *destinations: str) -> list[int]:
    for destination in destinations:
        await outbox.enqueue(connection, destination, "call", {"text": "Ж\u2028<b>"}, NOW, ticket=7, message=8)
    return [parcel.id for parcel in await outbox.waiting(connection, 0, 100)]


async def test_parcels_are_taken_in_order_behind_the_last_one(database):
    async with database.transaction() as connection:
        ids = await enqueue(connection, "person:1", "ticket:7", "person:1")
        first, second = await outbox.waiting(connection, 0, 2)
        (third,) = await outbox.waiting(connection, second.id, 2)
    assert [first.id, second.id, third.id] == sorted(ids)
    assert (first.destination, first.kind, first.body) == ("person:1", "call", {"text": "Ж\u2028<b>"})
    assert (first.channel, first.ticket, first.message, first.due_at, first.attempts) == ("telegram", 7, 8, NOW, 0)


async def test_what_is_rolled_back_was_never_promised(database):
    try:
        async with database.transaction() as connection:
            await enqueue(connection, "person:1")
            raise LookupError
    except LookupError:
        pass
    async with database.reading() as connection:
        assert await outbox.waiting_count(connection) == 0


async def test_a_postponed_parcel_keeps_its_place_and_its_instant(database):
    due = NOW + timedelta(seconds=17)
    async with database.transaction() as connection:
        first, second = await enqueue(connection, "person:1", "person:1")
        await outbox.postpone(connection, first, due, "Too Many Requests", {"sent": 1})
    async with database.reading() as connection:
        postponed, other = await outbox.waiting(connection, 0, 10)
    assert (postponed.id, postponed.due_at, postponed.attempts) == (first, due, 1)
    assert (other.id, other.attempts) == (second, 0)


async def test_delivered_and_hopeless_parcels_wait_no_longer(database):
    async with database.transaction() as connection:
        first, second, third, fourth = await enqueue(connection, *["person:1"] * 4)
        await outbox.done(connection, [first, second])
        await outbox.fail(connection, third, "Forbidden: bot was blocked by the user")
        assert [parcel.id for parcel in await outbox.waiting(connection, 0, 10)] == [fourth]
        assert await outbox.waiting_count(connection) == 1


async def test_what_is_held_comes_back_in_its_order_behind_what_the_courier_has_seen(database):
    async with database.transaction() as connection:
        first, other, second = await enqueue(connection, "person:1", "person:2", "person:1")
        for row in (first, second):
            await outbox.hold(connection, row, "bot was blocked by the user")
        assert [each.id for each in await outbox.waiting(connection, 0, 10)] == [other]
        await outbox.release(connection, "person:1", NOW + timedelta(hours=1))
        *_, third, fourth = await enqueue(connection, "person:1", "person:2")
        back = await outbox.waiting(connection, other, 10)
        assert await outbox.waiting_count(connection) == 5
    assert [each.destination for each in back] == ["person:1", "person:1", "person:1", "person:2"]
    assert min(each.id for each in back) > second, "a courier that has seen the old numbers finds the new ones"
    assert [each.due_at for each in back] == [NOW + timedelta(hours=1)] * 2 + [NOW] * 2
    assert (back[0].body, back[0].ticket, back[0].message, back[0].attempts) == ({"text": "Ж\u2028<b>"}, 7, 8, 0)
    assert [third, fourth] == [each.id for each in back[2:]]
