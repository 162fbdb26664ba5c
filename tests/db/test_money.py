"""Money is counted once, facts stand, numbers have no gaps: on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from sqlite3 import IntegrityError

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.rules.money.invoices import InvoiceState
from bot.rules.money.payments import PaymentState, Source
from bot.rules.money.vat import Rate
from db.engine import Database
from db.money import invoices, payments, suppliers
from tests.db.money_rows import NOW, REQUISITES, invoice, payment, supplier


async def test_numbers_of_invoices_have_no_gaps_and_begin_anew_every_year(database: Database):
    async with database.transaction() as connection:
        issued = [await invoice(connection, year) for year in (2026, 2026, 2027, 2026)]
        assert [each.name for each in issued] == ["ЭО-2026-1", "ЭО-2026-2", "ЭО-2027-1", "ЭО-2026-3"]
        assert await invoices.by_number(connection, 2027, 1) == issued[2]
        assert await invoices.by_number(connection, 2027, 2) is None


async def test_an_invoice_keeps_requisites_as_they_were(database: Database):
    async with database.transaction() as connection:
        issued = await invoice(connection)
        await suppliers.change(connection, issued.supplier, replace(REQUISITES, name="ООО «Иное»"), 1, NOW)
        assert (await invoices.get(connection, issued.id)).requisites == REQUISITES
        [changed] = await suppliers.everyone(connection)
        assert changed.requisites.name == "ООО «Иное»"


async def test_an_invoice_moves_from_the_state_in_which_it_was_seen(database: Database):
    async with database.transaction() as connection:
        seen = await invoice(connection)
        due = NOW + timedelta(days=1)
        assert await invoices.move(connection, seen, InvoiceState.OPEN, due)
        assert await invoices.due(connection, due - timedelta(seconds=1), 5) == []
        assert [each.id for each in await invoices.due(connection, due, 5)] == [seen.id]
        assert await invoices.move(connection, seen, InvoiceState.PAID)
        assert not await invoices.move(connection, seen, InvoiceState.CANCELLED)
        assert await invoices.due(connection, due, 5) == []
        assert await invoices.waiting(connection, 5) == []
        assert [each.state for each in await invoices.latest(connection, InvoiceState.PAID, 5)] == [InvoiceState.PAID]


async def test_the_first_supplier_is_the_default_until_another_is(database: Database):
    async with database.transaction() as connection:
        assert await suppliers.of_company(connection, "7707083893") is None
        first, second = await supplier(connection), await supplier(connection, name="ООО «Второй»")
        await suppliers.bill(connection, "7707083893", second)
        assert [each.is_default for each in await suppliers.everyone(connection)] == [True, False]
        assert (await suppliers.of_company(connection, "7707083893")).id == second
        assert (await suppliers.of_company(connection, "7736050003")).id == first
        await suppliers.bill(connection, "7707083893", None)
        await suppliers.make_default(connection, second)
        assert (await suppliers.of_company(connection, "7736050003")).id == second
        assert [each.is_default for each in await suppliers.everyone(connection)] == [False, True]


async def test_a_rate_of_a_day_is_said_once(database: Database):
    async with database.transaction() as connection:
        billing = await supplier(connection)
        since = date(2026, 1, 1)
        for rate in (Rate.NONE, Rate.FIVE):
            await suppliers.set_rate(connection, billing, since, rate)
        assert await suppliers.rates(connection, billing) == {since: Rate.FIVE}


async def test_a_payment_is_recorded_once_and_decided_once(database: Database):
    async with database.transaction() as connection:
        billed = await invoice(connection)
        first = await payments.record(connection, payment(), PaymentState.UNDECIDED, NOW, reason="other_sum")
        assert await payments.record(connection, payment(kopecks=1), PaymentState.MATCHED, NOW) is None
        assert await payments.record(connection, payment(source=Source.LINK), PaymentState.IGNORED, NOW) is not None
        assert [each.id for each in await payments.undecided(connection, 5)] == [first]
        assert await payments.decide(connection, first, PaymentState.MATCHED, invoice=billed.id)
        assert not await payments.decide(connection, first, PaymentState.IGNORED)
        paid = await payments.matched(connection, billed.id)
        assert paid == await payments.told(connection, Source.STATEMENT, "1") == await payments.find(connection, first)
        assert (paid.id, paid.kopecks, paid.state) == (first, 1_000_00, PaymentState.MATCHED)
        assert await payments.of_invoice(connection, billed.id) == [paid]


async def test_an_invoice_is_paid_by_one_payment(database: Database):
    async with database.transaction() as connection:
        billed = await invoice(connection)
        await payments.record(connection, payment("1"), PaymentState.MATCHED, NOW, invoice=billed.id)
    with pytest.raises((DBAPIError, IntegrityError)):
        async with database.transaction() as connection:
            await payments.record(connection, payment("2"), PaymentState.MATCHED, NOW, invoice=billed.id)


REWRITTEN = [
    "update invoices set kopecks = 1",
    "update invoices set requisites = '{}'",
    "update invoices set number = 7",
    "update invoices set valid_until = '2027-01-01'",
    "delete from invoices",
    "update payments set kopecks = 1",
    "update payments set external_id = 'another'",
    "update payments set refund_of = id",
    "update payments set state = 'ignored', reason = ''",
    "update payments set invoice = null",
    "delete from payments",
    "update acts set kopecks = 1",
    "delete from acts",
]
ACT = """insert into acts (year, number, invoice, issued_on, kopecks, vat_rate, vat_kopecks, requisites)
    values (2026, 1, :invoice, '2026-03-03', 100000, '5', 4762, '{}')"""


@pytest.mark.parametrize("statement", REWRITTEN)
async def test_the_database_refuses_to_rewrite_or_remove_money(database: Database, statement: str):
    async with database.transaction() as connection:
        billed = await invoice(connection)
        await payments.record(connection, payment(), PaymentState.MATCHED, NOW, invoice=billed.id)
        await connection.execute(text(ACT), {"invoice": billed.id})
    table = next(word for word in statement.split() if word in {"invoices", "payments", "acts"})
    with pytest.raises(DBAPIError, match=f"what stands in {table} is not changed"):
        async with database.transaction() as connection:
            await connection.execute(text(statement))


async def test_whose_an_invoice_is_follows_a_person_who_turned_out_to_be_another(database: Database):
    async with database.transaction() as connection:
        billed = await invoice(connection)
        dina = billed.person - 1 or billed.person + 1
        await connection.execute(text("update invoices set person = :person"), {"person": dina})
        assert [each.id for each in await invoices.of_person(connection, dina, 5)] == [billed.id]
