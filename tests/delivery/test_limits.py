"""Windows alone: however calls come and last, never more than allowed in any span, and refusals teach."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.limits import CALM_WINDOWS, Limit, Window

THREE = Limit(3, 60.0)
STEP = st.floats(0, 40, allow_nan=False)


def spent(*ends: float, limit: Limit = THREE) -> Window:
    """A window with calls that ended at these instants."""
    window = Window(limit)
    for end in ends:
        window.begin()
        window.end(end)
    return window


@pytest.mark.parametrize(
    ("ends", "now", "calls", "wait"),
    [
        ((), 0, 3, 0),
        ((), 0, 9, 0),  # more than the limit counts as all of it
        ((0, 0), 1, 1, 0),
        ((0, 10, 20), 20, 1, 40),
        ((0, 10, 20), 20, 2, 50),
        ((0, 10, 20), 60, 1, 0),
        ((0, 10), 20, 3, 50),
    ],
)
def test_calls_are_free_when_the_oldest_have_left_the_window(ends, now, calls, wait):
    assert spent(*ends).free_in(now, calls) == wait


def test_calls_in_flight_weigh_and_their_end_is_not_known():
    window = Window(THREE)
    window.begin(3)
    assert window.free_in(1000) == math.inf
    window.end(1000)
    assert window.free_in(1000) == 60
    window.drop()
    assert window.free_in(1000) == 0


@given(st.lists(st.tuples(STEP, STEP, STEP), max_size=40), st.integers(1, 5), st.integers(1, 50))
def test_no_span_holds_more_calls_than_allowed_wherever_they_are_counted(calls, most, seconds):
    """`calls`: pauses between them, how long the other side takes to count, and to answer then."""
    window, now, counted, open_ends = Window(Limit(most, seconds)), 0.0, list[float](), list[float]()
    for pause, transit, answer in calls:
        now += pause
        while (wait := _free(window, now, open_ends)) > 0:
            now += wait if wait < math.inf else min(open_ends) - now
        window.begin()
        counted.append(now + transit)
        open_ends.append(now + transit + answer)
    counted.sort()
    assert all(counted[n + most] - counted[n] > seconds - 1e-6 for n in range(len(counted) - most))


def _free(window: Window, now: float, open_ends: list[float]) -> float:
    for end in sorted(each for each in open_ends if each <= now):
        window.end(end)
        open_ends.remove(end)
    return window.free_in(now)


def test_a_refusal_closes_teaches_once_and_is_forgotten_in_calm():
    window, limit = Window(Limit(20, 60.0)), 20
    window.refuse(0, 30)
    window.refuse(1, 40)  # was in flight when the first came
    assert window.left(40) == 0
    assert window.free_in(40) == 1
    assert window.left(41) == 15
    calm = 41 + 60.0 * CALM_WINDOWS
    assert [window.left(at) for at in (calm - 1, calm, calm + 600, calm + 90_000)] == [15, 16, 17, limit]


def test_many_refusals_leave_one_call():
    window = Window(THREE)
    for at in range(10):
        window.refuse(at * 2, 1)
    assert window.left(100) == 1


@given(st.lists(st.tuples(st.floats(0, 2000), st.floats(0, 3600)), max_size=20))
def test_nothing_begins_before_a_refusal_is_over(refusals):
    window, now, until = Window(THREE), 0.0, 0.0
    for pause, seconds in refusals:
        now += pause
        window.refuse(now, seconds)
        until = max(until, now + seconds)
        assert now + window.free_in(now) >= until - 1e-6
        assert 1 <= window.left(until) <= THREE.calls


def test_idle_is_what_knows_nothing():
    window = spent(0.0)
    assert [window.is_idle(at) for at, _ in pairwise((59.0, 60.0, 61.0))] == [False, True]
    window.refuse(100, 1)
    assert not window.is_idle(200)
