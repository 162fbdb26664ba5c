"""What was sent is not forgotten while it cannot be written down: it does not go out again and again."""

import asyncio

from structlog.testing import capture_logs

from bot.app import utc_now
from bot.sandbox import cast
from bot.sandbox.client import Person
from tests.delivery.conftest import Post, until
from tests.delivery.faults import unwritable
from tests.delivery.test_outage import Calls
from tests.desks import Stage
from tests.factories import open_ticket


async def test_what_was_in_flight_is_not_sent_again_with_every_restart_of_the_leader(
    stage: Stage, anna: Person, boris: Person, vera: Person
):
    await open_ticket(stage.desk)
    await open_ticket(stage.desk, cast.BORIS, "Не входит")
    await stage.settled()
    calls, gate, carried_out = Calls(stage.sandbox), asyncio.Event(), stage.sandbox._carried_out
    in_flight = []

    async def waiting(request, method, call):
        if method == "copymessage":
            in_flight.append(call.chat_id)
            await gate.wait()
        return await carried_out(request, method, call)

    stage.sandbox._carried_out = waiting
    await vera.in_topic("ЭО-1").send("анне")
    await vera.in_topic("ЭО-2").send("борису")
    courier, feed = stage.desk.courier, stage.sandbox.telegram.feed
    # Nothing else is under way that would have to be written down, and so could end the lead before the answers come.
    await until(lambda: feed.pending == [] and len(in_flight) == 2 and len(courier._lanes) == 2)
    kept = courier._outcomes
    await until(lambda: kept._under_way == kept._waiting == [])
    with unwritable(stage.desk.database), capture_logs() as logs:
        gate.set()
        await until(lambda: len(kept._under_way) + len(kept._waiting) == 2)  # the answers have come
        await anna.send("Пришло, спасибо")
        await until(lambda: sum(each["event"] == "database_away" for each in logs) > 4)
    await stage.settled()
    assert (calls.of(cast.ANNA), calls.of(cast.BORIS)) == (1, 1)
    await vera.in_topic("ЭО-1").sees("Пришло, спасибо")


async def test_nothing_is_sent_before_it_is_known_that_something_can_be_written(post: Post):
    await post.put("ticket:1", "a")
    with unwritable(post.database):
        for _ in range(3):  # as after restarts of the process
            async with post.open() as running:
                await asyncio.wait([running])
                assert running.exception() is not None
    assert post.channel.calls == []
    async with post.open():
        await post.emptied()
    assert post.channel.calls == ["a"]


async def test_a_receipt_outlives_the_run_that_could_not_write_it(post: Post):
    await post.put("ticket:1", "a", "b")
    post.channel.held["ticket:1"] = asyncio.Event()
    async with post.open() as running:
        await until(lambda: post.channel.calls == ["a"])
        with unwritable(post.database):
            post.channel.held["ticket:1"].set()
            await until(lambda: post.courier._outcomes._under_way)
            running.cancel()
            await asyncio.wait([running])
        again = asyncio.create_task(post.courier.run())
        await post.emptied()
        post.courier.stop()
        await again
    assert post.channel.calls == ["a", "b"]


async def test_how_far_a_delivery_came_is_kept_with_its_failure(post: Post):
    await post.put("ticket:1", "a")
    deliver, seen = post.channel.deliver, []

    async def in_steps(lane):
        seen.append(dict(lane[0].body))
        if len(seen) == 1:
            lane[0].body["sent"] = [1]
            raise OSError("the database is away")
        return await deliver(lane)

    post.channel.deliver = in_steps
    async with post.open():
        await until(lambda: seen)
    post.now = utc_now
    async with post.open():
        await post.emptied()
    assert seen[1:] == [{"name": "a", "sent": [1]}]
