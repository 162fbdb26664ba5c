from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.deadlines.timetable import DAY, Timetable, timetable
from bot.rules.deadlines.working_hours import Calendar

CALENDARS = [
    Calendar(ZoneInfo("Europe/Moscow"), time(9, 30), time(18, 30), {date(2026, 2, 4): False, date(2026, 2, 8): True}),
    Calendar(ZoneInfo("Europe/Moscow"), time(0), time(23, 59)),
    Calendar(ZoneInfo("Europe/Berlin"), time(9, 30), time(18, 30)),
    Calendar(ZoneInfo("Asia/Vladivostok"), time(8), time(20)),
    Calendar(ZoneInfo("America/New_York"), time(0), time(20)),
]
SECONDS = st.integers(
    int(datetime(2025, 12, 1, tzinfo=UTC).timestamp()), int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())
)


def worked(table: Timetable, at: datetime) -> int:
    """What a database does with it."""
    moment = int(at.timestamp())
    opens, closes, before = table.days[(moment - table.start) // DAY]
    return before + max(0, min(moment, closes) - opens)


@pytest.mark.parametrize("calendar", CALENDARS, ids=lambda each: f"{each.zone} {each.opens:%H}-{each.closes:%H}")
@given(moments=st.lists(SECONDS, min_size=2, max_size=4))
def test_clause_2_5_a_table_measures_like_the_calendar(calendar: Calendar, moments: list[int]):
    since, *others = (datetime.fromtimestamp(each, UTC) for each in sorted(moments))
    table = timetable(calendar, since, others[-1])
    for each in others:
        assert worked(table, each) - worked(table, since) == calendar.between(since, each).total_seconds()
