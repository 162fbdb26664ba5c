"""When Telegram counts as out of reach, and who is told when."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.desk.outages import NOTED, Outage, Step, step

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)
SECOND, QUARTER = timedelta(seconds=1), timedelta(minutes=15)
LASTS = Outage(NOW - timedelta(minutes=5))
LONG = Outage(NOW - QUARTER - SECOND)
TOLD = Outage(NOW - timedelta(hours=1), NOW - timedelta(minutes=45))


@pytest.mark.parametrize(
    ("outage", "silence", "answered", "patience", "expected"),
    [
        (None, timedelta(), True, QUARTER, Step.NOTHING),
        (None, NOTED, True, QUARTER, Step.NOTHING),
        (None, NOTED + SECOND, True, QUARTER, Step.BEGIN),
        (None, NOTED + SECOND, False, None, Step.BEGIN),
        (LASTS, timedelta(minutes=5), True, QUARTER, Step.NOTHING),
        (LASTS, timedelta(), True, QUARTER, Step.END),
        (LASTS, SECOND, False, QUARTER, Step.NOTHING),  # a restart: nothing was heard yet
        (Outage(NOW - QUARTER), QUARTER, True, QUARTER, Step.NOTHING),
        (LONG, timedelta(minutes=16), True, QUARTER, Step.MAIL),
        (LONG, SECOND, False, QUARTER, Step.MAIL),
        (LONG, timedelta(minutes=16), True, None, Step.NOTHING),
        (LONG, timedelta(), True, QUARTER, Step.END),
        (TOLD, timedelta(hours=1), True, QUARTER, Step.NOTHING),
        (TOLD, timedelta(), True, QUARTER, Step.END),
    ],
)
def test_each_step_comes_when_it_is_due(
    outage: Outage | None, silence: timedelta, answered: bool, patience: timedelta | None, expected: Step
):
    assert step(outage, silence, NOW, patience, answered=answered) is expected
