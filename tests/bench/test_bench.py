"""The benchmark measures what it says: every message is counted, and figures that are worth nothing are refused."""

import asyncio
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests.bench import report
from tests.bench.__main__ import run
from tests.bench.http import Connection
from tests.bench.loop import ClosedLoop, Load
from tests.bench.measure import Figures, Plan
from tests.bench.messages import FIRST_REQUESTER, Key
from tests.bench.report import Results
from tests.bench.stand_in import copied

PLAN = Plan(messages=100, requesters=10, in_flight=16)
FIGURES = Figures(1000.0, 1.0, 0.01, 0.02, 0.001, 0.002, 2**20, 1.0, lost=0, repeated=0)
STORED = {"messages": PLAN.total, "copies": PLAN.total, "inbox": 0, "outbox": 0}
SOUND = Results(PLAN, replace(FIGURES, per_second=5000.0), FIGURES, replace(FIGURES, per_second=500.0), STORED)


def test_every_message_goes_through_each_bot_and_the_desk_has_stored_it(tmp_path: Path):
    results = run(PLAN, tmp_path)
    for bot in (results.ceiling, results.bare, results.desk):
        assert (bot.lost, bot.repeated, bot.calls_per_message) == (0, 0, 1.0)
    assert results.stored == STORED
    assert len(report.table(results).splitlines()) == 2 + len(report.lines(PLAN))


def test_the_table_gives_each_figure_with_its_ratio_to_the_bare_bot():
    cells = [[cell.strip() for cell in line.split("|")] for line in report.table(SOUND).splitlines()]
    assert ["", "messages per second, 16 in flight", "1,000", "500", "0.50", ""] in cells
    assert "5.0 × the bare bot" in report.ceiling(SOUND)
    assert list(report.faults(SOUND)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"desk": replace(FIGURES, lost=1)}, "desk: 1 messages lost, 0 repeated"),
        ({"bare": replace(FIGURES, repeated=2)}, "bare bot: 0 messages lost, 2 repeated"),
        ({"stored": STORED | {"copies": 1}}, "the desk has not stored everything"),
        ({"ceiling": replace(FIGURES, per_second=4999.0)}, "the stand-in is too slow on this machine"),
    ],
)
def test_worthless_figures_are_refused(change: dict[str, object], fault: str):
    assert [found for found in report.faults(replace(SOUND, **change)) if found.startswith(fault)]


async def test_an_arrival_lets_the_next_message_be_sent_and_what_never_arrives_is_lost(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.bench.loop.PATIENCE_SECONDS", 0.01)
    loop = ClosedLoop(Load(first=1, messages=5, requesters=2, in_flight=2), on_sent=lambda: None)
    running = asyncio.create_task(loop.run())
    await asyncio.sleep(0)
    assert len(loop.ready) == 2
    for number in (1, 2, 2):
        loop.arrived(Key(FIRST_REQUESTER + number % 2, number))
    assert len(loop.ready) == 4
    done = await running
    assert (len(done.latencies), done.repeated, done.lost) == (2, 1, 3)


def test_requests_are_taken_apart_however_they_arrive():
    answer = Mock()
    connection = Connection(answer)
    sent = b"POST /bot42:x/one HTTP/1.1\r\ncontent-length: 3\r\n\r\nabcPOST /bot42:x/two HTTP/1.1\r\nHost: x\r\n\r\n"
    for byte in sent:
        connection.data_received(bytes([byte]))
    assert [call.args[:2] for call in answer.call_args_list] == [("one", b"abc"), ("two", b"")]


@pytest.mark.parametrize(
    "body",
    [
        b'{"message_id": 7, "chat_id": -1, "from_chat_id": 42, "reply_parameters": {"message_id": 9}}',
        b"chat_id=-1&from_chat_id=42&message_id=7",
    ],
)
def test_a_copy_names_its_original_as_json_or_as_a_form(body: bytes):
    assert copied(body) == Key(42, 7)
