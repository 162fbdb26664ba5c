"""Invoices (2.1, 5): issued to somebody of a company, looked at and decided by supervisors."""

from dataclasses import dataclass

from bot.actions import access, outgoing
from bot.actions.access import AccessDenied, Right
from bot.actions.money import papers, payments, suppliers
from bot.actions.money.offers import offers
from bot.actions.people import directory, identification
from bot.actions.work import Person, Work
from bot.rules.asking import of_invoice
from bot.rules.audit import Action
from bot.rules.money.invoices import Draft, Invoice, InvoiceState, term
from bot.rules.money.offers import Offer
from bot.rules.money.payments import Payment, Source
from bot.rules.money.vat import included
from bot.rules.notices import InvoiceCancelled, InvoiceCard, SupplierMissing
from bot.rules.people.identity import Columns
from bot.rules.tariffs import Tariff
from db import audit
from db.desk import hints
from db.money import invoices
from db.people import companies, supervisors

RECENT = 20
"""Invoices of a company among which an open one is looked for, and those that a page shows."""


@dataclass(frozen=True, slots=True)
class Issued:
    """An invoice that somebody is sent; `is_new` unless it was open already."""

    invoice: Invoice
    is_new: bool


async def can_be_billed(work: Work, inn: str, *, wanted: bool = False) -> bool:
    """Tell whether a company can be billed; that somebody `wanted` it in vain, supervisors are told once."""
    if await suppliers.of_company(work, inn) is not None:
        return True
    if wanted and await hints.is_first(work.db, hints.NO_SUPPLIER, work.now):
        await outgoing.tell_supervisors(work, SupplierMissing())
    return False


async def issue(work: Work, person: Person, inn: str, months: int) -> Issued | None:
    """Bill a company for so many months, and send the invoice to whoever asks; an open one is sent again.

    None where nobody can bill, or so many months are not offered. Raises AccessDenied for a company of others.
    """
    known = await identification.known(work, person, inn)
    if known is None:
        raise AccessDenied(person.id)
    offer = next((each for each in await offers(work) if each.months == months), None)
    supplier = await suppliers.of_company(work, inn)
    if offer is None or supplier is None:
        return None
    standing = await _open(work, person, inn, offer)
    if standing is not None:
        await papers.send_again(work, standing)
        return Issued(standing, is_new=False)
    draft = await _draft(work, person, known, offer, supplier)
    invoice = await invoices.issue(work.db, draft, work.local_now.year)
    by, name = person.id, invoice.name
    await audit.write(work.db, Action.INVOICE_ISSUED, work.now, actor=by, invoice=name, inn=inn, months=months)
    await papers.send(work, invoice, known.get("login") or None)
    await _show_supervisors(work, person, invoice)
    return Issued(invoice, is_new=True)


async def _open(work: Work, person: Person, inn: str, offer: Offer) -> Invoice | None:
    """Return what a person has asked for already and not paid yet, at the same price."""
    for each in await invoices.of_company(work.db, inn, RECENT):
        same = (each.person, each.months, each.kopecks) == (person.id, offer.months, offer.kopecks)
        if same and each.state is InvoiceState.OPEN:
            return each
    return None


async def _draft(work: Work, person: Person, known: Columns, offer: Offer, supplier: suppliers.Supplier) -> Draft:
    inn = known["inn"] or ""
    company = await companies.by_inn(work.db, inn)
    listed = await directory.look(work, {"inn": inn})
    today = work.local_now.date()
    ends = term(today, work.policy.invoice_days, await work.calendar())
    return Draft(
        inn=inn,
        company=listed.name or known.get("company") or inn,
        kpp=company.kpp if company else None,
        address=company.address if company else None,
        person=person.id,
        tariff=Tariff.EXTENDED,
        months=offer.months,
        kopecks=offer.kopecks,
        vat_rate=supplier.rate,
        vat_kopecks=included(offer.kopecks, supplier.rate),
        supplier=supplier.id,
        requisites=supplier.requisites,
        issued_at=work.now,
        valid_until=ends.last,
        due_at=ends.due_at(work.now),
        ticket=None,
    )


async def _show_supervisors(work: Work, person: Person, invoice: Invoice) -> None:
    card = InvoiceCard(
        id=invoice.id,
        invoice=invoice.name,
        company=invoice.company,
        inn=invoice.inn,
        kopecks=invoice.kopecks,
        months=invoice.months,
        until=invoice.valid_until,
        by=person.name,
    )
    await outgoing.tell_supervisors(work, card)


async def mark_paid(work: Work, supervisor: Person, invoice: int) -> bool:
    """Take it from a supervisor that an invoice is paid; False: it was, or was cancelled. Raises AccessDenied."""
    found = await named(work, supervisor, invoice)
    said = Payment(
        source=Source.SUPERVISOR,
        external_id=f"invoice {found.id}",
        received_on=work.local_now.date(),
        kopecks=found.kopecks,
        purpose="",
        recorded_by=supervisor.id,
    )
    if found.state is InvoiceState.CANCELLED:
        return False
    return await payments.pay(work, found, said)


async def cancel(work: Work, supervisor: Person, invoice: int) -> bool:
    """Cancel an invoice that waits for its money, and tell whoever asked for it. Raises AccessDenied."""
    found = await named(work, supervisor, invoice)
    if found.state is not InvoiceState.OPEN:
        return False
    await invoices.move(work.db, found, InvoiceState.CANCELLED)
    await audit.write(work.db, Action.INVOICE_CANCELLED, work.now, actor=supervisor.id, invoice=found.name)
    notice = InvoiceCancelled(id=found.id, invoice=found.name)
    await outgoing.tell(work, outgoing.to_person(found.person), notice)
    for person in await supervisors.everyone(work.db, work.policy.supervisors):
        await outgoing.withdraw(work, outgoing.to_person(person), of_invoice(found.id))
    return True


async def named(work: Work, supervisor: Person, invoice: int) -> Invoice:
    """Return an invoice to a supervisor. Raises AccessDenied, also where there is none: only forged buttons name it."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    found = await invoices.find(work.db, invoice)
    if found is None:
        raise AccessDenied(invoice)
    return found


async def numbered(work: Work, supervisor: Person, year: int, number: int) -> Invoice | None:
    """Return the invoice of a number, or None. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await invoices.by_number(work.db, year, number)


async def in_state(work: Work, supervisor: Person, state: InvoiceState) -> list[Invoice]:
    """Return the newest invoices that are in a state. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await invoices.latest(work.db, state, RECENT)


async def of_company(work: Work, supervisor: Person, inn: str) -> list[Invoice]:
    """Return the newest invoices of a company. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await invoices.of_company(work.db, inn, RECENT)
