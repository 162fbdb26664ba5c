"""2.1, 5: a payment at the provider counts for a link only if order, sum and currency fit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.money.links import LIVES, Seen, SeenRefund, Verdict, Wanted, is_refund_of, judge, next_look

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
