"""What a new desk lacks, and what its supervisor is led to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.desk.setup import Lack, Seat, Step, TrialStep, lacks, step, trial_step
from bot.rules.tickets.tickets import State

FULL = Seat(member=True, forum=True, admin=True, topics=True, delete=True, pin=True)
SEATS = st.builds(Seat, *[st.booleans()] * 7)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, ()),
        ({"reads_all": True}, ()),
        ({"forum": False}, (Lack.FORUM,)),
        ({"topics": False}, (Lack.TOPICS,)),
        ({"delete": False}, (Lack.DELETE,)),
        ({"pin": False}, (Lack.PIN,)),
        ({"pin": False, "topics": False}, (Lack.TOPICS, Lack.PIN)),
        ({"admin": False}, (Lack.ADMIN, Lack.TOPICS, Lack.DELETE, Lack.PIN, Lack.READING)),
        ({"admin": False, "reads_all": True}, (Lack.ADMIN, Lack.TOPICS, Lack.DELETE, Lack.PIN)),
    ],
)
def test_what_is_missing(change: dict[str, bool], missing: tuple[Lack, ...]):
    assert lacks(replace(FULL, **change)) == missing


@given(SEATS)
def test_what_is_asked_for_first_is_never_the_reading_for_which_there_is_no_switch_there(seat: Seat):
    assert lacks(seat)[:1] != (Lack.READING,)


@given(SEATS)
def test_nothing_is_missing_where_the_bot_may_do_all_it_needs(seat: Seat):
    assert (lacks(seat) == ()) == (seat.forum and seat.admin and seat.topics and seat.delete and seat.pin)


@pytest.mark.parametrize(
    ("seat", "has_groups", "in_trial", "done", "expected"),
    [
        (None, False, False, False, Step.ADD),
        (None, False, False, True, Step.ADD),
        (Seat(member=False), False, False, False, Step.ADD),
        (replace(FULL, pin=False), False, False, False, Step.RIGHTS),
        (FULL, False, False, False, Step.BIND),
        (FULL, True, False, True, Step.BIND),
        (Seat(member=False), True, False, True, Step.DONE),
        (None, True, False, False, Step.OFFER_TRIAL),
        (None, True, True, False, Step.TRIAL),
        (FULL, True, True, True, Step.TRIAL),
        (None, True, False, True, Step.DONE),
    ],
)
def test_what_comes_next(seat: Seat | None, has_groups: bool, in_trial: bool, done: bool, expected: Step):
    assert step(seat, has_groups=has_groups, in_trial=in_trial, done=done) is expected


@pytest.mark.parametrize(
    ("state", "is_answered", "expected"),
    [
        (State.NEW, False, TrialStep.ANSWER),
        (State.IN_WORK, False, TrialStep.ANSWER),
        (State.IN_WORK, True, TrialStep.RESOLVE),
        (State.WAITING_REQUESTER, True, TrialStep.RESOLVE),
        (State.WAITING_CONFIRMATION, False, TrialStep.CONFIRM),
        (State.WAITING_CONFIRMATION, True, TrialStep.CONFIRM),
        (State.CLOSED, True, TrialStep.REMOVAL),
    ],
)
def test_how_far_a_trial_has_come(state: State, is_answered: bool, expected: TrialStep):
    assert trial_step(state, is_answered=is_answered) is expected
