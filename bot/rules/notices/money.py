"""Invoices and what was paid (5)."""

from datetime import date

from bot.rules.asking import Question, of_invoice
from bot.rules.notices.base import Notice


class AboutInvoice(Notice):
    """A notice about one invoice; the one before it about the same loses its buttons."""

    id: int
    invoice: str
    """Its number as people read it."""

    @property
    def question(self) -> Question:
        """Of what is said about an invoice the newest has buttons, if any."""
        return of_invoice(self.id)


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
