"""A paid period that is over is closed by an act (5)."""

import pytest
from sqlalchemy import select

from bot.sandbox.client import Person
from db import tables
from tests.desks import Stage
from tests.factories import IDENTITY
from tests.flows.money.test_invoices import invoice


async def paid(stage: Stage, anna: Person, dina: Person) -> None:
    await invoice(stage, anna, dina)
    await dina.sees("Счёт ЭО-2026-1:")
    await dina.click("Оплачен")
    await anna.sees("с 03.02.2026 по 02.03.2026 включительно")


async def acts(stage: Stage) -> list[tuple[object, ...]]:
    async with stage.desk.database.reading() as connection:
        of = tables.acts.c
        found = await connection.execute(select(of.year, of.number, of.invoice, of.kopecks).order_by(of.id))
        return [tuple(row) for row in found]


@pytest.mark.both
async def test_clause_5_the_end_of_a_paid_period_brings_its_act_once(stage: Stage, anna: Person, dina: Person):
    await paid(stage, anna, dina)
    await stage.later(days=27, hours=13)  # 23:00 of the last day
    assert await acts(stage) == []
    await stage.later(hours=2)
    told = await dina.sees("Акт ЭО-2026-А1 к счёту ЭО-2026-1")
    assert f"отправлен на {IDENTITY['login']}" in told.text
    [letter] = [each for each in stage.sandbox.mailbox.letters if each.subject == "Акт ЭО-2026-А1"]
    [file] = letter.files
    assert (letter.to, file.name, file.data[:5]) == (IDENTITY["login"], "Акт ЭО-2026-А1.pdf", b"%PDF-")
    await stage.later(days=3)
    assert await acts(stage) == [(2026, 1, 1, 1_000_00)]
    assert len([each for each in await dina.messages() if "ЭО-2026-А1" in each.text]) == 1


async def test_an_invoice_that_is_not_paid_has_no_act(stage: Stage, anna: Person, dina: Person):
    await invoice(stage, anna, dina)
    await stage.later(days=60)
    await anna.sees("истёк")
    assert await acts(stage) == []


async def test_a_supervisor_gets_the_register_by_a_button(stage: Stage, anna: Person, dina: Person):
    await paid(stage, anna, dina)
    said = await dina.send("/invoices")
    await dina.click("Реестр (XLSX)")
    file = await dina.sees("Счета, платежи и акты на 03.02.2026", after=said)
    assert file.media is not None
