"""Acts (5): what closes a paid period when it is over."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.rules.money.requisites import Requisites
from bot.rules.money.vat import Rate


@dataclass(frozen=True, slots=True)
class Act:
    """An act on record; numbers begin anew every year. Sums are kopecks, requisites those of the invoice."""

    id: int
    year: int
    number: int
    invoice: int
    issued_on: date
    kopecks: int
    vat_rate: Rate
    vat_kopecks: int
    requisites: Requisites

    @property
    def name(self) -> str:
        """Return what it is called: ЭО-2026-А12."""
        return f"ЭО-{self.year}-А{self.number}"


def due_at(ends: date, zone: ZoneInfo) -> datetime:
    """Return when the act of a period is due: its last day is over; `ends` is the day after."""
    return datetime.combine(ends, time(), zone)
