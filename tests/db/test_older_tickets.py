"""Tickets that were opened before the desk knew of warnings."""

import runpy
from datetime import timedelta
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection

import db.migrations
from bot.actions.deadlines import warnings
from bot.actions.work import Work
from bot.policy import policy_of
from db import alarms
from db.alarms import Alarm
from db.tables import outbox
from db.tickets import tickets
from tests.db.rows import NOW, ticket
from tests.desks import settings_for

POLICY = policy_of(settings_for("sqlite+aiosqlite://", "http://localhost"))
DEADLINE = NOW + timedelta(days=1, hours=7)  # 16 working hours later


def apply(connection: Connection) -> None:
    """Run the migration once more: it changes no tables."""
    (file,) = Path(db.migrations.__path__[0]).glob("versions/*_warn_of_older_tickets.py")
    with Operations.context(MigrationContext.configure(connection)):
        runpy.run_path(str(file))["upgrade"]()


async def test_clause_4_3_after_an_upgrade_open_tickets_get_their_next_warning_and_no_late_one(database):
    async with database.transaction() as connection:
        first = await ticket(connection, deadline=DEADLINE)
        usual = {"person": first.person, "identity": first.identity, "channel": "telegram", "reply_channel": "telegram"}
        usual |= {"opened_at": NOW, "service": 3, "tariff": "basic", "state": "in_work", "deadline": DEADLINE}
        for fields in ({"state": "closed"}, {"deadline": None}, {"deadline": NOW + timedelta(hours=5)}, {}):
            await tickets.add(connection, **usual | fields)
        await alarms.put(connection, Alarm(5, warnings.KIND, 0, 80, DEADLINE))
        await connection.run_sync(apply)
        work = Work(connection, NOW + timedelta(hours=4, minutes=30), POLICY)
        assert await warnings.warn(work) == 2
        found = [alarm for n in range(1, 6) for alarm in await alarms.of_ticket(connection, n, warnings.KIND)]
        assert [(each.ticket, each.step) for each in found] == [(1, 50), (5, 80)]
        assert (await connection.execute(outbox.select())).all() == []
