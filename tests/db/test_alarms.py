from datetime import UTC, datetime

import pytest

from bot.actions.alarms import ring
from bot.actions.work import Work
from bot.policy import policy_of
from bot.rules.alarms import AlarmKind
from db import alarms
from db.alarms import Alarm
from tests.db.rows import NOW, ticket
from tests.desks import settings_for

KIND = AlarmKind.WARNING
NIGHT = datetime(2026, 2, 3, 19, tzinfo=UTC)
MORNING = datetime(2026, 2, 4, 6, 30, tzinfo=UTC)
POLICY = policy_of(settings_for("sqlite+aiosqlite://", "http://localhost"))


async def test_an_alarm_takes_the_place_of_the_one_about_the_same(database):
    async with database.transaction() as connection:
        number = (await ticket(connection)).number
        for about, step in ((0, 1), (0, 2), (7, 1)):
            await alarms.put(connection, Alarm(number, KIND, about, step, NOW))
        assert [(each.about, each.step) for each in await alarms.of_ticket(connection, number, KIND)] == [
            (0, 2),
            (7, 1),
        ]
        await alarms.drop(connection, number, KIND)
        assert [each.about for each in await alarms.due(connection, KIND, NOW, 10)] == [7]
        await alarms.drop_all(connection, number, KIND)
        assert await alarms.due(connection, KIND, NOW, 10) == []


@pytest.mark.parametrize("kind", AlarmKind)
async def test_clause_2_5_alarms_ring_once_and_wait_for_the_opening(database, kind: AlarmKind):
    other = AlarmKind.PROMISE if kind is not AlarmKind.PROMISE else AlarmKind.SILENCE
    rung = []

    async def answer(work: Work, alarm: Alarm) -> None:
        rung.append(alarm.step)

    async with database.transaction() as connection:
        number = (await ticket(connection)).number
        await alarms.put(connection, Alarm(number, kind, 0, 3, NOW))
        await alarms.put(connection, Alarm(number, other, 0, 4, NOW))
        assert await ring(Work(connection, NIGHT, POLICY), kind, answer) == 0
        assert await ring(Work(connection, MORNING, POLICY), kind, answer) == 1
        assert await ring(Work(connection, MORNING, POLICY), kind, answer) == 0
    assert rung == [3]
