"""The requisites of a supplier, as its papers carry them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Requisites:
    """Who bills, to which account, and who signs. A sole proprietor has no `kpp`, a few banks no correspondent one."""

    name: str
    inn: str
    kpp: str | None
    address: str
    bank: str
    bic: str
    account: str
    correspondent_account: str | None
    signatory: str
    signatory_title: str
    accountant: str | None

    def packed(self) -> dict[str, str | None]:
        """Return them as JSON, as an invoice keeps them."""
        return asdict(self)


def unpacked(kept: Mapping[str, str | None]) -> Requisites:
    """Return what `packed` made."""
    return Requisites(**kept)  # type: ignore[arg-type]
