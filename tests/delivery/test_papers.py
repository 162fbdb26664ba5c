"""Papers: whatever companies are called, an invoice is made; its payment code is read back as a bank would."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image

from bot.channels.papers import act as act_paper
from bot.channels.papers import invoice as paper
from bot.channels.papers import payment_code
from bot.rules.money import payment_code as payment_code_rules
from bot.rules.money.acts import Act
from bot.rules.money.invoices import Invoice, InvoiceState
from bot.rules.money.vat import Rate
from bot.rules.tariffs import Tariff
from tests.db.money_rows import NOW, REQUISITES

MOSCOW = ZoneInfo("Europe/Moscow")
INVOICE = Invoice(
    id=1,
    year=2026,
    number=123,
    inn="7707083893",
    company="ПАО «Ромашка»",
    kpp="773601001",
    address="117312, г. Москва, ул. Ленина, д. 1",
    person=1,
    tariff=Tariff.EXTENDED,
    months=3,
    kopecks=2_500_00,
    vat_rate=Rate.FIVE,
    vat_kopecks=119_05,
    supplier=1,
    requisites=REQUISITES,
    issued_at=NOW,
    valid_until=date(2026, 2, 13),
    state=InvoiceState.OPEN,
    due_at=None,
    ticket=None,
)
LONG = replace(
    REQUISITES,
    name="Константинопольский" * 11,
    kpp=None,
    address="Я " * 150,
    bank="Б" * 200,
    correspondent_account=None,
    signatory="Ч" * 160,
    signatory_title="Ш" * 120,
    accountant=None,
)
NASTY = [
    {"company": "ООО «₽ 👩‍🚀 \u202eשלום עולם» | <b>"},
    {"company": "Щ" * 300, "address": "ё" * 300},
    {"company": "а б " * 75, "kpp": None, "address": None},
    {"company": "\x00\ud800"},
    {"requisites": LONG, "vat_rate": Rate.NONE, "vat_kopecks": 0, "kopecks": 999_999_99, "months": 36},
]


def pages(made: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", made))


@pytest.mark.parametrize("fields", [{}, *NASTY])
def test_an_invoice_is_made_whatever_stands_in_it(fields: dict[str, object], recwarn: pytest.WarningsRecorder):
    made = paper.made(replace(INVOICE, **fields), MOSCOW)
    assert made.startswith(b"%PDF-")
    assert pages(made) == 1
    assert not recwarn.list


def test_what_does_not_fit_on_a_page_goes_on_with_its_signatures_and_code_together():
    made = paper.made(replace(INVOICE, company="Щ " * 150, address="Щ" * 300, requisites=LONG), MOSCOW)
    assert pages(made) == 2
    assert len(re.findall(rb"/Subtype /Image", made)) == 1


def test_the_same_invoice_is_the_same_file():
    assert paper.made(INVOICE, MOSCOW) == paper.made(INVOICE, MOSCOW)


def test_what_a_payment_is_for_names_the_invoice_and_its_vat():
    said = "Оплата по счёту ЭО-2026-123 от 03.02.2026, техническая поддержка, тариф «Расширенный», 3 месяца. "
    assert paper.purpose(INVOICE, MOSCOW) == said + "В т.ч. НДС 5 % — 119,05 руб."
    free = replace(INVOICE, vat_rate=Rate.NONE, vat_kopecks=0)
    assert paper.purpose(free, MOSCOW) == said + "НДС не облагается"


@pytest.mark.parametrize("payee", [REQUISITES, LONG])
def test_a_payment_code_is_read_back_as_it_was_written(payee):
    text = payment_code_rules.payload(payee, INVOICE.kopecks, paper.purpose(INVOICE, MOSCOW))
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(payment_code.picture(text))))
    assert code.bytes.decode() == text
    fields = dict(field.split("=", 1) for field in text.split("|")[1:])
    assert text.startswith("ST00012|")
    assert fields["Sum"] == "250000"
    assert len(fields["Name"]) <= 160
    assert len(fields["Purpose"]) <= 210


ACT = Act(1, 2026, 12, 1, date(2026, 5, 2), 2_500_00, Rate.FIVE, 119_05, REQUISITES)
PERIOD = date(2026, 2, 3), date(2026, 5, 2)


@pytest.mark.parametrize("fields", [{}, *NASTY])
def test_an_act_is_made_whatever_its_company_is_called(fields: dict[str, Any]):
    data = act_paper.made(ACT, replace(INVOICE, **fields), PERIOD, MOSCOW)
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", data)) <= 3


def test_an_act_is_called_by_its_number():
    assert act_paper.file_name(ACT) == "Акт ЭО-2026-А12.pdf"
