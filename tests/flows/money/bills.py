"""An invoice of Anna's as it stands before she pays, and what is on record after."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from bot import app
from bot.actions import outgoing
from bot.actions.people.people import introduce
from bot.actions.work import Work
from bot.channels.yookassa.webhook import HOOK_PATH
from bot.languages import Languages
from bot.rules.asking import of_invoice
from bot.rules.channels import TELEGRAM
from bot.rules.money.invoices import Invoice
from bot.sandbox import cast
from db import tables
from db.money import invoices
from keyboards import paying
from tests.db.money_rows import invoice
from tests.desks import Stage
from tests.yookassa import KEY, SHOP, Yookassa

INN = "7707083893"


@dataclass(frozen=True, slots=True)
class Books:
    """What is on record: states of links and payments, and the periods that were bought."""

    links: Counter[str]
    payments: Counter[str]
    periods: list[tuple[date, date]]


def shop_settings(shop: Yookassa) -> dict[str, Any]:
    """The settings by which a desk knows a shop."""
    key = SecretStr(KEY)
    return {"yookassa_shop_id": SHOP, "yookassa_secret_key": key, "yookassa_api_url": shop.address}


async def billed(desk: app.Desk, months: int = 1, **fields: object) -> Invoice:
    """Issue an invoice that Anna asked for, and show it to her with its ways to pay."""
    async with desk.database.transaction() as connection:
        work = Work(connection, desk.now(), desk.policy)
        anna = (await introduce(work, TELEGRAM, str(cast.ANNA), "Анна Смирнова")).person
        today = work.local_now.date()
        ours = {"person": anna.id, "inn": INN, "company": "ООО «Ромашка»", "months": months}
        until = {"issued_at": work.now, "valid_until": today + timedelta(days=10)}
        made = await invoice(connection, today.year, **(ours | until | fields))
        with Languages("ru").speaking("ru"):
            keyboard = paying.ways(made.id, desk.policy)
        assert keyboard is not None
        shown = {"text": f"Счёт {made.name} на 1 000 ₽", "reply_markup": keyboard.model_dump(exclude_none=True)}
        await outgoing.call(work, outgoing.to_person(anna.id), "sendMessage", shown, of_invoice(made.id))
    desk.courier.wake()
    return made


async def books(desk: app.Desk) -> Books:
    """Read what is on record."""
    async with desk.database.reading() as connection:
        links = (await connection.execute(select(tables.payment_links.c.state))).scalars()
        payments = (await connection.execute(select(tables.payments.c.state))).scalars()
        of = tables.subscriptions.c
        periods = await connection.execute(select(of.starts, of.ends).where(of.inn == INN).order_by(of.starts))
        return Books(Counter(links), Counter(payments), [(row.starts, row.ends) for row in periods])


async def change(stage: Stage, bill: Invoice, **fields: Any) -> None:
    """Let an invoice be in another state."""
    async with stage.desk.database.transaction() as connection:
        await invoices.move(connection, replace(bill), fields["state"])


def hook_of(desk: app.Desk) -> str:
    """Where a desk is told of payments."""
    return desk.address + HOOK_PATH
