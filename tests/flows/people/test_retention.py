"""What is too old is erased by night, in a running desk (152-ФЗ)."""

import pytest
from sqlalchemy import select

from bot.rules.people.retention import Kind
from db.tables import identities, messages, retention
from tests.desks import Stage, playing
from tests.factories import open_ticket
from tests.flows.requester_steps import choose, identify

TERMS = {"retention_tickets_days": 1, "reopen_days": 1, "retention_drafts_days": 1, "retention_unproven_days": 1}


async def texts(stage: Stage) -> set[str]:
    async with stage.desk.database.reading() as connection:
        return set((await connection.execute(select(messages.c.html))).scalars())


@pytest.mark.both
async def test_by_night_what_is_old_goes_and_its_requester_is_asked_anew(database_url: str):
    async with playing(database_url, **TERMS) as stage:
        anna, boris, dina = (stage.people[name] for name in ("anna", "boris", "dina"))
        await open_ticket(stage.desk, text="Каталог пуст")
        await stage.settled()
        await dina.send("/close ЭО-1 Решено по телефону")
        await anna.sees("ЭО-1")
        await boris.send("/new")
        await identify(boris, "boris@vector.example", "Кузнецов Борис Ильич", "7736050003", "АО «Вектор»")
        await choose(boris, "Другой вопрос")
        await boris.send("Не отправил")
        await stage.later(hours=58)  # Thursday, eight in the evening
        assert await texts(stage) == {"Каталог пуст", "Не отправил"}
        await stage.later(hours=6)
        assert await texts(stage) == {"удалено"}
        async with stage.desk.database.reading() as connection:
            assert set((await connection.execute(select(identities.c.company))).scalars()) == {"удалено"}
            done = await connection.execute(select(retention.c.kind).where(retention.c.done))
            assert set(done.scalars()) == set(Kind)
        await anna.send("/tickets")
        await anna.sees("ЭО-1")
        await anna.send("/new")
        await anna.sees("Шаг 1 из 4. Логин")
        await boris.send("Новый вопрос")
        await boris.sees("Шаг 1 из 4. Логин")
