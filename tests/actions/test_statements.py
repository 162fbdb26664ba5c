"""A kill between any two steps of taking in a statement loses nothing and doubles nothing (5)."""

from collections import Counter
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from bot.actions.money import payments as paying
from bot.actions.money import statements
from bot.actions.work import Work
from bot.policy import policy_of
from bot.rules.money import statement
from db import audit, outbox, tables
from db.engine import Database
from db.guide import imports
from tests.actions.test_payments import NOW, SETTINGS, issued
from tests.rules.money.statements import data

SAID = statement.read(data({}, {"Номер": "42", "Сумма": "5.00"}))


class KilledError(Exception):
    """The process ended here."""


@dataclass
class Steps:
    """Ends the process before a write, counted from 0."""

    left: int

    def before(self, write):
        async def called(*args, **named):
            self.left -= 1
            if self.left < 0:
                raise KilledError
            return await write(*args, **named)

        return called


async def taken(database: Database, number: int) -> None:
    async with database.transaction() as connection:
        going = await imports.find(connection, number)
        assert going is not None
        await statements.take(Work(connection, NOW, policy_of(SETTINGS)), going, SAID)


async def counted(database: Database) -> Counter[str]:
    """How many rows there are of what a statement writes."""
    written = tables.payments, tables.subscriptions, tables.outbox, tables.audit
    async with database.reading() as connection:
        found = {table.name: await connection.scalar(select(func.count()).select_from(table)) for table in written}
    return Counter({name: count or 0 for name, count in found.items()})


async def begun(database: Database) -> int:
    async with database.transaction() as connection:
        billed = await issued(Work(connection, NOW, policy_of(SETTINGS)))
        return await imports.add(
            connection, billed.person, "chat:-1", "file", "kl_to_1c.txt", NOW, kind=imports.STATEMENT
        )


@pytest.mark.parametrize("step", range(9))  # as many writes as there are: none is made at the tenth
async def test_clause_5_a_kill_before_any_write_of_a_statement_leaves_nothing_and_the_next_try_takes_it_once(
    database: Database, monkeypatch: pytest.MonkeyPatch, step: int
):
    number = await begun(database)
    before = await counted(database)
    steps = Steps(step)
    writes = (outbox, "enqueue"), (audit, "write"), (paying.payments, "record"), (imports, "change")
    with monkeypatch.context() as patched:
        for module, name in writes:
            patched.setattr(module, name, steps.before(getattr(module, name)))
        with pytest.raises(KilledError):
            await taken(database, number)
    assert await counted(database) == before
    await taken(database, number)
    once = await counted(database)
    assert once["payments"] == 2
    assert once["subscriptions"] == 1
    await taken(database, number)  # the parcel was delivered, but its receipt was not written
    assert await counted(database) == once
