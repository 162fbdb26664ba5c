"""Paid periods of companies, as supervisors see and extend them (2.1, 4.1)."""

from dataclasses import dataclass

from bot.actions import access
from bot.actions.access import Right
from bot.actions.people import directory
from bot.actions.work import Person, Work
from bot.rules import tariffs
from bot.rules.audit import Action
from bot.rules.tariffs import Period, Tariff
from db import audit
from db.people import subscriptions

__all__ = ["Company", "Period", "Tariff", "company", "extend", "paid"]


@dataclass(frozen=True, slots=True)
class Company:
    """What is known of a company; `name` is the directory's, else what was stated last, or None."""

    inn: str
    name: str | None
    tariff: Tariff
    """Today's."""
    paid: tuple[Period, ...]
    """In order."""


async def company(work: Work, supervisor: Person, inn: str) -> Company:
    """Return a company's tariff and paid periods. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    periods = await paid(work, inn)
    listed = await directory.look(work, {"inn": inn})
    name = listed.name or await subscriptions.company_name(work.db, inn)
    return Company(inn, name, tariffs.tariff_on(work.local_now.date(), periods), periods)


async def extend(work: Work, supervisor: Person, inn: str, months: int) -> Period:
    """Record a payment for so many months and return the period it buys. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    bought = tariffs.extend(await paid(work, inn), months, work.local_now.date())
    await subscriptions.add(work.db, inn, (bought.starts, bought.ends), supervisor.id, work.now)
    first, after = bought.starts.isoformat(), bought.ends.isoformat()
    await audit.write(
        work.db, Action.EXTEND_TARIFF, work.now, actor=supervisor.id, inn=inn, months=months, starts=first, ends=after
    )
    return bought


async def paid(work: Work, inn: str) -> tuple[Period, ...]:
    """Return a company's paid periods, in order."""
    await directory.settle(work, {"inn": inn})
    return tuple(Period(*span) for span in await subscriptions.periods(work.db, inn))
