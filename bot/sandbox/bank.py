"""A bank: whoever is billed transfers money here; what it tells of that is in statement.py."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from bot.sandbox.world import JSON, Content, World

WAYS = ("pay", "wrong", "twice", "back")
FEE = 100
"""Kopecks that are missing from a wrong sum, as if a bank had kept them."""
NUMBER = re.compile(r"ЭО-\d{4}-\d+")
SUM = re.compile(r"(\d[\d\u00a0\u202f ]*)(?:,(\d\d))?[\u00a0\u202f ]?(?:₽|руб)")
INN = re.compile(r"ИНН\D{0,3}(\d{12}|\d{10})(?!\d)")


@dataclass(frozen=True, slots=True)
class Account:
    """An account and whose it is."""

    holder: str
    inn: str
    number: str
    kpp: str = ""
    bank: str = "АО «Учебный банк»"
    bic: str = "044525999"


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice as the bot shows it: its number, the sum in kopecks, who is billed as far as that is said."""

    number: str
    kopecks: int
    payer: str = ""
    inn: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money that moved, in kopecks; `back` from the supplier's account."""

    number: int
    at: datetime
    kopecks: int
    purpose: str
    payer: Account
    back: bool = False

    def view(self) -> JSON:
        """The transfer as the page shows it."""
        sides = {"payer": self.payer.holder, "purpose": self.purpose, "back": self.back}
        return {"number": self.number, "date": self.at.isoformat(), "kopecks": self.kopecks} | sides


SUPPLIER = Account("ООО «Электронный Ордер»", "7725123450", "40702810600000000001", "772501001")
ROMASHKA = Account("ООО «Ромашка»", "7707083893", "40702810500000000101", "770701001")
VECTOR = Account("АО «Вектор»", "7736050003", "40702810800000000102", "773601001")
CUSTOMERS = {each.inn: each for each in (ROMASHKA, VECTOR)}


@dataclass(slots=True)
class Bank:
    """The transfers to and from `account`, which is the supplier's."""

    now: Callable[[], datetime]
    account: Account = SUPPLIER
    transfers: list[Transfer] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def pay(self, bill: Bill, way: str) -> None:
        """Pay a bill: as it says, with a wrong sum, twice, or so that the money goes back again. Raises ValueError."""
        if way not in WAYS:
            raise ValueError(f"do is {', '.join(WAYS)}")
        if not 0 < bill.kopecks < 10**11:
            raise ValueError("there is no such sum")
        customer = CUSTOMERS.get(bill.inn, ROMASHKA)
        payer = replace(customer, holder=bill.payer or customer.holder, inn=bill.inn or customer.inn)
        purpose = f"Оплата по счёту {bill.number} за услуги технической поддержки. НДС не облагается"
        kopecks = max(1, bill.kopecks - FEE) if way == "wrong" else bill.kopecks
        for _ in range(2 if way == "twice" else 1):
            self._move(kopecks, purpose, payer)
        if way == "back":
            self._move(kopecks, f"Возврат: {purpose}", payer, back=True)

    def _move(self, kopecks: int, purpose: str, payer: Account, *, back: bool = False) -> None:
        self.transfers.append(Transfer(next(self._numbers), self.now(), kopecks, purpose, payer, back))


def bills(world: World) -> list[Bill]:
    """The invoices that the bot has shown to anybody, as it showed them last; the newest first."""
    found: dict[str, Bill] = {}
    posts = [post for chat in world.chats.values() for post in chat.posts.values() if post.sender_id == world.bot.id]
    for post in sorted(posts, key=lambda each: (each.date, each.id)):
        bill = read(said(post.content))
        if bill is not None:
            known = found.pop(bill.number, bill)
            found[bill.number] = replace(bill, payer=bill.payer or known.payer, inn=bill.inn or known.inn)
    return list(reversed(found.values()))


def said(content: Content) -> str:
    """All that a message says in words."""
    if content.kind == "invoice":
        return f"{content.data['title']} {content.data['description']} {content.data['total_amount'] // 100} ₽"
    return content.text


def read(text: str) -> Bill | None:
    """The bill that a text tells of: a number and a sum."""
    number, total, inn = NUMBER.search(text), SUM.search(NUMBER.sub("", text)), INN.search(text)
    if not number or not total:
        return None
    kopecks = 100 * int(re.sub(r"\D", "", total[1])) + int(total[2] or 0)
    customer = CUSTOMERS.get(inn[1]) if inn else None
    return Bill(number[0], kopecks, customer.holder if customer else "", inn[1] if inn else "")
