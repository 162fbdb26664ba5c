"""The directory (4.1): what it says of whoever asks, and how rows of a file get into it."""

from collections.abc import Sequence

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.people import codes
from bot.rules.people.directory import Standing, payment
from bot.rules.people.directory_import import Line
from bot.rules.people.identity import Columns, LoginKind, login_kind
from bot.rules.tariffs import Period, Tariff
from db.people import companies, directory, directory_import, subscriptions
from db.people.directory_import import Row
from db.tickets import tickets

AT_ONCE = 100
"""Rows of one company that are taken in because somebody asks for it."""


async def standing(work: Work, identity: Columns) -> Standing:
    """Tell how somebody stands to the directory by what they state: asked for when they state it, not per message."""
    await settle(work, identity)
    return await look(work, identity)


async def look(work: Work, identity: Columns) -> Standing:
    """Tell the same by what stands in the directory at this moment, and write nothing."""
    if not await directory.any_there(work.db):
        return Standing()
    inn, login = identity.get("inn") or "", _login(identity)
    company = await companies.by_inn(work.db, inn) if inn else None
    listed = company is not None and company.listed_at is not None
    entry = await directory.by_login(work.db, login) if login else None
    return Standing(
        name=company.name if company is not None and listed else None,
        unknown=bool(inn) and not listed,
        foreign=bool(inn) and entry is not None and entry.inn != inn,
    )


async def settle(work: Work, identity: Columns) -> None:
    """Take in first what a file that is being loaded says of somebody: whoever asks sees all of it or nothing."""
    taking = await directory_import.taking(work.db)
    if taking is None:
        return
    inn, login = identity.get("inn") or "", _login(identity)
    rows = await directory_import.about(work.db, taking.number, inn, login, AT_ONCE)
    await take(work, rows, taking.by)
    await directory_import.drop(work.db, taking.number, rows)


async def take(work: Work, rows: Sequence[Row], by: int) -> None:
    """Put what rows say into the directory, let what is paid end as they say, and have cards show what is new."""
    if not rows:
        return
    await directory_import.enter(work.db, rows, by, work.now)
    await _pay(work, rows, by)
    for number in await directory_import.open_tickets(work.db, rows):
        await outgoing.show(work, await tickets.by_number(work.db, number))


async def _pay(work: Work, rows: Sequence[Row], by: int) -> None:
    today = work.local_now.date()
    lines = {row.inn: line_of(row) for row in rows if row.tariff is not None or row.paid_until is not None}
    paid = await directory_import.paid(work.db, set(lines))
    for inn, line in lines.items():
        change = payment(line, [Period(each.starts, each.ends) for each in paid[inn]], today)
        for at, ends in change.ended:
            await directory_import.end_paid(work.db, paid[inn][at].id, ends)
        if change.added is not None:
            span = change.added.starts, change.added.ends
            await subscriptions.add(work.db, inn, span, by, work.now, subscriptions.Basis("import"))


def line_of(row: Row) -> Line:
    """Return what a kept row says."""
    tariff = Tariff(row.tariff) if row.tariff else None
    said = (row.inn, row.kpp, row.company, row.address, row.login, row.full_name, tariff, row.paid_until)
    return Line(*said, row.colleagues_see)


def _login(identity: Columns) -> str:
    """Return a login as the directory has it; an address that is none says nothing of a company."""
    return codes.key(identity.get("login") or "") if login_kind(identity) is LoginKind.LOGIN else ""
