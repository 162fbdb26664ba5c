"""Requisites as they are sent: read in any order and with the names people use, refused where they cannot be right."""

from datetime import date

import pytest

from bot.rules.fields import Reason as FieldReason
from bot.rules.money import accounts
from bot.rules.money.entering import LABELS, Reason, read
from bot.rules.money.vat import Rate
from bot.rules.refusals import Refused
from tests.db.money_rows import REQUISITES

SENT = """Наименование: ООО «Электронный Ордер»
ИНН: 7736050003
КПП: 773601001
Адрес: 117997, г. Москва, ул. Вавилова, д. 19
Банк: ПАО Сбербанк, г. Москва
БИК: 044525225
Расчётный счёт: 40702810838000000017
Корр. счёт: 30101810400000000225
Должность: Генеральный директор
Руководитель: Орлова Дина Петровна
Главный бухгалтер: Седова Вера Ивановна
НДС: 5 % с 01.01.2026"""


def other(**lines: str | None) -> str:
    """What was sent with other lines; None leaves one out."""
    said = dict(line.split(": ", 1) for line in SENT.splitlines())
    changed = said | {LABELS[name]: value for name, value in lines.items()}
    return "\n".join(f"{label}: {value}" for label, value in changed.items() if value is not None)


def refusal(text: str) -> Refused:
    with pytest.raises(Refused) as refused:
        read(text)
    return refused.value


def test_what_is_sent_is_what_is_kept():
    entered = read(SENT)
    assert (entered.requisites, entered.rate, entered.since) == (REQUISITES, Rate.FIVE, date(2026, 1, 1))


def test_the_order_the_case_and_the_names_that_people_use_do_not_matter():
    lines = SENT.splitlines()[::-1]
    text = "\n\n".join(lines).replace("Расчётный счёт", "р/с").replace("Корр. счёт", "К/С").replace("ИНН", "инн")
    assert read(text.replace("7736050003", "77 3605 0003")).requisites == REQUISITES


def test_an_entrepreneur_has_no_kpp_and_a_company_may_have_no_accountant():
    entered = read(other(inn="500100732259", kpp=None, accountant="нет", correspondent_account="—", vat="без НДС"))
    kept = entered.requisites
    assert (kept.inn, kept.kpp, kept.accountant, kept.correspondent_account) == ("500100732259", None, None, None)
    assert (entered.rate, entered.since) == (Rate.NONE, None)


REFUSED = [
    ({"kpp": None}, Reason.NO_KPP),
    ({"kpp": "12345"}, Reason.KPP),
    ({"bic": "144525225"}, Reason.BIC),
    ({"bic": "04452522"}, Reason.BIC),
    ({"account": "4070281083800000001"}, Reason.ACCOUNT),
    ({"account": "40702810938000000017"}, Reason.ACCOUNT_KEY),
    ({"account": "40702810838000000071"}, Reason.ACCOUNT_KEY),
    ({"bic": "044525974", "correspondent_account": None}, Reason.ACCOUNT_KEY),
    ({"correspondent_account": "30101810400000000226"}, Reason.CORRESPONDENT),
    ({"correspondent_account": "30101810145250000974"}, Reason.CORRESPONDENT),
    ({"vat": "20 %"}, Reason.RATE),
    ({"vat": "5 % с 31.02.2026"}, Reason.RATE),
    ({"inn": "7736050004"}, FieldReason.CHECK_DIGITS),
    ({"name": "А" * 201}, FieldReason.TOO_LONG),
]


@pytest.mark.parametrize(("lines", "reason"), REFUSED)
def test_what_cannot_be_right_is_refused(lines: dict[str, str | None], reason: str):
    assert refusal(other(**lines)).reason == reason


def test_all_that_is_missing_is_named_at_once():
    found = refusal(other(bank=None, bic="", signatory=None, accountant=None))
    assert (found.reason, found.details) == (Reason.MISSING, {"what": "Банк, БИК, Руководитель"})


@pytest.mark.parametrize("line", ["Телефон: 8 495 000-00-00", "просто строка"])
def test_a_line_that_is_not_known_is_named(line: str):
    found = refusal(f"{SENT}\n{line}")
    assert (found.reason, found.details) == (Reason.UNKNOWN_LINE, {"line": line})


RATES = [
    ("без НДС", Rate.NONE, None),
    ("не облагается", Rate.NONE, None),
    ("0", Rate.NONE, None),
    ("НДС 7%", Rate.SEVEN, None),
    ("none", Rate.NONE, None),
    ("5 % 01.01.2026", Rate.FIVE, date(2026, 1, 1)),
    ("22 % с 01.01.2027", Rate.TWENTY_TWO, date(2027, 1, 1)),
]


@pytest.mark.parametrize(("said", "rate", "since"), RATES)
def test_a_rate_may_have_its_day(said: str, rate: Rate, since: date | None):
    entered = read(other(vat=said))
    assert (entered.rate, entered.since) == (rate, since)


KEYS = [
    ("40702810838000000017", "044525225", True),
    ("40802810000000000456", "044525974", True),
    ("40702810838000000017", "044525974", False),
]


@pytest.mark.parametrize(("account", "bic", "fits"), KEYS)
def test_the_key_of_an_account_is_counted_against_its_bank(account: str, bic: str, fits: bool):
    assert accounts.fits(account, bic) is fits


@pytest.mark.parametrize("at", range(20))
def test_any_digit_typed_wrong_is_noticed(at: int):
    right = "40702810838000000017"
    for digit in set("0123456789") - {right[at]}:
        assert not accounts.fits(right[:at] + digit + right[at + 1 :], "044525225")


def test_an_account_of_the_treasury_has_no_key():
    assert accounts.correspondent_fits("40102810545370000003", "004525988")
    assert accounts.correspondent_fits("30101810400000000225", "044525225")
