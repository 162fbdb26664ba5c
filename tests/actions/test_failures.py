"""What failed is tried again or dropped: what is on record of it (/failed)."""

from datetime import datetime

import pytest
from sqlalchemy import select, update

from bot.actions.desk import failures
from bot.actions.work import Work
from bot.rules.kinds import Kind
from db import inbox, outbox, tables
from tests.actions.conftest import DINA
from tests.db.rows import NOW
from tests.factories import seen


async def failed(work: Work, box: str, now: datetime = NOW) -> int:
    """Something that was set aside, and its number."""
    if box == failures.INPUT:
        await inbox.store(work.db, "telegram", [("7", "{}")], now)
        table = tables.inbox
    else:
        await outbox.enqueue(work.db, "ticket:1", Kind.NOTICE, {}, now, ticket=1)
        table = tables.outbox
    await work.db.execute(update(table).values(state="failed"))
    return (await work.db.execute(select(table.c.id))).scalar_one()


@pytest.mark.parametrize(
    ("box", "again", "action", "named"),
    [
        (failures.INPUT, True, "retry_failed", "input"),
        (failures.INPUT, False, "drop_failed", "input"),
        (failures.PARCEL, True, "retry_failed", "delivery"),
        (failures.PARCEL, False, "drop_failed", "delivery"),
    ],
)
async def test_the_record_names_what_was_tried_again_or_dropped(
    work: Work, box: str, again: bool, action: str, named: str
):
    dina = await seen(work.db, DINA, "Дина", NOW)
    row = await failed(work, box)
    assert await failures.clear(work, dina, box, row, again=again)
    (line,) = await work.db.execute(select(tables.audit.c.action, tables.audit.c.actor, tables.audit.c.details))
    assert (line.action, line.actor, line.details) == (action, dina.id, {named: row})
