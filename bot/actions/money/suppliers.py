"""Suppliers as supervisors enter them (5): requisites, VAT by date, who bills which company."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.actions import access
from bot.actions.access import AccessDenied, Right
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from bot.rules.money.entering import read
from bot.rules.money.requisites import Requisites
from bot.rules.money.vat import Rate, rate_on
from db import audit
from db.money import suppliers


@dataclass(frozen=True, slots=True)
class Supplier:
    """One that bills; `rates` of VAT by the day since which each is billed, `rate` is today's."""

    id: int
    is_default: bool
    requisites: Requisites
    rates: Mapping[date, Rate]
    rate: Rate


async def everyone(work: Work, supervisor: Person) -> list[Supplier]:
    """Return all suppliers, in the order in which they were entered. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return [await _supplier(work, each) for each in await suppliers.everyone(work.db)]


async def of_company(work: Work, inn: str) -> Supplier | None:
    """Return who bills a company today; None while there are no suppliers."""
    found = await suppliers.of_company(work.db, inn)
    return None if found is None else await _supplier(work, found)


async def enter(work: Work, supervisor: Person, text: str, supplier: int | None) -> int:
    """Keep requisites as they were sent, as those of a supplier or (None) of a new one, and return its id.

    A rate of VAT without its day is billed since today. Raises AccessDenied, Refused.
    """
    await access.demand(work, supervisor, Right.SUPERVISE)
    entered = read(text)
    if supplier is None:
        supplier = await suppliers.add(work.db, entered.requisites, supervisor.id, work.now)
    else:
        await _found(work, supplier)
        await suppliers.change(work.db, supplier, entered.requisites, supervisor.id, work.now)
    today = work.local_now.date()
    since = entered.since or today
    if entered.since is not None or rate_on(today, await suppliers.rates(work.db, supplier)) is not entered.rate:
        await suppliers.set_rate(work.db, supplier, since, entered.rate)
    inn, day = entered.requisites.inn, since.isoformat()
    by, vat = supervisor.id, entered.rate.value
    await audit.write(work.db, Action.SUPPLIER, work.now, actor=by, supplier=supplier, inn=inn, vat=vat, vat_since=day)
    return supplier


async def make_default(work: Work, supervisor: Person, supplier: int) -> None:
    """Let a supplier bill every company that no other one does. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    await _found(work, supplier)
    await suppliers.make_default(work.db, supplier)
    await audit.write(work.db, Action.SUPPLIER, work.now, actor=supervisor.id, supplier=supplier)


async def bill(work: Work, supervisor: Person, inn: str, supplier: int) -> None:
    """Say who bills a company from now on. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    found = await _found(work, supplier)
    await suppliers.bill(work.db, inn, None if found.is_default else supplier)
    await audit.write(work.db, Action.SUPPLIER, work.now, actor=supervisor.id, supplier=supplier, inn=inn)


async def _found(work: Work, supplier: int) -> suppliers.Supplier:
    """Raise AccessDenied at a supplier that nobody entered: only forged buttons name one."""
    found = await suppliers.by_id(work.db, supplier)
    if found is None:
        raise AccessDenied(supplier)
    return found


async def _supplier(work: Work, found: suppliers.Supplier) -> Supplier:
    rates = await suppliers.rates(work.db, found.id)
    return Supplier(found.id, found.is_default, found.requisites, rates, rate_on(work.local_now.date(), rates))
