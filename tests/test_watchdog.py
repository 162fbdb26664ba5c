"""A loop that stands ends its process, and the log says where; a slow one, or a process that slept, goes on."""

import asyncio
import threading
import time

import pytest
from structlog.testing import capture_logs

from bot import watchdog


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    monkeypatch.setattr(watchdog, "STEP_SECONDS", 0.02)
    monkeypatch.setattr(watchdog, "STEPS", 5)


async def test_a_loop_that_stands_is_ended_and_it_is_told_where():
    ended = threading.Event()
    status = []

    def end(code: int) -> None:
        status.append(code)
        ended.set()

    with capture_logs() as lines, watchdog.watching(end):
        ended.wait(5)  # in the loop's own thread
    assert status == [watchdog.FAILED]
    (line,) = [each for each in lines if each["event"] == "loop_stands"]
    assert any("test_a_loop_that_stands" in place for place in line["where"])


async def test_a_loop_that_turns_is_left_alone():
    ended = []
    with watchdog.watching(ended.append):
        for _ in range(20):
            time.sleep(0.03)  # noqa: ASYNC251 -- slow, but it turns
            await asyncio.sleep(0)
            await asyncio.sleep(0)
    assert ended == []
