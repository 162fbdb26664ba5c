"""Paying inside Telegram (5): offered, allowed just before money moves, and taken once it has."""

from dataclasses import dataclass
from hashlib import sha256

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions import outgoing
from bot.actions.money import refunds, refusing
from bot.actions.money.links import payable
from bot.actions.money.payments import pay
from bot.actions.work import Person, Work
from bot.rules.money import paying
from bot.rules.money.invoices import Invoice
from bot.rules.money.links import RUB
from bot.rules.money.payments import Payment, Source
from db.money import invoices, payments

BACK = "refund:"
"""Before the id of a charge: what its giving back is called."""
LONGEST_ID = 100

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Charge:
    """What Telegram tells of money: its own `id` of it, the payload of the invoice, the sum in kopecks."""

    id: str
    payload: str
    kopecks: int
    currency: str

    @property
    def name(self) -> str:
        """What the payment is called on record: Telegram promises no length."""
        return self.id if len(self.id) <= LONGEST_ID else sha256(self.id.encode()).hexdigest()


async def offer(work: Work, person: Person, number: int) -> None:
    """Send a person their invoice so that it can be paid inside Telegram. Raises Refused."""
    invoice = await payable(work, person, number)
    await outgoing.bill(work, person.id, invoice.id)


async def refused(work: Work, number: int, reason: str) -> None:
    """Tell that Telegram or the provider takes no such invoice."""
    await refusing.tell(work, await invoices.get(work.db, number), Source.TELEGRAM, reason)


async def named(connection: AsyncConnection, payload: str) -> Invoice | None:
    """Return the invoice that a payload names, None when there is none."""
    number = paying.invoice_of(payload)
    return None if number is None else await invoices.find(connection, number)


async def paid(work: Work, charge: Charge) -> None:
    """Let money pay its invoice; told again it changes nothing."""
    invoice = await named(work.db, charge.payload)
    if invoice is None or charge.currency != RUB:
        log.error("charge_of_nothing", charge=charge.name, kopecks=charge.kopecks, currency=charge.currency)
        return
    today, said = work.local_now.date(), f"{invoice.name}: Telegram"
    payment = Payment(Source.TELEGRAM, charge.name, today, charge.kopecks, said, invoice.inn, invoice.company)
    await pay(work, invoice, payment)


async def given_back(work: Work, charge: Charge) -> None:
    """Record that money of a charge went back."""
    known = await payments.told(work.db, Source.TELEGRAM, charge.name)
    if known is not None:
        await refunds.record(work, known, f"{BACK}{charge.name}", charge.kopecks)
