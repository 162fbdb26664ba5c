"""For how long what is stored about people is kept (152-ФЗ)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.people.retention import (
    Terms,
    drafts_before,
    identities_before,
    identity_goes,
    night_of,
    tickets_before,
)

NOW = datetime(2026, 2, 3, 23, tzinfo=UTC)
TERMS = Terms(1095, 30, 90)

NIGHTS = [
    ((0, 59), None),
    ((1, 0), date(2026, 2, 3)),
    ((4, 59), date(2026, 2, 3)),
    ((5, 0), None),
    ((12, 0), None),
    ((23, 59), None),
]


@pytest.mark.parametrize(("at", "night"), NIGHTS)
def test_it_is_done_between_one_and_five(at: tuple[int, int], night: date | None):
    assert night_of(datetime(2026, 2, 3, *at)) == night  # noqa: DTZ001 -- local


BEFORE = [
    (TERMS, 14, 1095),
    (Terms(tickets=7), 14, 14),  # one that can be opened again is kept
    (Terms(tickets=1), 0, 1),
    (Terms(tickets=0), 14, None),
]


@pytest.mark.parametrize(("terms", "reopen_days", "days"), BEFORE)
def test_a_ticket_goes_after_its_term_and_never_while_it_can_be_opened_again(
    terms: Terms, reopen_days: int, days: int | None
):
    assert tickets_before(terms, reopen_days, NOW) == (None if days is None else NOW - timedelta(days=days))


def test_drafts_go_after_their_term():
    assert drafts_before(TERMS, NOW) == NOW - timedelta(days=30)
    assert drafts_before(Terms(drafts=0), NOW) is None


IDENTITIES = [
    # days since, needed, proven, goes
    (TERMS, 91, False, False, True),
    (TERMS, 89, False, False, False),
    (TERMS, 90, False, False, False),  # to the second
    (TERMS, 91, False, True, False),
    (TERMS, 1096, False, True, True),
    (TERMS, 5000, True, False, False),
    (TERMS, 5000, True, True, False),
    (Terms(1095, 30, 0), 91, False, False, False),
    (Terms(1095, 30, 0), 1096, False, False, True),  # no longer than the tickets it was stated for
    (Terms(0, 30, 90), 5000, False, True, False),
    (Terms(0, 30, 90), 91, False, False, True),
    (Terms(0, 0, 0), 36_500, False, False, False),
]


@pytest.mark.parametrize(("terms", "days", "needed", "proven", "goes"), IDENTITIES)
def test_an_identity_goes_after_its_term_unless_a_kept_ticket_needs_it(
    terms: Terms, days: int, needed: bool, proven: bool, goes: bool
):
    assert identity_goes(terms, NOW - timedelta(days=days), NOW, needed=needed, proven=proven) is goes


@given(
    st.builds(Terms, *[st.integers(0, 40)] * 3),
    st.integers(0, 60),
    st.booleans(),
    st.booleans(),
)
def test_what_is_not_even_looked_at_would_stay(terms: Terms, days: int, needed: bool, proven: bool):
    recorded, before = NOW - timedelta(days=days), identities_before(terms, NOW)
    if identity_goes(terms, recorded, NOW, needed=needed, proven=proven):
        assert before is not None
        assert recorded < before
