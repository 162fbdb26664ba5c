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
    assert Pace(dice=lambda: 0.0 if asked else 0.5).after(failures, asked) == seconds


def test_a_delivery_that_fails_for_hours_is_tried_as_seldom_as_it_says():
    pace = Pace(dice=lambda: 0.5)
    assert [pace.after(failures, longest=900) for failures in (1, 7, 20)] == [1.0, 64.0, 900.0]


@pytest.mark.parametrize("asked", [None, 0, 1, 3600])
@pytest.mark.parametrize("dice", [0.0, 1.0])
def test_chance_moves_a_pause_by_a_fifth_and_never_below_what_was_asked_for(dice: float, asked: float | None):
    pause = Pace(dice=lambda: dice).after(1, asked)
    if asked is None:
        assert pause == pytest.approx(0.8 + 0.4 * dice)
    else:
        assert asked <= pause <= asked * 1.2
        assert pause - asked <= 0.2, "nobody waits minutes more than asked for"


async def test_an_event_is_waited_for_but_not_for_ever():
    event = asyncio.Event()
    assert not await happens(event, 0.001)
    asyncio.get_running_loop().call_later(0.001, event.set)
    assert await happens(event, 5)
