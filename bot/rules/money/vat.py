"""VAT in a price: it is a part of the sum, never added to it. Sums are kopecks."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class Rate(StrEnum):
    """How much of VAT a supplier bills, in per cent; NONE: it bills none."""

    NONE = "none"
    FIVE = "5"
    SEVEN = "7"
    TWENTY_TWO = "22"

    @property
    def percent(self) -> int:
        """Return the rate as a number; 0 for NONE."""
        return 0 if self is Rate.NONE else int(self)


def rate_on(day: date, rates: Mapping[date, Rate]) -> Rate:
    """Return the rate of a day by the rates that begin on some; NONE before the first."""
    begun = [since for since in rates if since <= day]
    return rates[max(begun)] if begun else Rate.NONE


def included(kopecks: int, rate: Rate) -> int:
    """Return how much of a sum is VAT, rounded to the nearest kopeck, half a kopeck up."""
    whole = 100 + rate.percent
    return (2 * kopecks * rate.percent + whole) // (2 * whole)
