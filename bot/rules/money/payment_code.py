"""What a payment code holds (ГОСТ Р 56042-2014): a bank's program reads it and fills the payment in."""

from bot.rules.money.requisites import Requisites

_HEAD = "ST00012"
"""Version 1, UTF-8."""
_LIMITS = {"Name": 160, "BankName": 45, "Purpose": 210}
_NONE = "0"
"""What stands for an account that a bank does not have."""


def payload(payee: Requisites, kopecks: int, purpose: str) -> str:
    """Return the text of the code. A field never holds the sign that ends it, and is cut at its limit."""
    fields = {
        "Name": payee.name,
        "PersonalAcc": payee.account,
        "BankName": payee.bank,
        "BIC": payee.bic,
        "CorrespAcc": payee.correspondent_account or _NONE,
        "PayeeINN": payee.inn,
        "KPP": payee.kpp or "",
        "Sum": str(kopecks),
        "Purpose": purpose,
    }
    said = [f"{name}={_field(name, value)}" for name, value in fields.items() if value]
    return "|".join([_HEAD, *said])


def _field(name: str, value: str) -> str:
    return " ".join(value.replace("|", " ").split())[: _LIMITS.get(name)]
