"""When something was written, not when it was worked through; and clocks that step back."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import utc_now
from bot.rules.channels import in_telegram
from bot.rules.tickets.incoming import TEXT, Incoming
from bot.sandbox.client import PIXEL, Person
from db.tables import messages
from tests.delivery.conftest import Post, database, post
from tests.desks import Stage
from tests.factories import open_ticket
from tests.flows.desk.test_webhook import update

__all__ = ["database", "post"]
NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (None, NOW),
        (NOW, NOW),
        (NOW - timedelta(seconds=4), NOW),
        (NOW - timedelta(seconds=6), NOW - timedelta(seconds=6)),
        (NOW - timedelta(hours=4), NOW - timedelta(hours=4)),
        (NOW + timedelta(hours=1), NOW),
    ],
)
def test_a_message_bears_the_time_it_was_written_and_none_that_is_to_come(written: datetime | None, sent: datetime):
    assert Incoming(in_telegram(1, 1), TEXT, "", written_at=written).sent_at(NOW) == sent


async def test_after_an_outage_clocks_count_from_what_was_written(stage: Stage, vera: Person):
    """Four hours in which the desk did not run: the question has waited since then."""
    await open_ticket(stage.desk)
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    await topic.send("Здравствуйте")
    await stage.later(hours=5)
    written = stage.desk.now() - timedelta(hours=4)
    await stage.desk.store([said("после сбоя", written)])
    stage.desk.consumer.wake()
    await topic.sees("после сбоя")
    await stage.later(seconds=1)
    await topic.sees("Руководители оповещены")
    async with stage.desk.database.reading() as connection:
        sent = await connection.scalar(select(messages.c.sent_at).where(messages.c.html == "после сбоя"))
    assert sent == written.replace(microsecond=0)


def said(text: str, written: datetime) -> dict[str, Any]:
    """What Telegram kept while nobody asked for it."""
    found: dict[str, Any] = json.loads(update(7001, text))
    found["message"]["date"] = int(written.timestamp())
    return found


async def test_a_clock_that_steps_back_holds_up_no_album_and_nothing_behind_it(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    await stage.settled()
    await anna.send("до шага")
    stage.sandbox.clock._shift -= timedelta(hours=3)
    await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)], "Снимки")
    await anna.send("после альбома")
    await stage.settled()
    texts = [each.text for each in await vera.in_topic("ЭО-1").messages()]
    assert texts[-4:] == ["до шага", "Снимки", "", "после альбома"]


async def test_a_clock_that_steps_back_makes_no_pause_longer(post: Post):
    """What was due at once is due at once, whatever the clock says then."""
    await post.put("ticket:1", "a")
    post.now = lambda: utc_now() - timedelta(hours=3)
    async with post.open():
        await post.emptied()
    assert post.channel.delivered == ["a"]
