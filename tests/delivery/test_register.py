"""The register as accounting opens it: typed cells, a head that stays, and words that are never a formula."""

from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl

from bot.channels.papers import register as paper
from bot.rules.money.payments import PaymentState
from db.engine import Database
from db.money import acts, payments, register
from tests.db.money_rows import NOW, invoice, payment

MOSCOW = ZoneInfo("Europe/Moscow")


async def book(database: Database) -> openpyxl.Workbook:
    async with database.transaction() as connection:
        billed = await invoice(connection, company='=HYPERLINK("http://x")\x07')
        await payments.record(connection, payment(payer="+7 (495)"), PaymentState.MATCHED, NOW, invoice=billed.id)
        await payments.record(connection, payment("2", purpose="@SUM(1)"), PaymentState.UNDECIDED, NOW)
        await acts.issue(connection, billed, NOW.date())
    async with database.long_reading() as connection:
        found = await register.read(connection)
    return openpyxl.load_workbook(BytesIO(paper.made(found, NOW, MOSCOW)))


async def test_clause_5_invoices_payments_and_acts_stand_in_it_as_they_are(database: Database):
    made = await book(database)
    assert made.sheetnames == ["Счета", "Платежи", "Акты"]
    assert all(sheet.freeze_panes == "A2" for sheet in made)
    [_head, billed] = made["Счета"].iter_rows(values_only=True)
    assert billed[:2] == ("ЭО-2026-1", datetime(2026, 2, 3))  # noqa: DTZ001 -- a cell has no zone
    assert [billed[at] for at in (3, 6, 7, 8, 11)] == ["7707083893", 1000, "5 %", 47.62, "ожидает оплаты"]
    [_head, first, second] = made["Платежи"].iter_rows(values_only=True)
    assert (first[1], first[2], first[7]) == (1000, "+7 (495)", "ЭО-2026-1")
    assert (second[4], second[6], second[7]) == ("@SUM(1)", "нужно решить", "")
    [_head, act] = made["Акты"].iter_rows(values_only=True)
    assert (act[0], act[2], act[5]) == ("ЭО-2026-А1", "ЭО-2026-1", 1000)
    assert made["Счета"]["B2"].number_format == "dd.mm.yyyy"


async def test_what_people_are_called_is_never_a_formula(database: Database):
    made = await book(database)
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert made["Счета"]["C2"].value == '=HYPERLINK("http://x")'


def test_an_empty_one_has_its_heads():
    made = openpyxl.load_workbook(BytesIO(paper.made(register.Register([], [], []), datetime.now(UTC), MOSCOW)))
    assert [sheet.max_row for sheet in made] == [1, 1, 1]
