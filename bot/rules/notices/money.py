"""Invoices and what was paid (5)."""

from datetime import date
from typing import ClassVar

from bot.rules.asking import Question, of_invoice
from bot.rules.notices.base import Notice, WithPaper


class AboutInvoice(Notice):
    """A notice about one invoice; the one before it about the same loses its buttons."""

    id: int
    invoice: str
    """Its number as people read it."""

    @property
    def question(self) -> Question:
        """Of what is said about an invoice the newest has buttons, if any."""
        return of_invoice(self.id)


class InvoiceIssued(AboutInvoice):
    """To whoever asked for it: how much, until when, and where the paper is.

    It went by letter to `address` (None: it did not), or comes along `in_chat`; `again`: it was open already.
    """

    kopecks: int
    months: int
    until: date
    address: str | None
    in_chat: bool
    again: bool


class InvoiceLetter(WithPaper):
    """By e-mail, with the invoice attached."""

    paper: ClassVar[str] = "invoice"
    invoice: str
    kopecks: int
    until: date


class ActLetter(WithPaper):
    """By e-mail, with the act of a period that is over attached."""

    paper: ClassVar[str] = "act"
    act: str
    invoice: str


class ActIssued(Notice):
    """To supervisors: a paid period is over; its act went to `address` (None: there is none)."""

    act: str
    invoice: str
    company: str
    address: str | None


class RegisterMade(Notice):
    """To the supervisor who asked for it, with the register of invoices, payments and acts."""

    paper: ClassVar[str] = "register"
    on: date


class InvoiceUndelivered(Notice):
    """To whoever asked for it and to supervisors: there is no such mailbox."""

    invoice: str
    address: str


class InvoiceCard(AboutInvoice):
    """To supervisors: an invoice was issued; `by` is the name of whoever asked."""

    company: str
    inn: str
    kopecks: int
    months: int
    until: date
    by: str


class InvoiceReminder(AboutInvoice):
    """To whoever asked for it, once: it expires soon."""

    kopecks: int
    until: date


class InvoiceExpired(AboutInvoice):
    """To whoever asked for it: its term is over."""


class InvoiceCancelled(AboutInvoice):
    """To whoever asked for it: a supervisor cancelled it."""


class SupplierMissing(Notice):
    """To supervisors, once: somebody wants to pay, and there are no requisites to bill with."""


class InvoicePaid(AboutInvoice):
    """To whoever asked for an invoice: it is paid, and what that buys; `last` is the last day of it."""

    first: date
    last: date


class PaymentTaken(AboutInvoice):
    """To supervisors: an invoice is paid; `source` as in `bot.rules.money.payments.Source`."""

    company: str
    kopecks: int
    source: str
    first: date
    last: date


class PaymentStrange(Notice):
    """To supervisors: money came in that does not pay its invoice; `why` as `bot.rules.money.payments.Objection`."""

    invoice: str
    kopecks: int
    due: int
    """What the invoice asks for."""
    why: str
