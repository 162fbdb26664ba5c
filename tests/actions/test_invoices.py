"""Issuing: numbers and VAT are of the desk's day, prices of the offer, and nobody is billed for somebody else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.actions.access import AccessDenied
from bot.actions.money import invoices
from bot.actions.money.offers import offers
from bot.actions.people import identification
from bot.actions.work import Work
from bot.policy import policy_of
from bot.rules.money.vat import Rate
from db.engine import Database
from db.money import suppliers
from db.people import companies
from tests.db.money_rows import REQUISITES, supplier
from tests.desks import settings_for
from tests.factories import IDENTITY, seen

INN = IDENTITY["inn"]
SETTINGS = settings_for("sqlite+aiosqlite://", "http://localhost")
LAST_MINUTES = datetime(2026, 12, 31, 20, 30, tzinfo=UTC)
"""23:30 in Moscow."""


def work_on(connection, now: datetime = LAST_MINUTES) -> Work:
    return Work(connection, now, policy_of(SETTINGS))


async def anna_of(work: Work):
    anna = await seen(work.db, 101, "Анна", work.now)
    await identification.record(work, anna, IDENTITY)
    return anna


async def test_number_and_vat_are_those_of_the_day_in_the_desks_zone(database: Database):
    async with database.transaction() as connection:
        billing = await supplier(connection)
        await suppliers.set_rate(connection, billing, date(2026, 1, 1), Rate.FIVE)
        await suppliers.set_rate(connection, billing, date(2027, 1, 1), Rate.TWENTY_TWO)
        before = work_on(connection)
        anna = await anna_of(before)
        after = replace(before, now=datetime(2026, 12, 31, 21, 0, tzinfo=UTC))
        old = await invoices.issue(before, anna, INN, 1)
        new = await invoices.issue(after, anna, INN, 3)
    assert (old.invoice.name, old.invoice.vat_rate, old.invoice.vat_kopecks) == ("ЭО-2026-1", Rate.FIVE, 47_62)
    assert (new.invoice.name, new.invoice.vat_rate, new.invoice.vat_kopecks) == ("ЭО-2027-1", Rate.TWENTY_TWO, 450_82)
    assert (old.invoice.valid_until, new.invoice.valid_until) == (date(2027, 1, 10), date(2027, 1, 11))
    assert old.invoice.requisites == REQUISITES


async def test_what_the_directory_knows_of_a_company_stands_on_its_invoice(database: Database):
    async with database.transaction() as connection:
        await supplier(connection)
        work = work_on(connection)
        anna = await anna_of(work)
        await companies.let_see(connection, INN, None, anna.id, work.now)
        issued = (await invoices.issue(work, anna, INN, 1)).invoice
    assert (issued.company, issued.kpp, issued.address) == (IDENTITY["company"], None, None)
    assert issued.person == anna.id


async def test_nobody_has_a_company_of_others_billed(database: Database):
    async with database.transaction() as connection:
        await supplier(connection)
        work = work_on(connection)
        anna = await anna_of(work)
        with pytest.raises(AccessDenied):
            await invoices.issue(work, anna, "7736050003", 1)


@pytest.mark.parametrize("months", [2, 4, 12, 36])
async def test_what_is_not_offered_is_not_billed(database: Database, months: int):
    async with database.transaction() as connection:
        await supplier(connection)
        work = work_on(connection)
        anna = await anna_of(work)
        assert months not in {each.months for each in await offers(work)}
        assert await invoices.issue(work, anna, INN, months) is None


async def test_without_a_supplier_nothing_is_billed(database: Database):
    async with database.transaction() as connection:
        work = work_on(connection)
        assert await invoices.issue(work, await anna_of(work), INN, 1) is None


async def test_the_offers_are_those_of_the_regulation(database: Database):
    async with database.transaction() as connection:
        found = await offers(work_on(connection))
    assert [(each.months, each.kopecks, each.saved) for each in found] == [(1, 1_000_00, 0), (3, 2_500_00, 500_00)]
