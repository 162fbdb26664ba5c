"""How many tickets one person may open within an hour."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.tickets.limits import opens_again

NOW = datetime(2026, 2, 3, 7, 0, tzinfo=UTC)


def ago(*minutes: float) -> list[datetime]:
    return [NOW - timedelta(minutes=each) for each in minutes]


@pytest.mark.parametrize(
    ("opened", "limit", "minutes"),
    [
        (ago(), 1, None),
        (ago(0), 1, 60),
        (ago(59), 1, 1),
        (ago(60), 1, None),
        (ago(1, 2), 3, None),
        (ago(1, 2, 3), 3, 57),
        (ago(1, 2, 3, 4), 3, 57),
        (ago(1, 2, 90), 3, None),
    ],
)
def test_a_sliding_hour(opened: list[datetime], limit: int, minutes: int | None):
    until = opens_again(opened, limit, NOW)
    assert until == (None if minutes is None else NOW + timedelta(minutes=minutes))


@given(st.lists(st.floats(0, 300), min_size=1, max_size=60), st.integers(1, 5))
def test_whoever_waits_until_then_never_opens_more_than_the_limit_in_any_hour(pauses: list[float], limit: int):
    opened: list[datetime] = []
    now = NOW
    for pause in pauses:
        now += timedelta(seconds=pause)
        now = opens_again(opened[::-1], limit, now) or now
        opened.append(now)
    for first, later in zip(opened, opened[limit:], strict=False):
        assert later - first >= timedelta(hours=1)
