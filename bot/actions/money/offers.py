"""Which periods of the extended tariff can be bought today, and for how much (5)."""

from bot.actions.work import Work
from bot.rules import tariffs
from bot.rules.money.offers import Offer

_MONTHS = (1, 3)


async def offers(_work: Work) -> list[Offer]:
    """Return what is offered, the shortest first."""
    one = tariffs.price(1)
    return [Offer(months, tariffs.price(months), months * one - tariffs.price(months)) for months in _MONTHS]
