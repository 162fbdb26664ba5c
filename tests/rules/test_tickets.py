from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.refusals import Refused
from bot.rules.text import utf16_len
from bot.rules.tickets.tickets import (
    Event,
    Reason,
    State,
    after,
    check_open,
    emoji,
    may_reopen,
    mentioned,
    parse_ticket_number,
    ticket_number,
    topic_name,
    unclaimed,
)

NEW, IN_WORK, CLOSED = State.NEW, State.IN_WORK, State.CLOSED
WAITING, ASKED = State.WAITING_REQUESTER, State.WAITING_CONFIRMATION
MESSAGE, ANSWER = Event.REQUESTER_MESSAGE, Event.OPERATOR_MESSAGE

# Rows: the event; columns: what it leads to from NEW, IN_WORK, WAITING, ASKED, CLOSED.
LIFE = [
    (Event.TAKE, IN_WORK, IN_WORK, WAITING, ASKED, Reason.CLOSED),
    (ANSWER, IN_WORK, IN_WORK, WAITING, ASKED, Reason.CLOSED),
    (MESSAGE, NEW, IN_WORK, IN_WORK, ASKED, Reason.CLOSED),
    (Event.ASK_DATA, WAITING, WAITING, WAITING, WAITING, Reason.CLOSED),
    (Event.RESOLVE, ASKED, ASKED, ASKED, Reason.ALREADY_ASKED, Reason.CLOSED),
    (Event.TRANSFER, NEW, NEW, WAITING, ASKED, Reason.CLOSED),
    (Event.CONFIRM, Reason.NOT_ASKED, Reason.NOT_ASKED, Reason.NOT_ASKED, CLOSED, Reason.CLOSED),
    (Event.DENY, Reason.NOT_ASKED, Reason.NOT_ASKED, Reason.NOT_ASKED, IN_WORK, Reason.CLOSED),
    (Event.REOPEN, Reason.NOT_CLOSED, Reason.NOT_CLOSED, Reason.NOT_CLOSED, Reason.NOT_CLOSED, IN_WORK),
    (Event.CLOSE_BY_SUPERVISOR, CLOSED, CLOSED, CLOSED, CLOSED, Reason.CLOSED),
    (Event.WITHDRAW, CLOSED, CLOSED, CLOSED, CLOSED, Reason.CLOSED),
    (Event.CLOSE_BY_SILENCE, Reason.NOT_ASKED, Reason.NOT_ASKED, Reason.NOT_ASKED, CLOSED, Reason.CLOSED),
]
CASES = [
    (state, row[0], outcome)
    for row in LIFE
    for state, outcome in zip((NEW, IN_WORK, WAITING, ASKED, CLOSED), row[1:], strict=True)
]


def outcome_of(state, event):
    try:
        return after(state, event)
    except Refused as refused:
        return refused.reason


@pytest.mark.parametrize(("state", "event", "outcome"), CASES)
def test_clause_3_2_every_event_in_every_state(state, event, outcome):
    assert outcome_of(state, event) is outcome


def test_the_table_above_leaves_no_event_out():
    assert {(state, event) for state, event, _ in CASES} == set(product(State, Event))


def test_what_comes_back_to_nobody_is_new_and_what_is_answered_is_in_work():
    assert {event for event in Event if unclaimed(IN_WORK, event) is NEW} == {MESSAGE}
    assert [unclaimed(state, MESSAGE) for state in (NEW, WAITING, ASKED, CLOSED)] == [NEW, WAITING, ASKED, CLOSED]


def closing_events():
    return {
        event for state, event in product(State, Event) if state is not CLOSED and outcome_of(state, event) is CLOSED
    }


def test_clause_3_2_nothing_closes_but_a_confirmation_that_was_asked_for_or_its_absence_or_a_supervisor():
    assert closing_events() == {
        Event.CONFIRM,
        Event.CLOSE_BY_SILENCE,
        Event.CLOSE_BY_SUPERVISOR,
        Event.WITHDRAW,
    }
    for event in (Event.CONFIRM, Event.CLOSE_BY_SILENCE):
        assert [state for state in State if outcome_of(state, event) is CLOSED] == [ASKED]


@pytest.mark.parametrize(("days_later", "allowed"), [(0, True), (14, True), (14.001, False), (400, False)])
def test_a_ticket_may_be_reopened_for_some_days(days_later, allowed):
    closed_at = datetime(2026, 2, 3, 12, tzinfo=UTC)
    assert may_reopen(closed_at, closed_at + timedelta(days=days_later), days=14) is allowed


@pytest.mark.parametrize(
    ("state", "calm", "overdue"),
    [(NEW, "🆕", "🔥"), (IN_WORK, "🛠", "🔥"), (WAITING, "❓", "🔥"), (ASKED, "⏳", "🔥"), (CLOSED, "✅", "✅")],
)
def test_a_state_has_its_sign(state, calm, overdue):
    assert (emoji(state, overdue=False), emoji(state, overdue=True)) == (calm, overdue)


def test_a_topic_is_named_after_its_ticket():
    assert ticket_number(12) == "ЭО-12"
    assert (
        topic_name("🆕", 12, "ООО «Ромашка»", "Загрузка прайс-листа")
        == "🆕 ЭО-12 · ООО «Ромашка» · Загрузка прайс-листа"
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ЭО-12", 12),
        ("эо12", 12),
        ("EO-12", 12),
        ("12", 12),
        ("", None),
        ("-12", None),
        ("ЭО-", None),
        ("ЭО-1; drop", None),
        ("ЭО-١٢", None),
        ("9" * 10, None),
    ],
)
def test_a_ticket_number_is_read_as_people_write_it(text, number):
    assert parse_ticket_number(text) == number


@pytest.mark.parametrize(
    ("company", "service", "kept"),
    [
        ("К" * 200, "Загрузка прайс-листа", "Загрузка прайс-листа"),
        ("ООО «Ромашка»", "С" * 200, "ООО «Ромашка»"),
    ],
)
def test_a_long_name_gives_way_to_a_short_one(company, service, kept):
    name = topic_name("🆕", 12, company, service)
    assert kept in name.split(" · ")
    assert utf16_len(name) == 128


@given(st.sampled_from("🆕🛠✅"), st.integers(1, 10**9), st.text(min_size=1), st.text(min_size=1))
def test_a_topic_name_always_fits(icon, number, company, service):
    name = topic_name(icon, number, company * 9, service * 9)
    assert utf16_len(name) <= 128
    assert name.startswith(f"{icon} ЭО-{number} · ")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ЭО-12 закрыт.", 12),
        ("🔥 ЭО-3: срок прошёл, см. ЭО-4", 3),
        ("Обращение зарегистрировано", None),
        ("ЭО-", None),
        ("АЭО-5", None),
        ("ЭО-12345678901", None),
    ],
)
def test_it_finds_the_ticket_that_a_text_names(text, number):
    assert mentioned(text) == number


@pytest.mark.parametrize("state", State)
def test_only_a_closed_ticket_is_refused_as_closed(state):
    if state is not CLOSED:
        check_open(state)
        return
    with pytest.raises(Refused) as refused:
        check_open(state)
    assert refused.value.reason is Reason.CLOSED
