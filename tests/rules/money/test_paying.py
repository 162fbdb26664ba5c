"""5: what was offered must still stand when somebody is about to pay."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rules.money.invoices import Invoice, InvoiceState
from bot.rules.money.paying import Reason, checkout_objection, invoice_of, objection, payload
from bot.rules.money.vat import Rate
from bot.rules.tariffs import Tariff
from tests.db.money_rows import REQUISITES

DAY = date(2026, 2, 13)
BILL = Invoice(
    inn="7707083893",
    company="ООО «Ромашка»",
    kpp=None,
    address=None,
    person=1,
    tariff=Tariff.EXTENDED,
    months=1,
    kopecks=100_000,
    vat_rate=Rate.NONE,
    vat_kopecks=0,
    supplier=1,
    requisites=REQUISITES,
    issued_at=datetime(2026, 2, 3, tzinfo=UTC),
    valid_until=DAY,
    due_at=None,
    ticket=None,
    id=5,
    year=2026,
    number=1,
    state=InvoiceState.OPEN,
)


@pytest.mark.parametrize(
    ("state", "today", "reason"),
    [
        (InvoiceState.OPEN, DAY, None),
        (InvoiceState.OPEN, DAY + timedelta(days=1), Reason.EXPIRED),
        (InvoiceState.EXPIRED, DAY, Reason.EXPIRED),
        (InvoiceState.CANCELLED, DAY, Reason.CANCELLED),
        (InvoiceState.PAID, DAY, Reason.PAID),
        (InvoiceState.PAID, DAY + timedelta(days=1), Reason.PAID),
    ],
)
def test_clause_5_only_an_invoice_that_waits_for_money_is_paid_now(
    state: InvoiceState, today: date, reason: Reason | None
):
    bill = replace(BILL, state=state)
    assert objection(bill, today) is reason
    assert checkout_objection(bill, 100_000, "RUB", today) is reason


@pytest.mark.parametrize(
    ("bill", "kopecks", "currency", "reason"),
    [
        (None, 100_000, "RUB", Reason.UNKNOWN),
        (BILL, 99_999, "RUB", Reason.CHANGED),
        (BILL, 100_001, "RUB", Reason.CHANGED),
        (BILL, 100_000, "USD", Reason.CHANGED),
        (replace(BILL, state=InvoiceState.PAID), 1, "RUB", Reason.CHANGED),
        (BILL, 100_000, "RUB", None),
    ],
)
def test_clause_5_what_is_about_to_be_paid_is_what_was_offered(
    bill: Invoice | None, kopecks: int, currency: str, reason: Reason | None
):
    assert checkout_objection(bill, kopecks, currency, DAY) is reason


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (payload(5), 5),
        ("invoice:" + "9" * 12, 10**12 - 1),
        ("invoice:" + "9" * 13, None),
        ("invoice:", None),
        ("invoice:-5", None),
        ("invoice:٥", None),
        ("invoice: 5", None),
        ("5", None),
        ("", None),
    ],
)
def test_a_payload_names_an_invoice_or_none(given: str, number: int | None):
    assert invoice_of(given) == number
