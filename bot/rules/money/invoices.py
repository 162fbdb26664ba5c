"""Invoices (2.1, 5): what one says, and what becomes of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.rules.money.requisites import Requisites
from bot.rules.money.vat import Rate
from bot.rules.tariffs import Tariff


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
