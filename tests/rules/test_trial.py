"""How long the trial ticket lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.tickets.trial import LASTS, is_abandoned

OPENED = datetime(2026, 2, 3, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "abandoned"), [(timedelta(0), False), (LASTS - timedelta(seconds=1), False), (LASTS, True)]
)
def test_a_trial_is_abandoned_after_a_day(after: timedelta, abandoned: bool):
    assert is_abandoned(OPENED, OPENED + after) is abandoned
