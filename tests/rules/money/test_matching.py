"""Which invoice a transfer pays (5): nothing is guessed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.money.invoices import Invoice, InvoiceState, named
from bot.rules.money.matching import MOST_SUGGESTED, Verdict, Way, Why, match, returned, suggested, way
from bot.rules.money.naming import numbers_in
from bot.rules.money.statement import Document, Side
from bot.rules.money.vat import Rate
from bot.rules.tariffs import Tariff
from tests.db.money_rows import REQUISITES

MOSCOW = ZoneInfo("Europe/Moscow")
INN, OURS = "7707083893", REQUISITES.inn
BILL = Invoice(
    inn=INN,
    company="ПАО Сбербанк",
    kpp=None,
    address=None,
    person=1,
    tariff=Tariff.EXTENDED,
    months=1,
    kopecks=1_000_00,
    vat_rate=Rate.NONE,
    vat_kopecks=0,
    supplier=1,
    requisites=REQUISITES,
    issued_at=datetime(2026, 2, 2, 22, tzinfo=UTC),  # the third already in Moscow
    valid_until=date(2026, 2, 13),
    due_at=None,
    ticket=None,
    id=1,
    year=2026,
    number=1,
    state=InvoiceState.OPEN,
)
TRANSFER = Document(
    "41",
    date(2026, 2, 3),
    date(2026, 2, 3),
    1_000_00,
    Side("40702810900000000101", INN, "ПАО Сбербанк"),
    Side(REQUISITES.account, OURS, "ООО «Электронный Ордер»"),
    purpose="Оплата по счёту ЭО-2026-1",
)
SILENT = "За техническую поддержку"
SECOND = replace(BILL, id=2, number=2)

NUMBERS = [
    ("Оплата по счёту ЭО-2026-123 от 03.02.2026 за техподдержку", {(2026, 123)}),
    ("оплата сч.№ЭО-2026-123", {(2026, 123)}),
    ("ЭО 2026 123", {(2026, 123)}),
    ("ЭО2026-123", {(2026, 123)}),
    ("эо-2026/123", {(2026, 123)}),
    ("ЭО–2026—123", {(2026, 123)}),
    ("ЭО_2026_123", {(2026, 123)}),
    ("ЭО - 2026 - № 123", {(2026, 123)}),
    ("№ЭО-2026-00123.", {(2026, 123)}),
    ("EO-2026-123", {(2026, 123)}),
    ("ЭO-2026-123", {(2026, 123)}),
    ("Э0-2026-123", {(2026, 123)}),
    ("3О-2026-123", {(2026, 123)}),
    ("ЕО-2026-123", {(2026, 123)}),
    ("ЭО-2026-\u00a0123", {(2026, 123)}),
    ("ЭО-2026-1, ЭО-2026-2", {(2026, 1), (2026, 2)}),
    ("ЭО-2026-1 (эо 2026 1)", {(2026, 1)}),
    ("по счёту 123 от 03.02.2026", set()),
    ("ЭО-123", set()),
    ("30-2026-123", set()),
    ("видео 2026-12", set()),
    ("ЭО-2026-12345678", set()),
    ("ЭО-1926-1", set()),
    ("", set()),
]


@pytest.mark.parametrize(("text", "found"), NUMBERS)
def test_a_number_is_found_however_it_is_written(text: str, found: set[tuple[int, int]]):
    assert numbers_in(text) == found


@given(st.integers(2000, 2099), st.integers(1, 9_999_999), st.text(max_size=20), st.text(max_size=20))
def test_what_an_invoice_is_called_is_found_in_any_words(year: int, number: int, before: str, after: str):
    assert (year, number) in numbers_in(f"{before} {named(year, number)} {after}")


BY_NUMBER: list[tuple[dict[str, Any], dict[str, Any], Why | None]] = [
    ({}, {}, None),
    ({}, {"state": InvoiceState.EXPIRED}, None),
    ({}, {"state": InvoiceState.PAID}, Why.PAID_ALREADY),
    ({}, {"state": InvoiceState.CANCELLED}, Why.CANCELLED),
    ({"payer": Side("1", "7736050003", "")}, {}, Why.OTHER_PAYER),
    ({"payer": Side("1", "7736050003", "")}, {"state": InvoiceState.PAID}, Why.OTHER_PAYER),
    ({"payer": Side("1", "", "")}, {}, Why.OTHER_PAYER),
    ({}, {"requisites": replace(REQUISITES, inn="7707083893")}, Why.OTHER_SUPPLIER),
    ({"kopecks": 999_99}, {}, Why.LESS),
    ({"kopecks": 1_000_01}, {}, Why.MORE),
    ({"received_on": date(2026, 2, 2)}, {}, Why.TOO_EARLY),
    ({"received_on": date(2025, 2, 3)}, {}, Why.TOO_EARLY),
    ({"received_on": date(2027, 1, 1)}, {}, None),
    ({"purpose": "Возврат: оплата по счёту ЭО-2026-1"}, {}, Why.CALLED_RETURN),
]


@pytest.mark.parametrize(("document", "bill", "why"), BY_NUMBER)
def test_clause_5_a_number_pays_its_invoice_where_all_else_fits(
    document: dict[str, Any], bill: dict[str, Any], why: Why | None
):
    known = replace(BILL, **bill)
    assert match(replace(TRANSFER, **document), OURS, [known], [], MOSCOW) == Verdict(known, why)


WITHOUT: list[tuple[str, list[Invoice], Verdict]] = [
    (SILENT, [BILL], Verdict(BILL, None)),
    (SILENT, [BILL, replace(SECOND, kopecks=2_500_00)], Verdict(BILL, None)),
    (SILENT, [BILL, SECOND], Verdict(None, Why.SEVERAL_FIT)),
    (SILENT, [], Verdict(None, Why.NOTHING_FITS)),
    (SILENT, [replace(BILL, inn="7736050003")], Verdict(None, Why.NOTHING_FITS)),
    (SILENT, [replace(BILL, state=InvoiceState.EXPIRED)], Verdict(None, Why.NOTHING_FITS)),
    (SILENT, [replace(BILL, kopecks=2_500_00)], Verdict(replace(BILL, kopecks=2_500_00), Why.LESS)),
    (SILENT, [replace(BILL, kopecks=500_00)], Verdict(replace(BILL, kopecks=500_00), Why.MORE)),
    (SILENT, [replace(each, kopecks=5_00) for each in (BILL, SECOND)], Verdict(None, Why.NOTHING_FITS)),
    ("ЭО-2026-1 и ЭО-2026-2", [BILL], Verdict(None, Why.SEVERAL_NAMED)),
    ("Возврат займа", [BILL], Verdict(None, Why.CALLED_RETURN)),
    ("ЭО-2026-77", [BILL], Verdict(None, Why.UNKNOWN_NUMBER)),
]


@pytest.mark.parametrize(("purpose", "waiting", "verdict"), WITHOUT)
def test_clause_5_without_a_number_the_payers_one_open_invoice_of_that_sum_is_paid(
    purpose: str, waiting: list[Invoice], verdict: Verdict
):
    assert match(replace(TRANSFER, purpose=purpose), OURS, [], waiting, MOSCOW) == verdict


OUT = {"payer": TRANSFER.payee, "payee": TRANSFER.payer}
WAYS: list[tuple[dict[str, Any], Way]] = [
    ({}, Way.IN),
    (OUT, Way.OUT),
    (OUT | {"purpose": "Возврат по счёту ЭО-2026-1"}, Way.BACK),
    (OUT | {"purpose": "Ошибочно перечисленные средства"}, Way.BACK),
    ({"purpose": "возвращено: счёт закрыт"}, Way.IN),
    ({"payer": TRANSFER.payee}, Way.WITHIN),
    ({"payee": Side("40702810100000000000", "", "")}, Way.OTHER),
]


@pytest.mark.parametrize(("changes", "went"), WAYS)
def test_which_way_money_went(changes: dict[str, Any], went: Way):
    assert way(replace(TRANSFER, **changes), {REQUISITES.account: OURS}) is went


def test_money_that_went_back_is_always_a_case():
    assert returned([BILL]) == Verdict(BILL, Why.RETURNED)
    assert returned([BILL, SECOND]) == returned([]) == Verdict(None, Why.RETURNED)


def test_the_likeliest_invoice_is_offered_first_and_each_once():
    dear, other = replace(SECOND, kopecks=2_500_00), replace(BILL, id=3, inn="7736050003")
    assert suggested(1_000_00, None, [dear, BILL], [BILL, other]) == [BILL, dear, other]
    assert suggested(1_000_00, other, [dear], [other]) == [other, dear]
    assert len(suggested(1, None, [replace(BILL, id=n) for n in range(9)], [])) == MOST_SUGGESTED
