from datetime import timedelta

from db.tickets import tickets
from tests.db.rows import NOW, ticket


async def test_numbers_count_from_one_without_gaps_after_a_rollback(database):
    async with database.transaction() as connection:
        assert (await ticket(connection)).number == 1
    try:
        async with database.transaction() as connection:
            assert (await ticket(connection)).number == 2
            raise LookupError
    except LookupError:
        pass
    async with database.transaction() as connection:
        assert (await ticket(connection)).number == 2
        assert await tickets.find(connection, 3) is None


async def test_a_ticket_is_open_until_it_is_closed(database):
    async with database.transaction() as connection:
        first, second = await ticket(connection), await ticket(connection)
        closed = await tickets.move(connection, first.number, state="closed", closed_at=NOW)
        assert (closed.is_open, closed.closed_at) == (False, NOW)
        assert [each.number for each in await tickets.open_of(connection, first.person)] == [second.number]


async def test_clause_4_3_a_missed_deadline_is_found_once_and_only_for_open_tickets(database):
    due = NOW + timedelta(hours=1)
    async with database.transaction() as connection:
        late = await ticket(connection, deadline=due)
        await ticket(connection, deadline=due, state="closed")
        await ticket(connection, deadline=None)
        assert await tickets.newly_overdue(connection, due) == []
        (found,) = await tickets.newly_overdue(connection, due + timedelta(seconds=1))
        assert found.number == late.number
        await tickets.move(connection, late.number, overdue_at=due)
        assert await tickets.newly_overdue(connection, due + timedelta(seconds=1)) == []
