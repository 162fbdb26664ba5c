import asyncio

import pytest

from bot.pace import CURES, Pace, happens


@pytest.mark.parametrize(
    ("failures", "asked", "seconds"),
    [
        (1, None, 1.0),
        (2, None, 2.0),
        (6, None, 32.0),
        (7, None, 60.0),
        (100_000, None, 60.0),  # weeks of failures overflow nothing
        (7, 3600, 3600),
        (CURES, 0, 0),
        (CURES + 1, 0, 8.0),
    ],
)
def test_a_pause_is_what_was_asked_for_or_doubles(failures: int, asked: float | None, seconds: float):
    assert Pace().after(failures, asked) == seconds


async def test_an_event_is_waited_for_but_not_for_ever():
    event = asyncio.Event()
    assert not await happens(event, 0.001)
    asyncio.get_running_loop().call_later(0.001, event.set)
    assert await happens(event, 5)
