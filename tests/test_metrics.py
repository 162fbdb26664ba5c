"""`GET /metrics`: what was counted on the way of a message, and how things stand."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp.test_utils import make_mocked_request
from prometheus_client.parser import text_string_to_metric_families

from bot.actions.tickets import addressing
from bot.channels.telegram.api import ApiError
from bot.metrics import Metrics, outcome, scraped
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.faults import Fault
from bot.sandbox.world import Content
from db import inbox, outbox
from db.engine import Database
from tests.desks import Stage
from tests.factories import open_ticket

NOW = datetime(2026, 2, 3, 7, 0, tzinfo=UTC)


class Scrape:
    """What one scrape holds."""

    def __init__(self, text: str) -> None:
        self.samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]

    def __call__(self, name: str, **labels: str) -> float:
        """The sum of the samples that bear a name and these labels."""
        return sum(
            sample.value for sample in self.samples if sample.name == name and labels.items() <= sample.labels.items()
        )


async def scrape(stage: Stage) -> Scrape:
    url = f"{stage.desk.address}/metrics"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/plain"
        return Scrape(await answer.text())


async def test_a_message_is_counted_on_its_way_through(stage: Stage, anna: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    before = await scrape(stage)
    await anna.send("вопрос")
    await stage.settled()
    after = await scrape(stage)
    copied = {"method": "copyMessage", "outcome": "ok"}
    for name, labels in {
        "desk_updates_received_total": {"source": "telegram"},
        "desk_updates_handled_total": {"source": "telegram"},
        "desk_api_calls_total": copied,
        "desk_delivery_seconds_count": {"channel": "telegram", "kind": "relay"},
    }.items():
        assert after(name, **labels) - before(name, **labels) == 1, name
    assert 0 < after("desk_delivery_seconds_sum", kind="relay") < 10
    assert after("desk_updates_failed_total") == after("desk_deliveries_failed_total") == 0


@pytest.mark.usefixtures("fretful")
@pytest.mark.parametrize(
    ("kind", "seen"), [("429", "429"), ("500", "5xx"), ("cut_before", "unreachable"), ("timeout", "unreachable")]
)
async def test_every_fault_of_a_call_shows(stage: Stage, anna: Person, kind: str, seen: str):
    await open_ticket(stage.desk)
    await stage.settled()
    stage.sandbox.faults.add(Fault(kind, times=2, chat=cast.GROUP, method="copyMessage", retry_after=0))
    await anna.send("вопрос")
    await stage.settled()
    found = await scrape(stage)
    assert found("desk_api_calls_total", method="copyMessage", outcome=seen) == 2
    assert found("desk_api_calls_total", method="copyMessage", outcome="ok") == 1


async def test_a_refusal_shows_with_the_delivery_that_was_set_aside(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await vera.in_topic("ЭО-1").sees("Не открывается каталог")
    telegram = stage.sandbox.telegram
    private = telegram.world.chats[cast.ANNA]
    place = telegram.post(private, cast.ANNA, Content("location", data={"latitude": 55.7, "longitude": 37.6}))
    telegram.erase(private, [place.id])  # nothing on record to send instead
    await stage.settled()
    found = await scrape(stage)
    assert found("desk_api_calls_total", method="copyMessage", outcome="refused") == 1
    assert found("desk_deliveries_failed_total", channel="telegram", kind="relay") == 1


async def test_an_update_that_is_set_aside_is_not_counted_as_handled(stage: Stage, anna: Person, monkeypatch):
    async def failing(*_):
        raise ZeroDivisionError

    await open_ticket(stage.desk)
    await stage.settled()
    before = await scrape(stage)
    monkeypatch.setattr(addressing, "requester_wrote", failing)
    await anna.send("беда")
    await stage.settled()
    after = await scrape(stage)
    assert after("desk_updates_failed_total") == 1
    assert after("desk_updates_handled_total") == before("desk_updates_handled_total")


async def test_tickets_are_counted_by_state_and_as_overdue(stage: Stage, vera: Person):
    for text in ("раз", "два", "три"):
        await open_ticket(stage.desk, text=text)
    await vera.in_topic("ЭО-1").sees("раз")
    await vera.in_topic("ЭО-1").send("беру")
    await stage.settled()
    found = await scrape(stage)
    assert (found("desk_tickets_open", state="new"), found("desk_tickets_open", state="in_work")) == (2, 1)
    assert found("desk_tickets_overdue") == 0
    stage.move(days=7)
    await vera.in_topic("ЭО-3").sees("срок")
    found = await scrape(stage)
    assert (found("desk_tickets_overdue", state="new"), found("desk_tickets_open")) == (2, 3)


async def test_queues_show_how_many_rows_wait_and_since_when(database_url: str):
    database = Database(database_url)
    async with database.transaction() as connection:
        await inbox.store(connection, "telegram", [("1", "{}"), ("2", "{}")], NOW - timedelta(seconds=30))
        for kind, minutes in (("relay", 1), ("relay", 2), ("show", 3)):
            await outbox.enqueue(connection, "person:1", kind, {}, NOW - timedelta(minutes=minutes))
    async with database.transaction() as connection:
        await inbox.done(connection, 1)
    answer = await scraped(Metrics(), database, lambda: NOW)(make_mocked_request("GET", "/metrics"))
    await database.close()
    found = Scrape(answer.body.decode())
    waiting = {("inbox", "telegram"): (1, 30), ("outbox", "relay"): (2, 120), ("outbox", "show"): (1, 180)}
    for (queue, kind), expected in waiting.items():
        rows, oldest = (found(f"desk_queue_{name}", queue=queue, kind=kind) for name in ("rows", "oldest_seconds"))
        assert (rows, oldest) == expected
    assert found("desk_database_up") == 1


async def test_the_counts_are_there_while_the_database_is_away():
    database = Database("postgresql+asyncpg://desk:hunter2@127.0.0.1:1/desk")
    metrics = Metrics()
    metrics.counts.received("telegram").inc(3)
    answer = await scraped(metrics, database, lambda: NOW)(make_mocked_request("GET", "/metrics"))
    await database.close()
    found = Scrape(answer.body.decode())
    assert answer.status == 200
    assert found("desk_updates_received_total") == 3
    assert [sample.name for sample in found.samples if "queue" in sample.name] == []
    assert found("desk_database_up") == 0


def test_two_desks_in_a_process_count_for_themselves():
    one, other = Metrics(), Metrics()
    one.counts.handled("telegram").inc()
    assert Scrape(other.text(None, NOW).decode())("desk_updates_handled_total") == 0


@pytest.mark.parametrize(("status", "name"), [(400, "refused"), (403, "refused"), (429, "429"), (500, "5xx")])
def test_an_answer_is_named_by_its_status(status: int, name: str):
    assert outcome(ApiError(status, "", {}).status) == name
