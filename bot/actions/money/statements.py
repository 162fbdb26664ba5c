"""The bank's statement (5): what of it pays an invoice, what people have to decide, what is none of invoices.

A file comes as one for /import does (`bot.actions.guide.imports`); all that it says is taken in one transaction.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.actions import outgoing
from bot.actions.guide import imports
from bot.actions.guide.imports import Import
from bot.actions.money.payments import pay
from bot.actions.work import Person, Work
from bot.rules.addresses import parse
from bot.rules.audit import Action
from bot.rules.money import matching
from bot.rules.money.invoices import Invoice, InvoiceState
from bot.rules.money.matching import Verdict, Way
from bot.rules.money.naming import numbers_in
from bot.rules.money.payments import Payment, PaymentState, Source
from bot.rules.money.statement import Document, Reason, Statement
from bot.rules.refusals import Refused
from db import audit
from db.guide import imports as imports_rows
from db.money import invoices, payments, suppliers

RECENT = 200
"""Invoices of a company among which its open ones are looked for."""
SHOWN = 10
"""Paid invoices, and lines that cannot be read, that a report names."""


class Outcome(StrEnum):
    """What became of a document; those of `Way` that are not ours to match are counted under its names."""

    PAID = "paid"
    UNDECIDED = "undecided"
    NOTED = "noted"
    """A supervisor had noted it by hand."""
    KNOWN = "known"
    """It stood in a statement before."""


@dataclass(frozen=True, slots=True)
class _Taking:
    """A statement being taken in: whose each account is (INN by number), by whom it was sent."""

    work: Work
    accounts: Mapping[str, str]
    person: int


async def begin(work: Work, supervisor: Person, chat: int, file_id: str, name: str) -> None:
    """Have a statement fetched and taken in; what came of it is shown in the chat. Raises AccessDenied."""
    await imports.begin(work, supervisor, chat, file_id, name, imports_rows.STATEMENT)


async def take(work: Work, going: Import, said: Statement) -> None:
    """Take in all that a file says, once, and show what became of it. Raises Refused for one of other accounts."""
    found = await imports.find(work, going.id)
    if found.is_over:
        return
    accounts = {each.requisites.account: each.requisites.inn for each in await suppliers.everyone(work.db)}
    _check(said, accounts)
    taking = _Taking(work, accounts, found.person)
    counted, paid = Counter[str](), list[str]()
    for document in said.documents:
        outcome, invoice = await _one(taking, document)
        counted[outcome] += 1
        if invoice is not None:
            paid.append(invoice.name)
            counted["kopecks"] += document.kopecks
    report = {**counted, "invoices": paid[:SHOWN], "unreadable": list(said.unreadable[:SHOWN])}
    await imports_rows.change(work.db, found.id, state=imports_rows.DONE, columns=report, total=len(said.documents))
    counts = {name: counted[name] for name in Outcome}
    await audit.write(work.db, Action.STATEMENT, work.now, actor=found.person, file=found.name, **counts)
    await outgoing.show_import(work, parse(found.destination), found.id)


def _check(said: Statement, accounts: Mapping[str, str]) -> None:
    if not accounts:
        raise Refused(Reason.NO_SUPPLIER)
    of = said.accounts or {side.account for each in said.documents for side in (each.payer, each.payee)}
    if not of & accounts.keys():
        raise Refused(Reason.OTHER_ACCOUNT, values=", ".join(sorted(of)[:3]) or "—")


async def _one(taking: _Taking, document: Document) -> tuple[str, Invoice | None]:
    """Take in a document; returns what became of it, and the invoice that it paid."""
    went = matching.way(document, taking.accounts)
    if went not in (Way.IN, Way.BACK):
        return went, None
    db = taking.work.db
    if await payments.told(db, Source.STATEMENT, document.external_id) is not None:
        return Outcome.KNOWN, None
    named = await _named(taking.work, document)
    if went is Way.BACK:
        return await _decide_later(taking, document, matching.returned(named)), None
    waiting = [] if named else await waiting_of(taking.work, document.payer.inn)
    supplier = taking.accounts[document.payee.account]
    verdict = matching.match(document, supplier, named, waiting, taking.work.policy.zone)
    if verdict.invoice is None or verdict.why not in (None, matching.Why.PAID_ALREADY):
        return await _decide_later(taking, document, verdict), None
    if await pay(taking.work, verdict.invoice, _payment(taking, document)):
        return Outcome.PAID, verdict.invoice
    kept = await payments.told(db, Source.STATEMENT, document.external_id)
    is_noted = kept is not None and kept.state is PaymentState.IGNORED
    return Outcome.NOTED if is_noted else Outcome.UNDECIDED, None


async def _named(work: Work, document: Document) -> list[Invoice]:
    """Return the invoice whose number a document names; none where it names several."""
    numbers = numbers_in(document.purpose)
    found = [await invoices.by_number(work.db, *each) for each in numbers] if len(numbers) == 1 else []
    return [each for each in found if each is not None]


async def waiting_of(work: Work, inn: str | None) -> list[Invoice]:
    """Return the invoices of a company that wait for their money, the oldest first."""
    found = await invoices.of_company(work.db, inn, RECENT) if inn else []
    return [each for each in reversed(found) if each.state is InvoiceState.OPEN]


async def _decide_later(taking: _Taking, document: Document, verdict: Verdict) -> Outcome:
    """Keep a payment for people; money that went back is tied to what it gives back, where that is plain."""
    db, suggested = taking.work.db, verdict.invoice.id if verdict.invoice else None
    gave = await payments.matched(db, suggested) if suggested and verdict.why is matching.Why.RETURNED else None
    await payments.record(
        db,
        _payment(taking, document),
        PaymentState.UNDECIDED,
        taking.work.now,
        invoice=suggested,
        reason=verdict.why or "",
        refund_of=gave.id if gave else None,
    )
    return Outcome.UNDECIDED


def _payment(taking: _Taking, document: Document) -> Payment:
    other = document.payer if document.payee.account in taking.accounts else document.payee
    return Payment(
        source=Source.STATEMENT,
        external_id=document.external_id,
        received_on=document.received_on,
        kopecks=document.kopecks,
        purpose=document.purpose,
        payer_inn=other.inn or None,
        payer=other.name or None,
        recorded_by=taking.person,
    )
