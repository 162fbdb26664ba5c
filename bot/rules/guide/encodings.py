"""In which of the encodings of Russian offices a text is: the one in which it reads like Russian."""

from collections.abc import Iterator
from itertools import islice
from math import log

ENCODINGS = {"cp1251": 0.0, "cp866": 3.0, "koi8-r": 3.5, "mac-cyrillic": 4.0}
"""Of one byte a letter: Windows, «CSV (MS-DOS)», old Unix, old Macintosh; and how rare each is, in nats."""
SAMPLE = 20_000
"""Signs outside ASCII that are looked at."""
PLAUSIBLE = 5.5
"""What a sign may cost at most, on average, in nats."""
CLEARER = 3.0
"""By how many nats all of it must cost less than in the second best reading."""

_FREQUENCIES = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (
            *(1097, 845, 801, 735, 670, 626, 547, 473, 454, 440, 349, 321, 298, 281, 262, 201, 190, 174, 170, 165),
            *(159, 144, 121, 97, 94, 73, 64, 48, 36, 32, 26, 4, 10),
        ),
        strict=True,
    )
)  # fmt: skip
"""How often a letter comes, in 10,000."""
_COST = {letter: log(10_000 / often) for letter, often in _FREQUENCIES.items()}
_PAIRS = frozenset(
    first + second
    for row in (
        "абавадажазайакаламанапарасатахачаюбобывавевивовсвхвыгодадедидодрдуедеееж",
        "ейекелеменересетещжежнзаздзнзоиеизийикилиминиситихиякакикокткулалелилолу",
        "льлюлямамемимнмомынаненинонуныняобовогодожозойоколомонопоросоточошоюпапе",
        "пипопррарерирорурясасвсесискслснсоспссстсусьсятатетитотртутытьудукулурус",
        "утучхоцечечичтшешлщещиыеыйылымытыхьеэлэтютючявязят",
    )
    for first, second in zip(row[::2], row[1::2], strict=True)
)
"""Pairs of letters that come often."""
_OPENING, _CLOSING, _APART = frozenset("«„“‘"), frozenset("»”’…"), frozenset("—–№•€")
_SIGNS = _OPENING | _CLOSING | _APART | frozenset("·©®°±§×\u00a0")
_SIGN, _STRANGE, _INNER_CAPITAL, _CAPITAL, _RARE_PAIR, _BESIDE_LATIN, _MISPLACED = 4.0, 14.0, 8.0, 0.5, 1.5, 8.0, 8.0
_SMALL_BEGINNING, _UNCLOSED = 1.0, 4.0
_CELL_BEGINS = frozenset('\n\r\t;,|"')


def guessed(data: bytes) -> str | None:
    """Return what the bytes say, None when no reading is plausible or two are about equally so."""
    readings = [(text, rare) for encoding, rare in ENCODINGS.items() if (text := _read(data, encoding)) is not None]
    ranked = sorted((_cost(text, rare), text) for text, rare in readings)
    if not ranked:
        return None
    (total, each), best = ranked[0]
    others = [cost for (cost, _), text in ranked if text != best]
    return best if each <= PLAUSIBLE and (not others or others[0] - total >= CLEARER) else None


def _read(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _cost(text: str, rare: float) -> tuple[float, float]:
    """Return how unlike Russian the signs outside ASCII are: all of them, and one on average."""
    costs = list(islice(_costs(text), SAMPLE))
    unclosed = abs(sum(text.count(sign) for sign in "«„") - sum(text.count(sign) for sign in "»“”"))
    return rare + sum(costs) + min(unclosed, SAMPLE) * _UNCLOSED, sum(costs) / max(len(costs), 1)


def _costs(text: str) -> Iterator[float]:
    padded = f"\n{text}\n"
    for before, sign, behind in zip(padded, padded[1:], padded[2:], strict=False):
        if not sign.isascii():
            yield _cost_of(before, sign, behind)


def _cost_of(before: str, sign: str, behind: str) -> float:
    letter = sign.lower()
    if letter not in _COST:
        return _cost_of_sign(before, sign, behind)
    cost = _COST[letter]
    if sign != letter:
        cost += _INNER_CAPITAL if before.islower() else _CAPITAL
    elif before in _CELL_BEGINS:
        cost += _SMALL_BEGINNING
    if before.isascii():
        return cost + (_BESIDE_LATIN if before.isalpha() else 0)
    return cost + (_RARE_PAIR if before.isalpha() and before.lower() + letter not in _PAIRS else 0)


def _cost_of_sign(before: str, sign: str, behind: str) -> float:
    if sign not in _SIGNS:
        return _STRANGE
    after_word, before_word = before.isalpha(), behind.isalpha()
    misplaced = (
        (sign in _APART and (after_word or before_word))
        or (sign in _OPENING and after_word)
        or (sign in _CLOSING and before_word and not before.isalnum())
    )
    return _SIGN + (_MISPLACED if misplaced else 0)
