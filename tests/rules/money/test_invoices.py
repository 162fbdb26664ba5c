"""What an invoice is called, how long it can be paid, and when its company is reminded."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules.deadlines.working_hours import Calendar
from bot.rules.money.invoices import named, number_in, term
from bot.rules.money.payment_code import payload
from tests.db.money_rows import REQUISITES

MOSCOW = ZoneInfo("Europe/Moscow")
CALENDAR = Calendar(MOSCOW, time(9, 30), time(18, 30))

NAMES = [
    ("Оплата по счёту ЭО-2026-123 от 03.02.2026", (2026, 123)),
    ("оплата счета эо 2026-7, тариф «Расширенный»", (2026, 7)),
    ("EO-2026-12", (2026, 12)),
    ("ЭО – 2026 – 12, ЭО-2026-12", (2026, 12)),
    ("ЭО-2026-12 и ЭО-2026-13", None),
    ("по счёту 123", None),
    ("ЭО-123", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "number"), NAMES)
def test_which_invoice_a_text_names(text: str, number: tuple[int, int] | None):
    assert number_in(text) == number


def test_what_it_is_called_is_found_again():
    assert number_in(named(2026, 4_321)) == (2026, 4_321)


def moscow(month: int, day: int, hour: int = 9, minute: int = 30) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=MOSCOW)


TERMS = [
    (date(2026, 2, 3), date(2026, 2, 13), moscow(2, 11)),  # two days before, on a Wednesday
    (date(2026, 2, 5), date(2026, 2, 15), moscow(2, 13)),  # a Friday
    (date(2026, 2, 7), date(2026, 2, 17), moscow(2, 13)),  # Sunday and Saturday are days off: the Friday before
    (date(2026, 2, 3), date(2026, 2, 5), None),
    (date(2026, 2, 3), date(2026, 2, 4), None),
    (date(2026, 2, 3), date(2026, 2, 3), None),
    (date(2025, 12, 31), date(2026, 1, 10), None),  # the holidays of January: on no working day
]


@pytest.mark.parametrize(("issued_on", "last", "remind_at"), TERMS)
def test_when_a_company_is_reminded(issued_on: date, last: date, remind_at: datetime | None):
    found = term(issued_on, (last - issued_on).days, CALENDAR)
    assert found.last == last
    assert found.remind_at == remind_at
    assert found.ends_at == datetime.combine(last + timedelta(days=1), time(), MOSCOW)


def test_the_reminder_comes_first_and_then_the_end():
    found = term(date(2026, 2, 3), 10, CALENDAR)
    assert found.due_at(moscow(2, 3)) == found.remind_at
    assert found.due_at(moscow(2, 11)) == found.ends_at == moscow(2, 14, 0, 0)


def test_a_payment_code_holds_what_a_bank_needs():
    assert payload(REQUISITES, 1_000_00, "Оплата | по счёту").split("|") == [
        "ST00012",
        "Name=ООО «Электронный Ордер»",
        "PersonalAcc=40702810838000000017",
        "BankName=ПАО Сбербанк, г. Москва",
        "BIC=044525225",
        "CorrespAcc=30101810400000000225",
        "PayeeINN=7736050003",
        "KPP=773601001",
        "Sum=100000",
        "Purpose=Оплата по счёту",
    ]
