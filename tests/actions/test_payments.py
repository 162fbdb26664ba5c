"""Money counts once, whatever comes twice; what does not fit is kept and told, and changes nothing."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from types import ModuleType

import pytest
from sqlalchemy import select

from bot.actions import outgoing
from bot.actions.money.payments import pay
from bot.actions.work import Work
from bot.policy import policy_of
from bot.rules.money.invoices import Invoice, InvoiceState
from bot.rules.money.payments import PaymentState, Source
from db import audit, tables
from db.engine import Database
from db.money import invoices, payments
from db.people import subscriptions
from tests.db.money_rows import invoice, payment
from tests.desks import settings_for
from tests.factories import seen

NOW = datetime(2026, 2, 5, 9, tzinfo=UTC)
DINA, BORIS = 201, 202
SETTINGS = settings_for("sqlite+aiosqlite://", "http://localhost", supervisor_ids=frozenset({DINA, BORIS}))


def work_on(connection, now: datetime = NOW) -> Work:
    return Work(connection, now, policy_of(SETTINGS))


async def told(work: Work) -> Counter[str]:
    """How many notices of each kind wait to be sent."""
    bodies = (await work.db.execute(select(tables.outbox.c.body))).scalars()
    return Counter(body.get("notice", body.get("method")) for body in bodies)


async def issued(work: Work, **fields: object) -> Invoice:
    await seen(work.db, DINA, "Дина", NOW)
    await seen(work.db, BORIS, "Борис", NOW)
    return await invoice(work.db, **fields)


async def periods(work: Work) -> list[tuple[date, date]]:
    return await subscriptions.periods(work.db, "7707083893")


async def test_a_paid_invoice_begins_a_period_on_the_day_of_the_payment(database: Database):
    async with database.transaction() as connection:
        work = work_on(connection)
        billed = await issued(work)
        assert await pay(work, billed, payment())
        assert await periods(work) == [(date(2026, 2, 4), date(2026, 3, 4))]
        assert (await invoices.get(connection, billed.id)).state is InvoiceState.PAID
        assert await told(work) == {"InvoicePaid": 1, "PaymentTaken": 2}
        kept = (await connection.execute(select(tables.subscriptions))).one()
        assert (kept.invoice, kept.kopecks, kept.source, kept.recorded_by) == (billed.id, 1_000_00, "invoice", None)
        [line] = (await connection.execute(select(tables.audit))).all()
        assert (line.action, line.actor, line.details["invoice"]) == ("invoice_paid", None, billed.name)


async def test_a_running_period_grows_from_its_end(database: Database):
    async with database.transaction() as connection:
        work = work_on(connection)
        billed = await issued(work, months=3)
        span = date(2026, 1, 31), date(2026, 2, 28)
        await subscriptions.add(connection, billed.inn, span, billed.person, NOW)
        assert await pay(work, billed, payment())
        assert await periods(work) == [span, (date(2026, 2, 28), date(2026, 5, 28))]


@pytest.mark.parametrize("source", list(Source))
async def test_the_same_payment_told_twice_counts_once(database: Database, source: Source):
    async with database.transaction() as connection:
        work = work_on(connection)
        billed, paying = await issued(work), payment(source=source)
        assert await pay(work, billed, paying)
        before = await told(work)
        assert not await pay(work, billed, paying)
        assert len(await periods(work)) == 1
        assert await told(work) == before
        kept = (await connection.execute(select(tables.subscriptions.c.source))).scalar_one()
        assert kept == {Source.LINK: "link", Source.TELEGRAM: "telegram"}.get(source, "invoice")


async def test_a_supervisor_who_says_so_is_not_told_and_loses_the_buttons(database: Database):
    async with database.transaction() as connection:
        work = work_on(connection)
        billed = await issued(work)
        dina = (await seen(connection, DINA, "Дина", NOW)).id
        assert await pay(work, billed, payment(source=Source.SUPERVISOR, recorded_by=dina))
        assert await told(work) == {"InvoicePaid": 1, "PaymentTaken": 1, "editMessageReplyMarkup": 1}


CASES = [
    ({}, InvoiceState.PAID, "paid_already"),
    ({}, InvoiceState.CANCELLED, "cancelled"),
    ({"kopecks": 1_000_01}, InvoiceState.OPEN, "other_sum"),
    ({"kopecks": 999_99}, InvoiceState.EXPIRED, "other_sum"),
]


@pytest.mark.parametrize(("fields", "state", "why"), CASES)
async def test_money_that_does_not_fit_is_kept_and_told_and_pays_nothing(
    database: Database, fields: dict[str, int], state: InvoiceState, why: str
):
    async with database.transaction() as connection:
        work = work_on(connection)
        billed = await issued(work)
        if state is InvoiceState.PAID:
            assert await pay(work, billed, payment("first"))
        else:
            await invoices.move(connection, billed, state)
        before = await periods(work)
        assert not await pay(work, billed, payment("strange", **fields, source=Source.LINK))
        [kept] = await payments.undecided(connection, 5)
        assert (kept.external_id, kept.invoice, kept.reason, kept.state) == (
            "strange",
            billed.id,
            why,
            PaymentState.UNDECIDED,
        )
        assert (await told(work))["PaymentStrange"] == 2
        assert await periods(work) == before
        assert (await invoices.get(connection, billed.id)).state is state


async def test_what_a_statement_could_not_place_is_told_by_its_report(database: Database):
    async with database.transaction() as connection:
        work = work_on(connection)
        assert not await pay(work, await issued(work), payment(kopecks=1))
        assert await told(work) == {}


@pytest.mark.parametrize("state", [InvoiceState.OPEN, InvoiceState.EXPIRED, InvoiceState.CANCELLED])
async def test_a_supervisor_decides_that_other_money_pays_an_invoice(database: Database, state: InvoiceState):
    async with database.transaction() as connection:
        work = work_on(connection)
        billed, paying = await issued(work), payment(kopecks=1_100_00)
        await invoices.move(connection, billed, state)
        assert not await pay(work, billed, paying)
        assert not await pay(work, billed, paying)
        assert await pay(work, billed, paying, decided=True)
        assert not await pay(work, billed, paying, decided=True)
        assert len(await periods(work)) == 1
        assert (await payments.matched(connection, billed.id)).kopecks == 1_100_00


async def test_an_invoice_that_is_paid_is_not_paid_again_by_any_decision(database: Database):
    async with database.transaction() as connection:
        work = work_on(connection)
        billed = await issued(work)
        assert await pay(work, billed, payment("first"))
        assert not await pay(work, billed, payment("second"))
        assert not await pay(work, billed, payment("second"), decided=True)
        assert len(await periods(work)) == 1
        assert [each.external_id for each in await payments.undecided(connection, 5)] == ["second"]


STEPS = [
    (payments, "record"),
    (invoices, "move"),
    (subscriptions, "add"),
    (audit, "write"),
    (outgoing, "tell"),
]


@pytest.mark.parametrize(("module", "name"), STEPS, ids=lambda each: getattr(each, "__name__", each))
async def test_a_kill_behind_any_step_loses_and_doubles_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
):
    async with database.transaction() as connection:
        billed = await issued(work_on(connection))
    step = getattr(module, name)

    async def killed(*said: object, **more: object) -> None:
        await step(*said, **more)
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(module, name, killed)
        with pytest.raises(KilledError):
            async with database.transaction() as connection:
                await pay(work_on(connection), billed, payment())
    async with database.transaction() as connection:
        work = work_on(connection)
        assert await periods(work) == []
        assert await payments.of_invoice(connection, billed.id) == []
        assert await told(work) == {}
        assert await pay(work, billed, payment())
    async with database.transaction() as connection:
        work = work_on(connection)
        assert not await pay(work, billed, payment())
        assert len(await periods(work)) == 1
        assert await told(work) == {"InvoicePaid": 1, "PaymentTaken": 2}


class KilledError(Exception):
    """The process ended here."""


async def test_what_a_supervisor_noted_and_a_statement_tells_afterwards_is_the_same_money_once(database: Database):
    async with database.transaction() as connection:
        work = work_on(connection)
        billed = await issued(work)
        by_hand = payment("invoice 1", source=Source.SUPERVISOR)
        assert await pay(work, billed, by_hand)
        assert not await pay(work, billed, payment("bank 1"))
        assert not await pay(work, billed, payment("bank 1"))
        assert await payments.undecided(connection, 5) == []
        assert not await pay(work, billed, payment("bank 2"))
        kept = {
            each.external_id: (each.state, each.reason) for each in await payments.of_invoice(connection, billed.id)
        }
        assert kept == {
            "invoice 1": (PaymentState.MATCHED, ""),
            "bank 1": (PaymentState.IGNORED, "noted_before"),
            "bank 2": (PaymentState.UNDECIDED, "paid_already"),
        }
        assert len(await periods(work)) == 1


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"source": Source.SUPERVISOR}, {"kopecks": 999_99}),
        ({"source": Source.SUPERVISOR}, {"source": Source.LINK}),
        ({"source": Source.LINK}, {}),
    ],
)
async def test_all_other_money_for_what_is_paid_is_a_case_for_supervisors(
    database: Database, first: dict[str, object], then: dict[str, object]
):
    async with database.transaction() as connection:
        work = work_on(connection)
        billed = await issued(work)
        assert await pay(work, billed, payment("first", **first))
        assert not await pay(work, billed, payment("then", **then))
        assert [each.external_id for each in await payments.undecided(connection, 5)] == ["then"]


DAYS = [
    (date(2026, 2, 4), date(2026, 2, 4)),  # the day of the payment, told a day later
    (date(2026, 1, 1), date(2026, 2, 3)),  # nobody pays before the invoice is issued
    (date(2027, 1, 1), date(2026, 2, 5)),  # nor after today
]


@pytest.mark.parametrize(("received", "begins"), DAYS)
async def test_an_expired_invoice_begins_on_the_day_of_its_payment(database: Database, received: date, begins: date):
    async with database.transaction() as connection:
        work = work_on(connection)
        billed = await issued(work)
        await invoices.move(connection, billed, InvoiceState.EXPIRED)
        assert await pay(work, replace(billed), payment(received_on=received))
        assert [first for first, _after in await periods(work)] == [begins]


async def test_the_day_of_an_invoice_is_the_desks_at_midnight(database: Database):
    """Half an hour before midnight in London is the next day in Moscow."""
    async with database.transaction() as connection:
        work = work_on(connection)
        billed = await issued(work, issued_at=datetime(2026, 2, 3, 23, 30, tzinfo=UTC))
        assert await pay(work, billed, payment(received_on=date(2026, 2, 3)))
        assert [first for first, _after in await periods(work)] == [date(2026, 2, 4)]
