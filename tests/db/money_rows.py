"""Rows of money that others refer to."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.money.invoices import Draft, Invoice
from bot.rules.money.payments import Payment, Source
from bot.rules.money.requisites import Requisites
from bot.rules.money.vat import Rate
from bot.rules.tariffs import Tariff
from db.money import invoices, suppliers
from tests.factories import seen

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)
REQUISITES = Requisites(
    name="ООО «Электронный Ордер»",
    inn="7736050003",
    kpp="773601001",
    address="117997, г. Москва, ул. Вавилова, д. 19",
    bank="ПАО Сбербанк, г. Москва",
    bic="044525225",
    account="40702810838000000017",
    correspondent_account="30101810400000000225",
    signatory="Орлова Дина Петровна",
    signatory_title="Генеральный директор",
    accountant="Седова Вера Ивановна",
)


async def supplier(connection: AsyncConnection, **fields: Any) -> int:
    """A supplier whom Dina entered."""
    dina = await seen(connection, 201, "Дина", NOW)
    return await suppliers.add(connection, replace(REQUISITES, **fields), dina.id, NOW)


async def invoice(connection: AsyncConnection, year: int = 2026, **fields: Any) -> Invoice:
    """An invoice of 1000 ₽ that Anna asked for."""
    anna = await seen(connection, 101, "Анна", NOW)
    billed_by = await supplier(connection)
    draft = Draft(
        inn="7707083893",
        company="ПАО Сбербанк",
        kpp="773601001",
        address=None,
        person=anna.id,
        tariff=Tariff.EXTENDED,
        months=1,
        kopecks=1_000_00,
        vat_rate=Rate.FIVE,
        vat_kopecks=47_62,
        supplier=billed_by,
        requisites=REQUISITES,
        issued_at=NOW,
        valid_until=date(2026, 2, 13),
        due_at=None,
        ticket=None,
    )
    return await invoices.issue(connection, replace(draft, **fields), year)


def payment(external_id: str = "1", **fields: Any) -> Payment:
    """What a statement says of 1000 ₽."""
    told = Payment(Source.STATEMENT, external_id, date(2026, 2, 4), 1_000_00, "Оплата по счёту ЭО-2026-1")
    return replace(told, **fields)
