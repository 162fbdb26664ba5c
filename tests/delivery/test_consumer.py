"""The consumer alone: each input once, all of it or nothing, and never in the way of the next."""

import asyncio
import contextlib
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import pytest
from sqlalchemy.exc import OperationalError

from bot.actions import outgoing
from bot.actions.work import PressAnswer, Work
from bot.app import utc_now
from bot.delivery.consumer import BATCH, Consumer
from bot.metrics import Metrics
from bot.policy import policy_of
from bot.rules.notices import InputFailed, pack
from bot.sandbox import cast
from db import inbox, outbox
from db.engine import Database
from tests.delivery.conftest import QUICK, until
from tests.desks import settings_for
from tests.factories import seen


@dataclass
class Desk:
    """An inbox whose inputs enqueue themselves, unless trouble is scripted for them."""

    database: Database
    troubles: dict[str, deque[Exception]] = field(default_factory=lambda: defaultdict(deque))
    answers: list[str] = field(default_factory=list)
    consumer: Consumer = field(init=False)

    async def handle(self, work: Work, payload: str) -> None:
        await outgoing.call(work, "chat:1", "sendMessage", {"text": payload})
        work.answers.append(PressAnswer(payload))
        if self.troubles[payload]:
            raise self.troubles[payload].popleft()

    async def take_in(self, *payloads: str) -> None:
        async with self.database.durable() as connection:
            await inbox.store(connection, "test", [(payload, payload) for payload in payloads], utc_now())

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[asyncio.Task[None]]:
        policy = policy_of(settings_for(str(self.database.url), "http://127.0.0.1:1"))

        def note(answers: Sequence[PressAnswer]) -> None:
            self.answers.extend(answer.callback for answer in answers)

        self.consumer = Consumer(self.database, {"test": self.handle}, policy, utc_now, note, QUICK, Metrics().counts)
        task = asyncio.create_task(self.consumer.run())
        try:
            yield task
        finally:
            self.consumer.stop()
            await asyncio.wait([task], timeout=20)
            assert task.done()

    async def worked_off(self) -> None:
        self.consumer.wake()
        async with asyncio.timeout(20):
            while await self.waiting():  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    async def waiting(self) -> int:
        async with self.database.reading() as connection:
            return await inbox.waiting_count(connection)

    async def enqueued(self) -> list[object]:
        async with self.database.reading() as connection:
            parcels = await outbox.waiting(connection, 0, 100)
        return [each.body["params"]["text"] if each.kind == "call" else each.body for each in parcels]


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(database)


async def test_a_duplicate_is_worked_through_once_also_across_a_restart(desk: Desk):
    await desk.take_in("a", "b")
    await desk.take_in("b", "c")
    async with desk.open():
        await desk.worked_off()
    await desk.take_in("a", "b", "c", "d")
    async with desk.open():
        await desk.worked_off()
    assert await desk.enqueued() == desk.answers == list("abcd")


async def test_bad_luck_passes_and_leaves_nothing_half_done(desk: Desk):
    desk.troubles["a"].append(ValueError("bad luck"))
    await desk.take_in("a", "b")
    async with desk.open():
        await desk.worked_off()
    assert await desk.enqueued() == desk.answers == ["a", "b"]


async def test_what_fails_every_time_is_set_aside_and_reported_and_the_next_goes_on(desk: Desk):
    async with desk.database.transaction() as connection:
        await seen(connection, cast.DINA, "Дина", utc_now())
    desk.troubles["a"].extend(ValueError("a bug") for _ in range(3))
    await desk.take_in("a", "b")
    async with desk.open():
        await desk.worked_off()
    assert await desk.enqueued() == [pack(InputFailed(input=1, error="ValueError")), "b"]
    assert desk.answers == ["b"]
    async with desk.database.reading() as connection:
        row = (await connection.execute(inbox.inbox.select().where(inbox.inbox.c.payload == "a"))).one()
    assert (row.state, row.attempts, row.error) == ("failed", 3, "ValueError('a bug')")


class Nasty(Exception):
    """An error whose text no database takes."""

    def __repr__(self) -> str:
        return "bad status \0, half a pair \ud800"


async def test_an_input_whose_error_cannot_be_stored_as_it_is_stops_nothing(desk: Desk):
    desk.troubles["a"].extend(Nasty() for _ in range(3))
    await desk.take_in("a", "b")
    async with desk.open():
        await desk.worked_off()
    assert await desk.enqueued() == ["b"]
    async with desk.database.reading() as connection:
        row = (await connection.execute(inbox.inbox.select().where(inbox.inbox.c.payload == "a"))).one()
    assert (row.state, row.error) == ("failed", "bad status , half a pair ?")


async def test_an_input_put_back_by_hand_is_tried_again(desk: Desk):
    await desk.take_in("a")
    async with desk.database.transaction() as connection:
        await connection.execute(inbox.inbox.update().values(attempts=3))
    async with desk.open():
        await desk.worked_off()
    assert await desk.enqueued() == ["a"]


async def test_a_database_that_is_away_is_no_fault_of_the_input(desk: Desk, monkeypatch):
    away = OperationalError("update", {}, Exception("disk I/O error"))
    desk.troubles["a"].extend([away] * 5)
    await desk.take_in("a")

    async def failing(*_, **__):
        raise away

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "failed", failing)
        async with desk.open() as running:
            await asyncio.wait([running], timeout=20)
            assert running.exception() is away
    desk.troubles["a"].clear()
    async with desk.open():
        await desk.worked_off()
    assert await desk.enqueued() == ["a"]


async def test_it_finds_what_another_process_took_in(desk: Desk):
    async with desk.open():
        await asyncio.sleep(0)
        await desk.take_in("a")
        await until(lambda: desk.answers == ["a"])


async def test_two_processes_that_hold_the_same_batch_do_everything_once(desk: Desk, monkeypatch):
    await desk.take_in("a", "b", "c")
    async with desk.database.reading() as connection:
        batches = [await inbox.waiting(connection, 10)] * 2

    async def stale(*_):
        return batches.pop() if batches else []

    monkeypatch.setattr(inbox, "waiting", stale)
    async with desk.open():
        former = desk.consumer
        async with desk.open():
            await desk.worked_off()
        former.stop()
    assert await desk.enqueued() == ["a", "b", "c"]


async def test_what_comes_in_is_worked_through_before_it_is_acknowledged(desk: Desk):
    desk.troubles["b"].append(ValueError("bad luck"))
    async with desk.open():
        await desk.consumer.take_in("test", [(each, each) for each in "abc"])
        assert await desk.enqueued() == desk.answers == ["a", "b", "c"]
        assert await desk.waiting() == 0
        await desk.consumer.take_in("test", [(each, each) for each in "cd"])
        await desk.worked_off()
    assert await desk.enqueued() == ["a", "b", "c", "d"]


async def test_what_waits_goes_before_what_comes_in(desk: Desk):
    earlier, later = [f"a{number}" for number in range(BATCH + 5)], [f"b{number}" for number in range(BATCH + 5)]
    async with desk.open():
        await desk.take_in(*earlier)
        await desk.consumer.take_in("test", [(each, each) for each in later])
        await desk.worked_off()
        assert await desk.enqueued() == [*earlier, *later]
        assert await desk.waiting() == 0


async def test_a_stop_ends_after_the_batch_at_hand(desk: Desk):
    names = [str(number) for number in range(BATCH + 1)]
    await desk.take_in(*names)
    handle = desk.handle

    async def stopping(work: Work, payload: str) -> None:
        desk.consumer.stop()
        await handle(work, payload)

    desk.handle = stopping
    async with desk.open() as running:
        await asyncio.wait([running], timeout=20)
    assert await desk.enqueued() == names[:-1]
