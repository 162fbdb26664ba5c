"""The courier alone: order, patience, and that no row, lane or failure stops the others."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.app import utc_now
from bot.channels.errors import DeliveryError, Receipt, Refused, TooSoon
from bot.delivery.courier import Fault
from bot.rules.addresses import ToMail
from bot.rules.channels import in_telegram
from db import outbox
from db.engine import Database
from db.tickets.messages import Copy
from tests.delivery.conftest import QUICK, Post, until


def busy() -> OperationalError:
    return OperationalError("update", {}, Exception("database is locked"))


async def test_it_keeps_the_order_of_a_destination_through_every_passing_failure(post: Post):
    post.channel.troubles["ticket:1"].extend(
        [DeliveryError("502"), DeliveryError("429", retry_after=0.02), busy(), DeliveryError("cut")]
    )
    await post.put("ticket:1", *"abcd")
    async with post.open():
        await post.emptied()
    assert post.channel.delivered == list("abcd")
    assert post.channel.calls == list("aaaaabcd")
    assert post.set_aside == []


async def test_others_go_on_while_one_waits(post: Post):
    post.channel.troubles["ticket:1"].append(DeliveryError("429", retry_after=3600))
    await post.put("ticket:1", "a", "b")
    await post.put("ticket:2", "c")
    async with post.open():
        await until(lambda: post.channel.delivered == ["c"])
        await post.put("ticket:3", "d")
        post.courier.wake()
        await until(lambda: post.channel.delivered == ["c", "d"])
        await post.emptied(down_to=2)
    assert await post.left() == 2


async def test_to_wait_for_what_is_still_coming_is_no_failure(post: Post):
    post.channel.troubles["ticket:1"].extend([TooSoon(0.01), TooSoon(0.01)])
    await post.put("ticket:1", "a", "b")
    with capture_logs() as logs:
        async with post.open():
            await post.emptied()
    assert post.channel.calls == ["a", "a", "a", "b"]
    assert logs == []
    async with post.database.reading() as connection:
        assert set((await connection.execute(select(outbox.outbox.c.attempts))).scalars()) == {0}


async def test_what_it_was_asked_to_wait_survives_a_restart(post: Post):
    post.channel.troubles["ticket:1"].append(DeliveryError("429", retry_after=3600))
    await post.put("ticket:1", "a", "b")
    async with post.open():
        await until(lambda: post.channel.calls)
    await post.put("ticket:2", "c")
    async with post.open():
        await until(lambda: post.channel.delivered)
        assert post.channel.calls == ["a", "c"]
    post.now = lambda: utc_now() + timedelta(seconds=3601)
    async with post.open():
        await post.emptied()
    assert post.channel.delivered == ["c", "a", "b"]


async def test_a_permanent_refusal_and_a_crash_set_one_row_aside_and_the_queue_goes_on(post: Post):
    post.channel.troubles["ticket:1"].extend([DeliveryError("no", permanent=True), KeyError("Анна Смирнова")])
    await post.put("ticket:1", "a", "b", "c")
    async with post.open():
        await post.emptied()
    assert post.channel.delivered == ["c"]
    assert post.set_aside == ["a: no", "b: internal error (KeyError)"]


async def test_a_lane_that_cannot_even_set_a_row_aside_waits_alone_and_in_order(post: Post, monkeypatch):
    broken, write = [ValueError("a bug"), busy()], post._write

    async def failing(connection, parcel, outcome):
        if isinstance(outcome, Refused) and broken:
            raise broken.pop()
        await write(connection, parcel, outcome)

    monkeypatch.setattr(post, "_write", failing)
    post.channel.troubles["ticket:1"].extend(DeliveryError("no", permanent=True) for _ in range(2))
    await post.put("ticket:1", "a", "b")
    async with post.open():
        await until(lambda: post.channel.calls == ["a"])
        await post.put("ticket:1", "c")
        await post.put("ticket:2", "d")
        await post.emptied()
    assert post.set_aside == ["a: no"]
    assert [name for name in post.channel.delivered if name != "d"] == ["b", "c"]
    assert post.channel.delivered[0] == "d"


async def test_a_number_that_comes_twice_is_sent_twice(post: Post):
    if not post.database.is_sqlite:
        pytest.skip("only SQLite counts on from the highest row there is")
    await post.put("ticket:9", "z")
    async with post.open():
        await post.emptied()
        async with post.database.transaction() as connection:
            await connection.execute(outbox.outbox.delete())
        await post.put("ticket:1", "a")
        await post.emptied()
    assert post.channel.delivered == ["z", "a"]


async def test_a_row_committed_after_one_with_a_higher_number_is_found(post: Post):
    if post.database.is_sqlite:
        pytest.skip("an SQLite file has one writer at a time")
    former = Database(post.database.url.render_as_string(hide_password=False))
    async with post.open():
        async with former.transaction() as slow:
            await outbox.enqueue(slow, "ticket:1", "call", {"name": "a"}, utc_now())
            await post.put("ticket:2", "b")
            await until(lambda: post.channel.delivered == ["b"])
        await post.emptied()
    await former.close()
    assert post.channel.delivered == ["b", "a"]


async def test_it_finds_what_another_process_stored(post: Post):
    async with post.open():
        await post.put("ticket:1", "a")
        await until(lambda: post.channel.delivered == ["a"])


async def test_no_row_is_taken_twice_however_often_it_looks(post: Post):
    post.channel.held["ticket:1"] = asyncio.Event()
    await post.put("ticket:1", *"abc")
    async with post.open():
        for number in range(20):
            await post.put(f"ticket:{number + 2}", str(number))
            post.courier.wake()
            await until(lambda number=number: str(number) in post.channel.delivered)
        await asyncio.sleep(post.pace.recovery * 1.5)
        post.channel.held["ticket:1"].set()
        await post.emptied()
    assert len(post.channel.calls) == len(set(post.channel.calls)) == 23


async def test_what_a_channel_takes_along_is_done_with_the_first_and_nothing_more(post: Post):
    post.channel.held["ticket:1"] = asyncio.Event()
    await post.put("ticket:1", "a")
    async with post.open():
        await until(lambda: post.channel.calls)
        await post.put("ticket:1", "b", "c", "d")
        await post.lane("ticket:1", 4)
        post.channel.receipt = Receipt(delivered=3)
        post.channel.held["ticket:1"].set()
        await until(lambda: post.channel.calls == ["a", "d"])
        post.channel.receipt = Receipt()
        await post.emptied()
    assert post.channel.delivered == ["a", "d"]


async def test_it_makes_no_more_deliveries_at_once_than_it_may(post: Post):
    post.places = asyncio.Semaphore(3)
    gate = asyncio.Event()
    for number in range(8):
        post.channel.held[f"ticket:{number}"] = gate
        await post.put(f"ticket:{number}", str(number))
    async with post.open():
        await until(lambda: len(post.channel.calls) == 3)
        await asyncio.sleep(0.02)
        assert len(post.channel.calls) == 3
        gate.set()
        await post.emptied()
    assert len(post.channel.delivered) == 8


async def test_letters_go_out_while_telegram_keeps_all_its_places_waiting(post: Post):
    post.places = asyncio.Semaphore(2)
    for number in range(3):
        post.channel.held[f"ticket:{number}"] = asyncio.Event()
        await post.put(f"ticket:{number}", f"t{number}")
    async with post.open():
        await until(post.places.locked)
        await post.put(ToMail("anna@romashka.example"), "letter")
        post.courier.wake()
        await until(lambda: post.channel.delivered == ["letter"])
        for each in post.channel.held.values():
            each.set()
        await post.emptied()


async def test_a_stop_writes_down_what_is_in_flight_and_begins_nothing_more(post: Post):
    post.channel.held["ticket:1"] = asyncio.Event()
    await post.put("ticket:1", "a", "b")
    async with post.open():
        await until(lambda: post.channel.calls == ["a"])
        post.courier.stop()
        post.channel.held["ticket:1"].set()
    assert await post.left() == 1
    async with post.open():
        await post.emptied()
    assert post.channel.delivered == ["a", "b"]


async def test_a_receipt_that_the_database_refuses_harms_no_other_and_is_not_delivered_again(post: Post):
    gate = asyncio.Event()
    for number in range(4):
        post.channel.held[f"ticket:{number}"] = gate
        await post.put(f"ticket:{number}", str(number))
    deliver = post.channel.deliver

    async def strangely(lane):
        await deliver(lane)
        return Receipt([Copy(404, in_telegram(1, 1))] if lane[0].body["name"] == "2" else [])

    post.channel.deliver = strangely
    async with post.open():
        await until(lambda: len(post.channel.calls) == 4)
        gate.set()
        await post.emptied()
    assert sorted(post.channel.delivered) == list("0123")
    assert post.set_aside == ["2: internal error (IntegrityError)"]


async def test_a_receipt_outlasts_a_database_that_is_away(post: Post, monkeypatch):
    tries, done = [busy(), OSError("connection refused")], outbox.done

    async def failing(connection, rows):
        if tries:
            raise tries.pop()
        await done(connection, rows)

    monkeypatch.setattr(outbox, "done", failing)
    await post.put("ticket:1", "a", "b")
    async with post.open():
        await post.emptied()
    assert post.channel.calls == ["a", "b"]


async def test_it_can_be_run_again_after_the_database_failed_under_it(post: Post, monkeypatch):
    waiting, broken = outbox.waiting, []

    async def failing(connection, after, most):
        if broken:
            raise broken.pop()
        return await waiting(connection, after, most)

    monkeypatch.setattr(outbox, "waiting", failing)
    post.channel.held["ticket:1"] = asyncio.Event()
    await post.put("ticket:1", "a", "b")
    async with post.open() as running:
        await until(lambda: post.channel.calls == ["a"])
        broken.append(busy())
        await asyncio.wait([running])
        assert isinstance(running.exception(), ExceptionGroup)
        again = asyncio.create_task(post.courier.run())
        post.channel.held["ticket:1"].set()
        await post.emptied()
        post.courier.stop()
        await again
    assert post.channel.calls == ["a", "a", "b"]
    assert post.channel.delivered == ["a", "b"]


async def test_a_refusal_that_cannot_be_stored_as_it_is_said_holds_up_nothing(post: Post):
    post.channel.troubles["ticket:1"].extend([DeliveryError("no \0\ud800"), DeliveryError("no \0", permanent=True)])
    await post.put("ticket:1", "a", "b")
    async with post.open():
        await post.emptied()
    assert post.channel.delivered == ["b"]


def broken() -> DeliveryError:
    return DeliveryError("Internal Server Error", blames_call=True)


async def test_what_always_fails_while_others_succeed_is_set_aside_and_the_lane_goes_on(database: Database):
    post = Post(database, pace=replace(QUICK, give_up=0.2))
    post.channel.troubles["ticket:1"].extend(broken() for _ in range(1000))
    await post.put("ticket:1", "a", "b")
    async with post.open():
        for number in range(1000):
            await post.put("ticket:2", f"other {number}")
            post.courier.wake()
            if post.set_aside:
                break
            await asyncio.sleep(0.01)
        assert post.set_aside == ["a: Internal Server Error"]
        post.channel.troubles["ticket:1"].clear()
        await post.emptied()
    assert "b" in post.channel.delivered


async def test_what_fails_with_all_others_is_not_given_up(database: Database):
    post = Post(database, pace=replace(QUICK, give_up=0.05))
    for place in ("ticket:1", "ticket:2"):
        post.channel.troubles[place].extend(broken() for _ in range(12))
    await post.put("ticket:1", "a")
    await post.put("ticket:2", "b")
    async with post.open():
        await post.emptied()
    assert post.set_aside == []
    assert sorted(post.channel.delivered) == ["a", "b"]


@pytest.mark.parametrize(
    ("tries", "own"),
    [
        ([], False),
        ([(100, 0), (200, 0), (300, 0), (400, 0)], False),
        ([(100, 50), (200, 150), (299, 250)], False),
        ([(100, 50), (200, 150), (300, 250)], True),
        ([(100, 50), (200, 50), (300, 50), (400, 350)], False),
        ([(100, 50), (200, 150), (1000, 0)], False),
    ],
)
def test_a_fault_is_a_deliverys_own_after_some_tries_among_successes(tries: list[tuple[int, int]], own: bool):
    fault = Fault(0)
    for now, others in tries:
        fault = fault.after(now, others)
    assert fault.is_own(300) is own
