"""Money that came in (2.1, 5), and what it means for an invoice: nothing is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.rules.money.invoices import Invoice, InvoiceState


class Source(StrEnum):
    """By which way a payment was told."""

    STATEMENT = "statement"
    SUPERVISOR = "supervisor"
    LINK = "link"
    TELEGRAM = "telegram"


class PaymentState(StrEnum):
    """What a payment is: of an invoice, a case for supervisors, none of ours, or money that went back."""

    MATCHED = "matched"
    UNDECIDED = "undecided"
    IGNORED = "ignored"
    RETURNED = "returned"


class Objection(StrEnum):
    """Why money that names an invoice does not pay it."""

    PAID_ALREADY = "paid_already"
    CANCELLED = "cancelled"
    OTHER_SUM = "other_sum"


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in: `source` and its own `external_id` are the same whenever the same money is told again."""

    source: Source
    external_id: str
    """At most 120 characters."""
    received_on: date
    kopecks: int
    purpose: str
    payer_inn: str | None = None
    payer: str | None = None
    recorded_by: int | None = None
    """The supervisor who told it; None: nobody of the desk."""


@dataclass(frozen=True, slots=True)
class Recorded(Payment):
    """A payment on record. Its facts stand; what it is may be decided once, as long as it is UNDECIDED."""

    id: int = 0
    invoice: int | None = None
    state: PaymentState = PaymentState.UNDECIDED
    reason: str = ""
    refund_of: int | None = None
    recorded_at: datetime | None = None


NOTED_BEFORE = "noted_before"
"""Why money in a statement pays nothing and is no case for anybody: a supervisor had noted it by hand."""


def is_noted(told: Sequence[Recorded], payment: Payment) -> bool:
    """Tell whether money in a statement is what a supervisor said of its invoice before: the same sum, once."""
    by_hand = any(
        each.state is PaymentState.MATCHED and each.source is Source.SUPERVISOR and each.kopecks == payment.kopecks
        for each in told
    )
    is_first = all(each.reason != NOTED_BEFORE for each in told)
    return payment.source is Source.STATEMENT and by_hand and is_first


def objection(invoice: Invoice, payment: Payment, *, paid: bool) -> Objection | None:
    """Return why a payment that nobody has decided on does not pay an invoice, None when it does."""
    if paid:
        return Objection.PAID_ALREADY
    if invoice.state is InvoiceState.CANCELLED:
        return Objection.CANCELLED
    return Objection.OTHER_SUM if payment.kopecks != invoice.kopecks else None


def begins_on(payment: Payment, issued_on: date, today: date) -> date:
    """Return the day from which what is bought runs when nothing runs already: that of the payment."""
    return min(max(payment.received_on, issued_on), today)
