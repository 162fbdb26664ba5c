"""2.1, 5: a payment at the provider counts for a link only if order, sum and currency fit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.money.links import (
    FRESH,
    LIVES,
    Link,
    LinkState,
    Seen,
    SeenRefund,
    Verdict,
    Wanted,
    is_refund_of,
    judge,
    next_look,
)

WANTED = Wanted("key-1", 100_000)
PAID = Seen("p1", "succeeded", True, 100_000, "RUB", "key-1")
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        (PAID, Verdict.PAID),
        (replace(PAID, kopecks=99_999), Verdict.STRANGE),
        (replace(PAID, kopecks=100_001), Verdict.STRANGE),
        (replace(PAID, currency="USD"), Verdict.STRANGE),
        (replace(PAID, key="key-2"), Verdict.FOREIGN),
        (replace(PAID, key=""), Verdict.FOREIGN),
        (replace(PAID, key="key-2", status="canceled"), Verdict.FOREIGN),
        (replace(PAID, status="pending", paid=False), Verdict.WAIT),
        (replace(PAID, status="waiting_for_capture"), Verdict.WAIT),
        (replace(PAID, status="of another kind"), Verdict.WAIT),
        (replace(PAID, paid=False), Verdict.WAIT),
        (replace(PAID, status="canceled", paid=False), Verdict.OVER),
    ],
)
def test_clause_5_a_payment_counts_only_if_order_sum_and_currency_fit(seen: Seen, verdict: Verdict):
    assert judge(WANTED, seen) is verdict


REFUND = SeenRefund("r1", "p1", "succeeded", 100_000, "RUB")


@pytest.mark.parametrize(
    ("seen", "fits"),
    [
        (REFUND, True),
        (replace(REFUND, kopecks=1), True),
        (replace(REFUND, kopecks=0), False),
        (replace(REFUND, payment="p2"), False),
        (replace(REFUND, status="pending"), False),
        (replace(REFUND, status="canceled"), False),
        (replace(REFUND, currency="USD"), False),
    ],
)
def test_clause_5_money_is_given_back_for_the_payment_that_it_names(seen: SeenRefund, fits: bool):
    assert is_refund_of("p1", seen) is fits


@pytest.mark.parametrize(
    ("age", "pause"),
    [
        (timedelta(0), timedelta(minutes=2)),
        (timedelta(minutes=2), timedelta(minutes=2)),
        (timedelta(minutes=30), timedelta(minutes=30)),
        (timedelta(hours=30), timedelta(hours=6)),
        (LIVES, timedelta(hours=6)),
    ],
)
def test_a_link_is_asked_for_though_no_notification_came(age: timedelta, pause: timedelta):
    assert next_look(NOW - age, NOW) == NOW + pause


def test_a_link_of_more_than_a_week_is_asked_for_no_more():
    assert next_look(NOW - LIVES - timedelta(seconds=1), NOW) is None


@pytest.mark.parametrize(
    ("state", "age", "fresh"),
    [
        (LinkState.OPEN, FRESH, True),
        (LinkState.OPEN, FRESH + timedelta(seconds=1), False),
        (LinkState.ASKED, timedelta(0), False),
        (LinkState.OVER, timedelta(0), False),
        (LinkState.PAID, timedelta(0), False),
    ],
)
def test_a_link_is_given_again_unseen_only_while_it_is_fresh(state: LinkState, age: timedelta, fresh: bool):
    link = Link(1, 1, "key-1", "p1", "https://pay.example", state, NOW - age, None)
    assert link.is_fresh(NOW) is fresh
    assert link.lives is (state in (LinkState.ASKED, LinkState.OPEN))


def test_a_link_goes_from_asked_to_open_and_is_over_after_a_week():
    asked = Link(1, 1, "key-1", None, "", LinkState.ASKED, NOW, None)
    opened = asked.opened(replace(PAID, url="https://pay.example"), NOW)
    assert (opened.external_id, opened.url, opened.state) == ("p1", "https://pay.example", LinkState.OPEN)
    assert opened.due_at == NOW + timedelta(minutes=2)
    later = opened.looked_at(NOW + timedelta(hours=1))
    assert (later.state, later.due_at) == (LinkState.OPEN, NOW + timedelta(hours=2))
    over = later.looked_at(NOW + LIVES + timedelta(seconds=1))
    assert (over.state, over.due_at) == (LinkState.OVER, None)
