"""A sum of money in Russian words, as papers state it: «Одна тысяча рублей 00 копеек»."""

from bot.rules.money.russian import form

_ONES = " один два три четыре пять шесть семь восемь девять"
_UNITS = _ONES.split(" ")
_FROM_TEN = (
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
_TEENS = _FROM_TEN.split()
_FROM_TWENTY = "  двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
_TENS = _FROM_TWENTY.split(" ")
_FROM_HUNDRED = " сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
_HUNDREDS = _FROM_HUNDRED.split(" ")
_FEMININE = {"один": "одна", "два": "две"}
_ROUBLES = ("рубль", "рубля", "рублей")
_KOPECKS = ("копейка", "копейки", "копеек")
_SCALES = ((1_000_000, ("миллион", "миллиона", "миллионов"), False), (1_000, ("тысяча", "тысячи", "тысяч"), True))
LIMIT = 1_000_000_000_00
"""Kopecks from which on there are no words."""


def in_words(kopecks: int) -> str:
    """Write a sum in words, kopecks as two digits. ValueError below 0 or from LIMIT on."""
    if not 0 <= kopecks < LIMIT:
        raise ValueError(f"no words for {kopecks} kopecks")
    roubles, rest = divmod(kopecks, 100)
    said = f"{_number(roubles)} {form(roubles, _ROUBLES)} {rest:02} {form(rest, _KOPECKS)}"
    return said[0].upper() + said[1:]


def _number(number: int) -> str:
    words: list[str] = []
    for scale, forms, feminine in _SCALES:
        count, number = divmod(number, scale)
        if count:
            words += [*_hundreds(count, feminine=feminine), form(count, forms)]
    words += _hundreds(number, feminine=False)
    return " ".join(words) or "ноль"


def _hundreds(number: int, *, feminine: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    last = [_TEENS[units]] if tens == 1 else [_TENS[tens], _gendered(_UNITS[units], feminine=feminine)]
    return [word for word in (_HUNDREDS[hundreds], *last) if word]


def _gendered(word: str, *, feminine: bool) -> str:
    return _FEMININE.get(word, word) if feminine else word
