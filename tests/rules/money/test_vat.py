"""VAT is a part of the price, to the kopeck; the rate is that of the day."""

from datetime import date
from fractions import Fraction

import pytest

from bot.rules.money import russian
from bot.rules.money.vat import Rate, included, rate_on

SUMS = [
    (1_000_00, Rate.NONE, 0),
    (1_000_00, Rate.FIVE, 47_62),
    (1_000_00, Rate.SEVEN, 65_42),
    (1_000_00, Rate.TWENTY_TWO, 180_33),
    (2_500_00, Rate.FIVE, 119_05),
    (2_500_00, Rate.TWENTY_TWO, 450_82),
    (1, Rate.TWENTY_TWO, 0),
    (3, Rate.TWENTY_TWO, 1),
    (21, Rate.FIVE, 1),
    (0, Rate.FIVE, 0),
]


@pytest.mark.parametrize(("kopecks", "rate", "vat"), SUMS)
def test_how_much_of_a_price_is_vat(kopecks: int, rate: Rate, vat: int):
    assert included(kopecks, rate) == vat


@pytest.mark.parametrize("rate", list(Rate))
def test_it_is_never_more_than_half_a_kopeck_off(rate: Rate):
    for kopecks in range(0, 300_000, 7):
        exact = Fraction(kopecks * rate.percent, 100 + rate.percent)
        assert abs(included(kopecks, rate) - exact) <= Fraction(1, 2)


RATES = {date(2026, 1, 1): Rate.FIVE, date(2025, 1, 1): Rate.NONE, date(2027, 1, 1): Rate.TWENTY_TWO}
DAYS = [
    (date(2024, 12, 31), Rate.NONE),
    (date(2025, 12, 31), Rate.NONE),
    (date(2026, 1, 1), Rate.FIVE),
    (date(2026, 12, 31), Rate.FIVE),
    (date(2027, 1, 1), Rate.TWENTY_TWO),
]


@pytest.mark.parametrize(("day", "rate"), DAYS)
def test_the_rate_is_that_of_the_day(day: date, rate: Rate):
    assert rate_on(day, RATES) is rate


WORDS = [
    (Rate.NONE, 0, "НДС не облагается"),
    (Rate.FIVE, 47_62, "в т.ч. НДС 5 % — 47,62 руб."),
    (Rate.TWENTY_TWO, 1_803_28, "в т.ч. НДС 22 % — 1 803,28 руб."),
]


@pytest.mark.parametrize(("rate", "kopecks", "words"), WORDS)
def test_how_papers_say_it(rate: Rate, kopecks: int, words: str):
    assert russian.vat(rate, kopecks).replace("\u00a0", " ") == words


def test_how_papers_write_days_months_and_sums():
    assert russian.long_date(date(2026, 2, 3)) == "3 февраля 2026 г."
    assert russian.long_date(date(2026, 12, 31)) == "31 декабря 2026 г."
    assert [russian.months(n) for n in (1, 2, 3, 5, 11, 12, 21)] == [
        "1 месяц", "2 месяца", "3 месяца", "5 месяцев", "11 месяцев", "12 месяцев", "21 месяц"
    ]  # fmt: skip
    assert russian.amount(1_234_567_05).replace("\u00a0", " ") == "1 234 567,05"
