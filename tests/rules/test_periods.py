from datetime import date

import pytest

from bot.rules.desk.periods import Reason, parse_period
from bot.rules.refusals import Refused

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", "2026-03-25", "2026-03-31"),
        ("day", "2026-03-31", "2026-03-31"),
        (" Week ", "2026-03-25", "2026-03-31"),
        ("month", "2026-03-01", "2026-03-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2026-01-15..2026-02-14", "2026-01-15", "2026-02-14"),
        ("2026-01-15 .. 2026-01-15", "2026-01-15", "2026-01-15"),
    ],
)
def test_a_period_is_read(text, first, last):
    assert parse_period(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("year", Reason.UNKNOWN),
        ("2026", Reason.UNKNOWN),
        ("2026-13", Reason.UNKNOWN),
        ("2026-02-01", Reason.UNKNOWN),
        ("2026-02-01..2026-02-30", Reason.UNKNOWN),
        ("٢٠٢٦-٠٢", Reason.UNKNOWN),
        ("0000-01", Reason.UNKNOWN),
        ("9999-12", Reason.UNKNOWN),
        ("0001-01-01..9999-12-31", Reason.UNKNOWN),
        ("<b>week</b>", Reason.UNKNOWN),
        ("я" * 10_000, Reason.UNKNOWN),
        ("2026-02-02..2026-02-01", Reason.BACKWARDS),
    ],
)
def test_any_other_period_is_refused(text, reason):
    with pytest.raises(Refused) as caught:
        parse_period(text, TODAY)
    assert caught.value.reason is reason
