"""Waits that were asked for, and a network that is away: nothing is called too early, lost, or logged in floods."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot import app
from bot.channels.limits import UNKNOWN
from bot.pace import Pace
from bot.sandbox import cast
from bot.sandbox.client import PIXEL
from bot.sandbox.client import cast as people_of
from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox
from tests.delivery.conftest import until
from tests.desks import Stage, playing, settings_for, telegram, working
from tests.factories import open_ticket

HOUR = Pace(first=1 / 3000, longest=60 / 3000, look=0.05, answer=1.0, recovery=0.1)
"""Under which an hour of real pauses passes in 1.2 seconds."""


SLOW = ("429", "timeout")
TRIES = 60
"""In such an hour."""


@dataclass
class Calls:
    """The calls that reach Telegram, by the sandbox's clock."""

    sandbox: Sandbox
    made: list[tuple[datetime, str, int | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        carried_out = self.sandbox._carried_out

        async def noting(request, method, call):
            self.made.append((self.sandbox.clock.now(), method, getattr(call, "chat_id", None)))
            return await carried_out(request, method, call)

        self.sandbox._carried_out = noting

    def of(self, chat: int, method: str = "copymessage") -> int:
        return sum((name, place) == (method, chat) for _, name, place in self.made)


def texts(sandbox: Sandbox, chat: int, mark: str) -> list[str]:
    """What the bot has written in a chat that begins with a mark, in order."""
    posts = sandbox.world.chats[chat].posts.values()
    return [post.content.text for post in posts if post.sender_id == cast.BOT_ID and post.content.text.startswith(mark)]


@contextlib.asynccontextmanager
async def hurried(database_url: str, sandbox: Sandbox, address: str) -> AsyncIterator[Stage]:
    """A desk for which an hour of pauses passes in a second."""
    settings = settings_for(database_url, address)
    async with (
        aiohttp.ClientSession() as session,
        app.running(settings, now=sandbox.clock.now, pace=HOUR, limits=UNKNOWN) as (desk, _),
    ):
        yield Stage(sandbox, address, desk, people_of(session, address))


@pytest.mark.parametrize("seconds", [1, 3600])
async def test_a_wait_that_telegram_asked_for_survives_a_restart_and_holds_up_nobody_else(
    database_url: str, seconds: int
):
    async with telegram() as (sandbox, address):
        calls = Calls(sandbox)
        async with working(database_url, sandbox, address) as stage:
            await open_ticket(stage.desk)
            await open_ticket(stage.desk, cast.BORIS, "Не входит")
            await stage.settled()
            topic = stage.people["vera"].in_topic("ЭО-1")
            sandbox.faults.add(Fault("429", chat=cast.ANNA, method="copyMessage", retry_after=seconds))
            asked = sandbox.clock.now()
            for number in range(3):
                await topic.send(f"анне {number}")
            await until(lambda: calls.of(cast.ANNA) == 1)
        async with working(database_url, sandbox, address) as stage:
            await stage.people["vera"].in_topic("ЭО-2").send("борису")
            await stage.people["boris"].sees("борису")
            if seconds == 3600:
                assert calls.of(cast.ANNA) == 1
        sandbox.clock.move(timedelta(seconds=seconds))
        async with working(database_url, sandbox, address) as stage:
            await stage.settled()
        assert texts(sandbox, cast.ANNA, "анне") == [f"анне {number}" for number in range(3)]
        again = next(at for at, method, chat in calls.made[::-1] if (method, chat) == ("copymessage", cast.ANNA))
        assert (again - asked).total_seconds() >= seconds


@pytest.mark.usefixtures("fretful")
@pytest.mark.parametrize("kind", ["429", "500", "cut_before", "timeout", "cut_after"])
async def test_a_fault_at_topic_card_or_album_is_made_good_and_doubles_that_call_at_most(database_url: str, kind: str):
    async with playing(database_url) as stage:
        sandbox, anna = stage.sandbox, stage.people["anna"]
        spoilt = [] if kind in SLOW else ["createForumTopic", "sendMessage"]
        for method in (*spoilt, "sendMediaGroup"):
            sandbox.faults.add(Fault(kind, chat=cast.GROUP, method=method, retry_after=0))
        await open_ticket(stage.desk)
        await anna.send("до альбома")
        await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)], "Снимки")
        await anna.send("после альбома")
        await stage.settled()
        group, most = sandbox.world.chats[cast.GROUP], 2 if kind == "cut_after" else 1
        posts = [post for post in group.posts.values() if not post.content.service]
        albums = [list(parts) for _, parts in groupby(post.album for post in posts if post.album)]
        assert len(group.topics) == most
        assert [len(parts) for parts in albums] == [2] * most
        assert sum("Не открывается каталог" in post.content.text for post in posts) == most
        assert [text for text, _ in groupby(post.content.text for post in posts[most:]) if text] == [
            "до альбома",
            *["Снимки"] * most,
            "после альбома",
        ]


async def test_an_hour_without_network_loses_nothing_and_floods_no_log(database_url: str):
    async with telegram() as (sandbox, address), hurried(database_url, sandbox, address) as stage:
        await open_ticket(stage.desk)
        await open_ticket(stage.desk, cast.BORIS, "Не входит")
        await stage.settled()
        anna, topic = stage.people["anna"], stage.people["vera"].in_topic("ЭО-1")
        sending, polling = (Fault("cut_before", times=10**6, method=name) for name in ("copyMessage", "getUpdates"))
        sandbox.faults.add(sending)
        with capture_logs() as logs:
            for number in range(3):
                await anna.send(f"вопрос {number}")
                await topic.send(f"ответ {number}")
            await until(lambda: not sandbox.telegram.feed.pending)
            sandbox.faults.add(polling)
            await anna.send("вопрос 3")  # ends the poll under way
            stage.move(hours=1)
            await until(lambda: 10**6 - sending.times > 2 * TRIES and 10**6 - polling.times > TRIES)
        assert len(logs) < 40, "two lanes and the poll, each told ever more rarely"
        assert {"delivery_postponed", "poll_failed"} <= {each["event"] for each in logs}
        sandbox.faults.waiting.clear()
        await stage.settled()
        assert texts(sandbox, cast.GROUP, "вопрос") == [f"вопрос {number}" for number in range(4)]
        assert texts(sandbox, cast.ANNA, "ответ") == [f"ответ {number}" for number in range(3)]


async def test_the_rest_of_an_album_is_waited_for_after_a_restart(database_url: str):
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address) as stage:
            await open_ticket(stage.desk)
            await stage.settled()
            parts = await stage.people["anna"].send_album([(f"{n}.png", PIXEL) for n in range(3)], "Три снимка")
            rest = sandbox.telegram.feed.pending[1:]
            assert len(rest) == 2
            del sandbox.telegram.feed.pending[1:]  # they reach Telegram's queue later than the end of this desk
            await until(lambda: not sandbox.telegram.feed.pending)
        sandbox.clock.move(timedelta(minutes=1))
        sandbox.telegram.feed.pending.extend(rest)
        async with working(database_url, sandbox, address) as stage:
            await stage.settled()
            topic = stage.people["vera"].in_topic("ЭО-1")
            copies = [each for each in await topic.messages() if each.media]
            assert len({each.album for each in copies}) == 1
            assert [each.html for each in copies] == ["Три снимка", "", ""]
            await topic.send("на третьем видно", reply_to=copies[2])
            await stage.settled()
            answer = await stage.people["anna"].last()
            assert answer.reply_to is not None
            assert answer.reply_to["id"] == parts[2].id
