"""What a company can buy."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """So many months of the extended tariff; `saved` against paying month by month. Sums are kopecks."""

    months: int
    kopecks: int
    saved: int = 0
