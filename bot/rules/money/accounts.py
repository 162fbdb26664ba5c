"""Numbers of bank accounts: the key in each is counted against the BIC of its bank."""

import re

_WEIGHTS = (7, 1, 3)
_DIGITS = 20
_TREASURY = "40102"
"""Accounts of the Treasury, which have no key of this kind."""
_OF_CENTRAL_BANK = ("000", "001", "002")
"""How the BIC of a cash settlement centre ends."""


def is_bic(text: str) -> bool:
    """Tell whether this is written like the BIC of a Russian bank: nine digits, the first two of them 04 or 01."""
    return re.fullmatch("0[14][0-9]{7}", text) is not None


def is_account(text: str) -> bool:
    """Tell whether this has as many digits as an account."""
    return re.fullmatch(f"[0-9]{{{_DIGITS}}}", text) is not None


def fits(account: str, bic: str) -> bool:
    """Tell whether the key of a settlement account is right in the bank with this BIC."""
    branch = bic[-3:]
    return _is_keyed((f"0{bic[4:6]}" if branch in _OF_CENTRAL_BANK else branch) + account)


def correspondent_fits(account: str, bic: str) -> bool:
    """Tell whether a correspondent account is that of the bank with this BIC."""
    if account.startswith(_TREASURY):
        return True
    return account.startswith("301") and account[-3:] == bic[-3:] and _is_keyed(f"0{bic[4:6]}{account}")


def _is_keyed(digits: str) -> bool:
    return sum(int(each) * _WEIGHTS[at % 3] for at, each in enumerate(digits)) % 10 == 0
