"""The benchmark measures what it says: every message is counted, and figures that are worth nothing are refused."""

import asyncio
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests.bench import desk, report, stand_in
from tests.bench.backing import backing_up
from tests.bench.http import Connection
from tests.bench.measure import Measured, measure, together
from tests.bench.messages import FIRST_REQUESTER, GROUP, carried, text
from tests.bench.rows import Row, at_most, table
from tests.bench.run import DESK, ROUNDS, Plan, Relay, Results, burst, prepare, reports, routes
from tests.bench.traffic import Load, Run, Traffic

SMALL = Plan(
    40,
    requesters=10,
    in_flight=8,
    seconds=0.2,
    tickets=20,
    stored=200,
    undelivered=30,
    counted=30,
    burst_tickets=3,
    burst=30,
)


def measured(per_second: float = 1000.0, latency: float = 0.01, **run: int) -> Measured:
    return Measured(Run(100 / per_second, [latency] * 100, calls={"copyMessage": 100}, **run), cpu=0.1, rss=2**20)


def relayed(**changed: Measured) -> Relay:
    names = ("start", "warm_up", "many", "single", "paced")
    return Relay(**({name: measured() for name in names} | changed))


STORED = {"messages": SMALL.total, "copies": SMALL.total, "inbox": 0, "outbox": 0}
BARE, DESKS = relayed(), relayed(many=measured(500.0), paced=measured(latency=0.1))
SOUND = Results(
    SMALL,
    measured(5000.0),
    BARE,
    DESKS,
    STORED,
    filled=measured(400.0),
    burst=measured(),
    restart=measured(latency=2.0),
    quiet=measured(),
    asking=measured(latency=0.016),
    direct=measured(1000.0),
    proxied=measured(750.0),
    refused=measured(latency=2.0),
    silent=measured(latency=21.0),
)


async def test_what_it_measures_is_carried_and_stored(tmp_path: Path):
    # Starting a bot takes seconds, so few are started, and those at once.
    *_, held, full, counted = await asyncio.to_thread(prepare, SMALL, tmp_path)
    restarted = (Load(SMALL.undelivered, SMALL.requesters), *SMALL.loads)
    with ThreadPoolExecutor() as threads:
        raw = threads.submit(measure, "tests.bench.raw", {}, SMALL.loads[:3], tmp_path)
        ours = threads.submit(measure, DESK, desk.environment(full), restarted, tmp_path)
        read = threads.submit(reports, SMALL, counted, tmp_path)
        ways = threads.submit(routes, SMALL, tmp_path)
        merged = threads.submit(burst, SMALL, held, tmp_path).result()
    quiet, asking = read.result()
    for each in (*raw.result(), *ours.result(), quiet, asking, merged, *ways.result()):
        assert (each.run.lost, each.run.repeated, each.run.refused) == (0, 0, 0)
    assert [each.calls for each in ours.result()[1:]] == [len(each.run.latencies) for each in ours.result()[1:]]
    total = SMALL.undelivered + SMALL.total
    assert await desk.stored(desk.url_of(full)) == {"messages": total, "copies": total, "inbox": 0, "outbox": 0}
    assert merged.calls == SMALL.burst_tickets
    assert not quiet.run.reports
    assert len(asking.run.reports) >= ROUNDS


def test_backups_are_timed_and_leave_nothing_behind(tmp_path: Path):
    asyncio.run(desk.prepare(desk.url_of(tmp_path / "desk.db"), 3))
    seconds: list[float] = []
    with backing_up(desk.environment(tmp_path / "desk.db"), tmp_path, seconds):
        pass  # it ends with the one under way
    assert len(seconds) == 1
    assert seconds[0] > 0
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]
    (slowed,) = [row for row in report.backing(SMALL, measured(), measured(latency=0.016), seconds) if row.goal]
    assert (slowed.compared, slowed.goal.met) == ("1.60", False)


async def test_a_filled_database_holds_whole_histories(tmp_path: Path):
    _, filled, *_ = await asyncio.to_thread(prepare, SMALL, tmp_path)
    with closing(sqlite3.connect(filled)) as database:
        count = {table: _one(database, f"select count(*) from {table}") for table in ("messages", "copies", "topics")}
        assert count == {"messages": 200, "copies": 200, "topics": 10 + 20}
        assert _one(database, "select count(*) from tickets where state = 'closed'") == 20
        assert _one(database, "select count(distinct ticket) from messages") == 20
        assert database.execute("pragma foreign_key_check").fetchall() == []


def _one(database: sqlite3.Connection, query: str) -> int:
    return int(database.execute(query).fetchone()[0])


def test_the_table_gives_each_figure_with_its_yardstick_and_goal():
    cells = [[cell.strip() for cell in line.split("|")] for line in table(report.rows(SOUND)).splitlines()]
    by_name = {line[1]: line[2:-1] for line in cells}
    assert by_name["messages per second, 8 in flight"] == ["bare 1,000", "500", "0.50", "≥ 0.7", "**no**"]
    assert by_name["p50 ms, one in flight"] == ["bare 10.0", "10.0", "1.00", "≤ 2", "yes"]
    assert ["bare 10.0", "100.0", "+90.0 ms", "≤ + 150 ms", "yes"] in by_name.values()
    assert ["without 500", "400", "0.80", "≥ 0.9", "**no**"] in by_name.values()
    assert ["bare 0.0", "2.0", "200.00", "≤ 3 s", "yes"] in by_name.values()
    assert ["without 10.0", "16.0", "1.60", "≤ 1.5", "**no**"] in by_name.values()
    assert by_name["messages per second through a SOCKS proxy, 8 in flight"][-3:] == ["0.75", "≥ 0.8", "**no**"]
    assert by_name["a proxy is gone: seconds of the message that waits longest"][1:] == ["2.0", "", "≤ 5 s", "yes"]
    assert by_name["a proxy is a black hole: seconds of the message that waits longest"][-1] == "**no**"
    assert "5.0 × the bare bot" in report.ceiling(SOUND)
    assert list(report.faults(SOUND)) == []


def test_rounds_add_up():
    sum_ = together([measured(500.0, lost=1), measured(1000.0)])
    assert (sum_.run.lost, sum_.calls, len(sum_.run.latencies)) == (1, 200, 200)
    assert sum_.per_second == pytest.approx(200 / 0.3)
    assert sum_.cpu_per_thousand == pytest.approx(1.0)


def test_a_figure_that_is_missing_meets_no_goal():
    assert Row("", "", "", "", at_most(float("nan"), 1.0)).cells()[-1] == "**no**"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"desk": relayed(paced=measured(lost=1))}, "desk, paced: 1 messages lost, 0 repeated"),
        ({"bare": relayed(many=measured(repeated=2))}, "bare bot, many: 0 messages lost, 2 repeated"),
        ({"proxied": measured(lost=1)}, "proxied: 1 messages lost, 0 repeated"),
        ({"silent": measured(lost=1)}, "messages were lost when a proxy failed"),
        ({"burst": measured(repeated=1)}, "burst: 0 messages lost, 1 repeated"),
        ({"stored": STORED | {"copies": 1}}, "the desk has not stored everything"),
        ({"ceiling": measured(4999.0)}, "the stand-in is too slow on this machine"),
    ],
)
def test_worthless_figures_are_refused(change: dict[str, object], fault: str):
    assert [found for found in report.faults(replace(SOUND, **change)) if found.startswith(fault)]


async def test_an_arrival_lets_the_next_message_be_sent_and_what_never_arrives_is_lost(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.bench.traffic.PATIENCE_SECONDS", 0.01)
    traffic = Traffic(Load(messages=5, requesters=2, in_flight=2), first=1, on_sent=lambda: None)
    running = asyncio.create_task(traffic.run())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert len(traffic.ready) == 2
    for number in (1, 2, 2):
        traffic.arrived([number])
    assert len(traffic.ready) == 4
    done = await running
    assert (len(done.latencies), done.repeated, done.lost) == (2, 1, 3)


async def test_a_steady_pace_waits_for_no_arrival_and_counts_from_when_a_message_was_due():
    offered = asyncio.Event()
    traffic = Traffic(Load(messages=3, requesters=2, per_second=1000.0), first=7, on_sent=offered.set)
    running = asyncio.create_task(traffic.run())
    while len(traffic.ready) < 3:
        offered.clear()
        await offered.wait()
    traffic.arrived([7, 8, 9])
    done = await running
    assert (len(done.latencies), done.lost) == (3, 0)
    assert done.latencies == sorted(done.latencies, reverse=True)


async def test_what_a_bot_has_stored_already_is_only_waited_for():
    traffic = Traffic(Load(messages=2, requesters=2), first=1, on_sent=lambda: None)
    running = asyncio.create_task(traffic.run())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    traffic.arrived([1, 2])
    assert (await running).lost == 0
    assert not traffic.ready


def test_the_group_takes_twenty_calls_a_minute(monkeypatch: pytest.MonkeyPatch):
    now = 100.0
    monkeypatch.setattr(stand_in, "monotonic", lambda: now)
    budget, to_group = stand_in.Budget(), json.dumps({"chat_id": GROUP}).encode()
    assert [budget.wait(to_group) for _ in range(20)] == [0] * 20
    now = 159.5
    assert budget.wait(to_group) == 1
    assert budget.wait(json.dumps({"chat_id": FIRST_REQUESTER}).encode()) == 0
    now = 160.0
    assert budget.wait(to_group) == 0


def test_requests_are_taken_apart_however_they_arrive():
    answer = Mock()
    connection = Connection(answer)
    sent = b"POST /bot42:x/one HTTP/1.1\r\ncontent-length: 3\r\n\r\nabcPOST /bot42:x/two HTTP/1.1\r\nHost: x\r\n\r\n"
    for byte in sent:
        connection.data_received(bytes([byte]))
    assert [call.args[:2] for call in answer.call_args_list] == [("one", b"abc"), ("two", b"")]


@pytest.mark.parametrize(
    ("method", "body", "numbers"),
    [
        ("copyMessage", b'{"message_id": 7, "chat_id": -1, "reply_parameters": {"message_id": 9}}', [7]),
        ("copyMessage", b"chat_id=-1&from_chat_id=42&message_id=7", [7]),
        ("sendMessage", json.dumps({"text": f"<i>12:30</i> {text(8)}\n<i>12:31</i> {text(19)}"}).encode(), [8, 19]),
        ("getMe", b"{}", []),
    ],
)
def test_a_call_tells_which_messages_it_carries(method: str, body: bytes, numbers: list[int]):
    assert carried(method, body) == numbers
