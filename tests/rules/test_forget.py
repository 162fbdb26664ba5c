"""When somebody who asks for it is forgotten (152-ФЗ)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rules.deadlines.labour_code import is_working_day
from bot.rules.people.forget import may_begin
from bot.rules.people.rights_requests import last_day

ASKED = datetime(2026, 2, 3, 7, tzinfo=UTC)

DAYS = [
    (date(2026, 2, 2), date(2026, 2, 16)),  # two weeks without a holiday
    (date(2026, 2, 7), date(2026, 2, 20)),  # asked on a Saturday
    (date(2026, 2, 16), date(2026, 3, 3)),  # over 23 February
    (date(2025, 12, 30), date(2026, 1, 23)),  # over the holidays of January
]


@pytest.mark.parametrize(("asked", "due"), DAYS)
def test_the_law_leaves_ten_working_days_after_the_one_of_the_request(asked: date, due: date):
    assert last_day(asked, is_working_day) == due


BEGINS = [
    (timedelta(seconds=59), False, False, False),
    (timedelta(minutes=1), False, False, True),
    (timedelta(minutes=1), False, True, False),
    (timedelta(hours=23, minutes=59), False, True, False),
    (timedelta(days=1), False, True, True),
    (timedelta(minutes=1), True, False, False),
    (timedelta(days=400), True, False, False),
]


@pytest.mark.parametrize(("waited", "open_tickets", "on_the_way", "begins"), BEGINS)
def test_it_waits_for_open_tickets_and_a_day_for_deliveries(
    waited: timedelta, open_tickets: bool, on_the_way: bool, begins: bool
):
    assert may_begin(ASKED, ASKED + waited, open_tickets=open_tickets, on_the_way=on_the_way) is begins
