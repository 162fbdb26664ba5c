"""Rows that others refer to."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from db.people import identities
from db.tickets import tickets
from db.tickets.tickets import Ticket
from tests.factories import IDENTITY, seen

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)


async def ticket(connection: AsyncConnection, **fields: Any) -> Ticket:
    """An open ticket of Anna's."""
    anna = await seen(connection, 101, "Анна", NOW)
    identity = await identities.record(connection, anna.id, IDENTITY, anna.id, NOW)
    usual = {"channel": "telegram", "reply_channel": "telegram", "service": 3, "tariff": "basic", "state": "new"}
    whose = {"person": anna.id, "identity": identity, "opened_at": NOW}
    return await tickets.add(connection, **usual | whose | fields)
