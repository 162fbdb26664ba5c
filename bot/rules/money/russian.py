"""Russian as papers are written in it, whatever language their reader speaks with the desk."""

from datetime import date

from bot.rules.money.vat import Rate

_NAMES = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
_MONTHS = _NAMES.split()
_FORMS_OF_MONTH = ("месяц", "месяца", "месяцев")


def form(number: int, forms: tuple[str, str, str]) -> str:
    """Return the form that a word takes behind a number: 1 рубль, 2 рубля, 5 рублей."""
    if 11 <= number % 100 <= 14:
        return forms[2]
    return forms[0] if number % 10 == 1 else forms[1] if 2 <= number % 10 <= 4 else forms[2]


def long_date(day: date) -> str:
    """Write a day as a paper does: «3 февраля 2026 г.»."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} г."


def months(count: int) -> str:
    """Write so many months: «3 месяца»."""
    return f"{count} {form(count, _FORMS_OF_MONTH)}"


def amount(kopecks: int) -> str:
    """Write a sum as a paper does: «1 000,00»."""
    roubles, rest = divmod(kopecks, 100)
    return f"{roubles:,}".replace(",", "\u00a0") + f",{rest:02}"


def vat(rate: Rate, kopecks: int) -> str:
    """Write how much of a sum is VAT: «в т.ч. НДС 5 % — 47,62 руб.», «НДС не облагается»."""
    if rate is Rate.NONE:
        return "НДС не облагается"
    return f"в т.ч. НДС {rate.percent}\u00a0% — {amount(kopecks)}\u00a0руб."
