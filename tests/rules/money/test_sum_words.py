"""Sums in words: every kind of ending, against a table that was written by hand."""

import pytest

from bot.rules.money.sum_words import LIMIT, in_words

TABLE = [
    (1, "Ноль рублей 01 копейка"),
    (2, "Ноль рублей 02 копейки"),
    (5, "Ноль рублей 05 копеек"),
    (11, "Ноль рублей 11 копеек"),
    (12, "Ноль рублей 12 копеек"),
    (21, "Ноль рублей 21 копейка"),
    (99, "Ноль рублей 99 копеек"),
    (1_00, "Один рубль 00 копеек"),
    (1_01, "Один рубль 01 копейка"),
    (2_02, "Два рубля 02 копейки"),
    (5_00, "Пять рублей 00 копеек"),
    (10_00, "Десять рублей 00 копеек"),
    (11_11, "Одиннадцать рублей 11 копеек"),
    (14_14, "Четырнадцать рублей 14 копеек"),
    (19_00, "Девятнадцать рублей 00 копеек"),
    (21_00, "Двадцать один рубль 00 копеек"),
    (40_00, "Сорок рублей 00 копеек"),
    (90_22, "Девяносто рублей 22 копейки"),
    (100_00, "Сто рублей 00 копеек"),
    (101_00, "Сто один рубль 00 копеек"),
    (111_00, "Сто одиннадцать рублей 00 копеек"),
    (232_03, "Двести тридцать два рубля 03 копейки"),
    (999_99, "Девятьсот девяносто девять рублей 99 копеек"),
    (1_000_00, "Одна тысяча рублей 00 копеек"),
    (1_001_00, "Одна тысяча один рубль 00 копеек"),
    (2_500_00, "Две тысячи пятьсот рублей 00 копеек"),
    (5_000_00, "Пять тысяч рублей 00 копеек"),
    (11_000_00, "Одиннадцать тысяч рублей 00 копеек"),
    (12_012_12, "Двенадцать тысяч двенадцать рублей 12 копеек"),
    (21_021_21, "Двадцать одна тысяча двадцать один рубль 21 копейка"),
    (22_300_00, "Двадцать две тысячи триста рублей 00 копеек"),
    (100_000_00, "Сто тысяч рублей 00 копеек"),
    (101_001_01, "Сто одна тысяча один рубль 01 копейка"),
    (342_675_84, "Триста сорок две тысячи шестьсот семьдесят пять рублей 84 копейки"),
    (999_999_99, "Девятьсот девяносто девять тысяч девятьсот девяносто девять рублей 99 копеек"),
    (1_000_000_00, "Один миллион рублей 00 копеек"),
    (2_001_000_00, "Два миллиона одна тысяча рублей 00 копеек"),
]
ONES = "ноль один два три четыре пять шесть семь восемь девять"
UNITS = ONES.split()
FROM_TEN = (
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
TEENS = dict(enumerate(FROM_TEN.split(), 10))


@pytest.mark.parametrize(("kopecks", "words"), TABLE)
def test_a_sum_is_written_as_people_write_it(kopecks: int, words: str):
    assert in_words(kopecks) == words


def ending(number: int, one: str, few: str, many: str) -> str:
    """What the last two digits of a number ask for, by a table of all hundred of them."""
    table = [many] * 100
    for tens in (0, 20, 30, 40, 50, 60, 70, 80, 90):
        table[tens + 1] = one
        table[tens + 2 : tens + 5] = [few] * 3
    return table[number % 100]


def test_every_sum_of_roubles_below_a_million_ends_as_its_number_asks():
    """Every number of roubles below 10 000 and every thousand up to a million; their words are all different."""
    seen = set()
    for roubles in (*range(10_000), *range(10_000, 1_000_000, 997), *range(0, 1_000_000, 1_000)):
        said = in_words(roubles * 100)
        words = said.split()
        assert words[-3] == ending(roubles, "рубль", "рубля", "рублей"), said
        if roubles >= 1_000:
            name = ending(roubles // 1_000, "тысяча", "тысячи", "тысяч")
            assert name in words, said
            before = {"тысяча": ("одна",), "тысячи": ("две", "три", "четыре")}.get(name)
            assert before is None or words[words.index(name) - 1].casefold() in before, said
        last = roubles % 100
        number = TEENS.get(last) or UNITS[last % 10]
        assert last % 10 == 0 or words[-4].casefold() == number, said
        assert said[0].isupper()
        assert said[1:] == said[1:].lower()
        seen.add((roubles, said))
    assert len({said for _roubles, said in seen}) == len(seen)


def test_every_number_of_kopecks_ends_as_it_asks():
    for kopecks in range(100):
        words = in_words(kopecks).split()
        assert words[-2:] == [f"{kopecks:02}", ending(kopecks, "копейка", "копейки", "копеек")]


@pytest.mark.parametrize("kopecks", [-1, LIMIT])
def test_what_has_no_words_is_refused(kopecks: int):
    with pytest.raises(ValueError, match="no words"):
        in_words(kopecks)
