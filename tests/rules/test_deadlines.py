import csv
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.rules.deadlines.deadlines import (
    Reason,
    check_extension,
    deadline,
    extended,
    is_overdue,
    next_warning,
    remaining,
    share_passed,
)
from bot.rules.refusals import Refused

CASES = list(csv.DictReader(Path(__file__).with_name("sla_cases.csv").read_text(encoding="utf-8").splitlines()))
DUE = datetime.fromisoformat("2026-02-06T16:30:00+03:00")


@pytest.mark.parametrize("case", CASES, ids=[case["note"] for case in CASES])
def test_clause_4_3_a_ticket_is_due_after_its_working_hours(moscow, case):
    registered = datetime.fromisoformat(case["start_iso_msk"])
    due = deadline(registered, moscow, int(case["hours"]))
    assert due.isoformat() == case["deadline_iso_msk"]
    assert remaining(registered, due, moscow) == timedelta(hours=int(case["hours"]))


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        ("2026-02-06T14:00:00+03:00", 2.5),
        ("2026-02-05T18:30:00+03:00", 7),
        ("2026-02-06T16:30:00+03:00", 0),
        ("2026-02-06T17:30:00+03:00", -1),
        ("2026-02-07T12:00:00+03:00", -2),
        ("2026-02-09T09:45:00+03:00", -2.25),
    ],
)
def test_clause_4_3_time_left_is_working_time_and_negative_when_overdue(moscow, now, hours):
    assert remaining(datetime.fromisoformat(now), DUE, moscow) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("now", "overdue"),
    [("2026-02-06T16:29:59+03:00", False), ("2026-02-06T16:30:00+03:00", False), ("2026-02-06T13:30:01+00:00", True)],
)
def test_clause_4_3_the_last_moment_is_in_time(now, overdue):
    assert is_overdue(datetime.fromisoformat(now), DUE) is overdue


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-02-06T10:00:00+03:00", "2026-02-09T11:30:00+03:00"),
        ("2026-02-10T10:00:00+03:00", "2026-02-10T14:00:00+03:00"),
    ],
)
def test_clause_4_3_an_extension_counts_from_the_deadline_or_from_now_when_that_has_passed(moscow, now, until):
    assert extended(datetime.fromisoformat(now), DUE, moscow, 4) == datetime.fromisoformat(until)


def test_clause_4_3_a_technical_error_has_no_deadline_and_is_never_overdue():
    assert not is_overdue(DUE, None)


@pytest.mark.parametrize(
    ("hours_since", "expected"),
    [(0, (50, 8)), (7, (50, 8)), (8, (80, 12.8)), (8.5, (80, 12.8)), (12.8, None), (13, None), (16, None), (20, None)],
)
def test_clause_4_3_a_deadline_is_warned_of_at_half_and_at_four_fifths(
    moscow, hours_since: float, expected: tuple[int, float] | None
):
    started = datetime.fromisoformat("2026-02-03T09:30:00+03:00")
    due, now = (moscow.add(started, timedelta(hours=hours)) for hours in (16, hours_since))
    moment = expected and (expected[0], moscow.add(started, timedelta(hours=expected[1])))
    assert next_warning(started, due, now, moscow) == moment


@pytest.mark.parametrize(
    ("hours_since", "share"), [(0, 0), (4, 25), (8, 50), (12.8, 80), (15.2, 95), (15.99, 99), (16, 100), (40, 100)]
)
def test_clause_4_3_the_share_of_the_working_time_that_has_passed(moscow, hours_since: float, share: int):
    started = datetime.fromisoformat("2026-02-03T09:30:00+03:00")
    due, now = (moscow.add(started, timedelta(hours=hours)) for hours in (16, hours_since))
    assert share_passed(started, due, now, moscow) == share


def test_clause_4_3_of_no_time_all_has_passed(moscow):
    assert share_passed(DUE, DUE, DUE, moscow) == 100


def test_clause_4_3_nothing_is_warned_of_at_the_deadline_itself(moscow):
    assert next_warning(DUE, DUE, DUE - timedelta(hours=1), moscow) is None


def test_clause_4_3_a_deadline_is_only_moved_on():
    check_extension(DUE, DUE + timedelta(seconds=1))
    for until in (DUE, DUE - timedelta(seconds=1)):
        with pytest.raises(Refused) as refused:
            check_extension(DUE, until)
        assert (refused.value.reason, refused.value.details) == (
            Reason.NOT_LATER,
            {"read": until.isoformat(), "due": DUE.isoformat()},
        )
