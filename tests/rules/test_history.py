"""The deadlines that a ticket had (3.4): what is told of each, and what it promised."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.rules.deadlines.history import Cause, Deadline, promise
from bot.rules.deadlines.recalculation import Promise

SET, DUE, BEFORE = (datetime(2026, 2, day, 9, tzinfo=UTC) for day in (3, 5, 4))
DUE_TEXT, BEFORE_TEXT = "2026-02-05T09:00:00+00:00", "2026-02-04T09:00:00+00:00"


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        (Deadline(Cause.REGISTERED, DUE, 16), {"hours": 16, "until": DUE_TEXT}),
        (Deadline(Cause.REGISTERED, None), {}),
        (
            Deadline(Cause.EXTENDED, DUE, 8, BEFORE, BEFORE, "банк"),
            {"was": BEFORE_TEXT, "until": DUE_TEXT, "reason": "банк", "hours": 8, "since": BEFORE_TEXT},
        ),
        (Deadline(Cause.EXTENDED, DUE, reason=""), {"until": DUE_TEXT, "reason": ""}),
        (Deadline(Cause.KIND_CHANGED, None, was=BEFORE), {"technical_error": True, "was": BEFORE_TEXT}),
        (Deadline(Cause.KIND_CHANGED, DUE, 16), {"technical_error": False, "hours": 16, "until": DUE_TEXT}),
        (Deadline(Cause.REOPENED, DUE, 16, BEFORE, reason="x"), {"hours": 16, "until": DUE_TEXT}),
        (Deadline(Cause.RECALCULATED, DUE, was=BEFORE), {"was": BEFORE_TEXT, "until": DUE_TEXT}),
        (
            Deadline(Cause.PAUSED, DUE, since=BEFORE, was=BEFORE),
            {"was": BEFORE_TEXT, "waited_since": BEFORE_TEXT, "until": DUE_TEXT},
        ),
        (Deadline(Cause.MISSED, DUE), {"until": DUE_TEXT}),
    ],
)
def test_clause_3_4_what_is_known_of_a_deadline_is_told_in_the_order_of_reading(
    deadline: Deadline, told: dict[str, Any]
):
    assert list(deadline.details().items()) == list(told.items())


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (Deadline(Cause.REGISTERED, DUE, 8), Promise(8, SET)),
        (Deadline(Cause.REGISTERED, DUE), Promise(16, SET)),
        (Deadline(Cause.REGISTERED, None), Promise(16, SET)),
        (Deadline(Cause.EXTENDED, DUE, 8, BEFORE), Promise(8, BEFORE, DUE)),
        (Deadline(Cause.EXTENDED, DUE), Promise(None, None, DUE)),
        (Deadline(Cause.REOPENED, DUE, 8), Promise(8, SET)),
        (Deadline(Cause.REOPENED, None), None),
        (Deadline(Cause.KIND_CHANGED, DUE, 8), None),
        (Deadline(Cause.RECALCULATED, DUE), None),
        (Deadline(Cause.MISSED, DUE), None),
    ],
)
def test_clause_4_3_a_registration_an_extension_and_a_reopening_promise_something(
    deadline: Deadline, expected: Promise | None
):
    assert promise(SET, deadline, usual_hours=16) == expected
