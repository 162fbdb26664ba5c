"""What YooKassa is asked for and what it answers (API v3): JSON there, frozen values here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.rules.money.links import RUB, Seen, SeenRefund

LONGEST_DESCRIPTION = 128
LONGEST_NAME = 256
LONGEST_ID, LONGEST_URL = 64, 1000
WEB = ("https://", "http://")
VAT_CODES = {"none": 1, "5": 7, "7": 8, "22": 11}
"""Their numbers of the rates that a supplier may have."""


class OddAnswerError(ValueError):
    """The provider answered with what is no payment."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whom a receipt is for and at which rate (`none`, `5`, `7`, `22`)."""

    email: str
    company: str
    inn: str
    vat_rate: str


@dataclass(frozen=True, slots=True)
class Order:
    """A payment to be created: `key` is that of its try, `number` that of its invoice, the sum in kopecks."""

    key: str
    number: str
    kopecks: int
    description: str
    back_to: str
    receipt: Buyer | None = None


def rubles(kopecks: int) -> str:
    """Write a sum as YooKassa does: 100000 → «1000.00»."""
    return f"{kopecks // 100}.{kopecks % 100:02}"


def kopecks_of(value: object) -> int:
    """Read a sum of YooKassa's. Raises OddAnswerError for what is none: nothing is rounded."""
    found = re.fullmatch(r"([0-9]{1,12})(?:\.([0-9]{2}))?", value, re.ASCII) if isinstance(value, str) else None
    if found is None:
        raise OddAnswerError("its amount is no sum in kopecks")
    return 100 * int(found[1]) + int(found[2] or 0)


def order(wanted: Order) -> dict[str, Any]:
    """Write what is to be created; paid means captured, without another step."""
    body = {
        "amount": _amount(wanted.kopecks),
        "capture": True,
        "confirmation": {"type": "redirect", "return_url": wanted.back_to},
        "description": wanted.description[:LONGEST_DESCRIPTION],
        "metadata": {"link": wanted.key, "invoice": wanted.number},
    }
    return body if wanted.receipt is None else body | {"receipt": _receipt(wanted, wanted.receipt)}


def _receipt(wanted: Order, receipt: Buyer) -> dict[str, Any]:
    item = {
        "description": wanted.description[:LONGEST_DESCRIPTION],
        "quantity": "1.00",
        "amount": _amount(wanted.kopecks),
        "vat_code": VAT_CODES[receipt.vat_rate],
        "payment_mode": "full_prepayment",
        "payment_subject": "service",
    }
    customer = {"full_name": receipt.company[:LONGEST_NAME], "inn": receipt.inn, "email": receipt.email}
    return {"customer": customer, "items": [item]}


def _amount(kopecks: int) -> dict[str, str]:
    return {"value": rubles(kopecks), "currency": RUB}


def payment(answer: Mapping[str, Any]) -> Seen:
    """Read a payment. Raises OddAnswerError."""
    amount, metadata, confirmation = (_part(answer, name) for name in ("amount", "metadata", "confirmation"))
    return Seen(
        _text(answer, "id"),
        _text(answer, "status"),
        answer.get("paid") is True,
        kopecks_of(amount.get("value")),
        str(amount.get("currency")),
        str(metadata.get("link", "")),
        _url(confirmation.get("confirmation_url", "")),
    )


def refund(answer: Mapping[str, Any]) -> SeenRefund:
    """Read money given back. Raises OddAnswerError."""
    amount = _part(answer, "amount")
    return SeenRefund(
        _text(answer, "id"),
        _text(answer, "payment_id"),
        _text(answer, "status"),
        kopecks_of(amount.get("value")),
        str(amount.get("currency")),
    )


def _part(answer: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = answer.get(name)
    return part if isinstance(part, dict) else {}


def _url(found: object) -> str:
    if not isinstance(found, str) or len(found) > LONGEST_URL or (found and not found.startswith(WEB)):
        raise OddAnswerError("its link is none")
    return found


def _text(answer: Mapping[str, Any], name: str) -> str:
    text = answer.get(name)
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_ID:
        raise OddAnswerError(f"it has no {name}")
    return text
