"""Invoices (2.1, 5): what one says, and what becomes of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.deadlines.working_hours import Calendar
from bot.rules.money.naming import numbers_in
from bot.rules.money.requisites import Requisites
from bot.rules.money.vat import Rate
from bot.rules.tariffs import Tariff

REMINDED_BEFORE = 2
"""Days before the last one of an invoice on which its company is reminded."""


class InvoiceState(StrEnum):
    """OPEN waits for its money. An EXPIRED one is paid when money comes after all; CANCELLED is a case for people."""

    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is billed to whom; `person` asked for it, at a `ticket` if at one."""

    inn: str
    company: str
    kpp: str | None
    address: str | None
    person: int
    tariff: Tariff
    months: int
    kopecks: int
    vat_rate: Rate
    vat_kopecks: int
    supplier: int
    requisites: Requisites
    """The supplier's, as they are."""
    issued_at: datetime
    valid_until: date
    """The last day."""
    due_at: datetime | None
    """When a reminder or the end is due; None: never."""
    ticket: int | None


@dataclass(frozen=True, slots=True)
class Invoice(Draft):
    """An invoice on record; numbers begin anew every year."""

    id: int
    year: int
    number: int
    state: InvoiceState

    @property
    def name(self) -> str:
        """Return what it is called: ЭО-2026-123."""
        return named(self.year, self.number)


def named(year: int, number: int) -> str:
    """Return what an invoice is called."""
    return f"ЭО-{year}-{number}"


def number_in(text: str) -> tuple[int, int] | None:
    """Return year and number of the invoice that a text names, None when it names none, or several."""
    found = numbers_in(text)
    return next(iter(found)) if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Term:
    """Until when an invoice can be paid: its last day, when that is over, and when it is recalled before, if at all."""

    last: date
    ends_at: datetime
    remind_at: datetime | None

    def due_at(self, now: datetime) -> datetime:
        """Return what of it comes next."""
        return self.ends_at if self.remind_at is None or now >= self.remind_at else self.remind_at


def ends_at(last: date, zone: ZoneInfo) -> datetime:
    """Return the midnight that ends the last day of an invoice."""
    return datetime.combine(last + timedelta(days=1), time(), zone)


def term(issued_on: date, days: int, calendar: Calendar) -> Term:
    """Work out the term of an invoice: two days before its last one it is recalled, when the desk opens.

    On days off that is sooner, but not on the day of issue: then not at all.
    """
    zone, last = calendar.zone, issued_on + timedelta(days=days)
    before = (last - timedelta(days=n) for n in range(REMINDED_BEFORE, days))
    working = next(filter(calendar.is_working_day, before), None)
    remind_at = datetime.combine(working, calendar.opens, zone) if working else None
    return Term(last, ends_at(last, zone), remind_at)
