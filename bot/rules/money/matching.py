"""Which invoice a transfer of the statement pays (5): what is plain is matched, everything else is for people."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.money.invoices import Invoice, InvoiceState
from bot.rules.money.naming import numbers_in
from bot.rules.money.statement import Document

MOST_SUGGESTED = 5
_RETURN = re.compile(r"\bвозвра(?:т|щ)|\bсторно|\bошибочн\w+\s+(?:перечисл|зачисл|плат)", re.IGNORECASE)


class Way(StrEnum):
    """Which way the money of a document went, as seen from our accounts."""

    IN = "in"
    BACK = "back"
    """Out of an account of ours, and called a return."""
    OUT = "out"
    WITHIN = "within"
    """From one account of ours to another."""
    OTHER = "other"
    """Neither side is ours."""


class Why(StrEnum):
    """Why people have to decide on a payment. It is stored."""

    RETURNED = "returned"
    """It went out of our account again."""
    CALLED_RETURN = "called_return"
    SEVERAL_NAMED = "several_named"
    UNKNOWN_NUMBER = "unknown_number"
    OTHER_PAYER = "other_payer"
    OTHER_SUPPLIER = "other_supplier"
    LESS = "less"
    MORE = "more"
    PAID_ALREADY = "paid_already"
    CANCELLED = "cancelled"
    TOO_EARLY = "too_early"
    SEVERAL_FIT = "several_fit"
    NOTHING_FITS = "nothing_fits"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The invoice that a payment is of, or may be of; `why` it is not plain, None: it pays the invoice."""

    invoice: Invoice | None
    why: Why | None


def way(document: Document, accounts: Mapping[str, str]) -> Way:
    """Tell which way money went, by our accounts (and the INN of whose each is)."""
    into, out = document.payee.account in accounts, document.payer.account in accounts
    if into and out:
        return Way.WITHIN
    if not into and not out:
        return Way.OTHER
    if into:
        return Way.IN
    return Way.BACK if _RETURN.search(document.purpose) else Way.OUT


def match(
    document: Document, supplier: str, named: Sequence[Invoice], of_payer: Sequence[Invoice], zone: ZoneInfo
) -> Verdict:
    """Judge money that came in for a `supplier` (its INN).

    `named` are the invoices whose numbers its purpose names, `of_payer` those of the payer's INN that wait.
    """
    numbers = numbers_in(document.purpose)
    if _RETURN.search(document.purpose):
        return Verdict(named[0] if named else None, Why.CALLED_RETURN)
    if len(numbers) > 1:
        return Verdict(None, Why.SEVERAL_NAMED)
    if numbers and not named:
        return Verdict(None, Why.UNKNOWN_NUMBER)
    if named:
        return Verdict(named[0], _objection(document, supplier, named[0], zone))
    return _without_number(document, supplier, of_payer, zone)


def returned(named: Sequence[Invoice]) -> Verdict:
    """Judge money that went back: always a case for people."""
    return Verdict(named[0] if len(named) == 1 else None, Why.RETURNED)


def suggested(
    document_kopecks: int, first: Invoice | None, of_payer: Sequence[Invoice], same_sum: Iterable[Invoice]
) -> list[Invoice]:
    """Return the invoices that people are offered for a payment, the likeliest first."""
    exact = [each for each in of_payer if each.kopecks == document_kopecks]
    found = {each.id: each for each in (*([first] if first else []), *exact, *of_payer, *same_sum)}
    return list(found.values())[:MOST_SUGGESTED]


def _without_number(document: Document, supplier: str, of_payer: Sequence[Invoice], zone: ZoneInfo) -> Verdict:
    waiting = [each for each in of_payer if each.state is InvoiceState.OPEN and each.inn == document.payer.inn]
    objections = [(each, _objection(document, supplier, each, zone)) for each in waiting]
    fitting = [each for each, why in objections if why is None]
    if len(fitting) > 1:
        return Verdict(None, Why.SEVERAL_FIT)
    if fitting:
        return Verdict(fitting[0], None)
    return Verdict(*objections[0]) if len(objections) == 1 else Verdict(None, Why.NOTHING_FITS)


def _objection(document: Document, supplier: str, invoice: Invoice, zone: ZoneInfo) -> Why | None:
    """Return why money does not plainly pay an invoice, None when it does; an expired one is paid like an open one."""
    objections = {
        Why.OTHER_PAYER: invoice.inn != document.payer.inn,
        Why.OTHER_SUPPLIER: invoice.requisites.inn != supplier,
        Why.PAID_ALREADY: invoice.state is InvoiceState.PAID,
        Why.CANCELLED: invoice.state is InvoiceState.CANCELLED,
        Why.LESS: document.kopecks < invoice.kopecks,
        Why.MORE: document.kopecks > invoice.kopecks,
        Why.TOO_EARLY: document.received_on < invoice.issued_at.astimezone(zone).date(),
    }
    return next((why for why, holds in objections.items() if holds), None)
