"""Paying by a link or inside Telegram (5)."""

from bot.rules.notices.base import Notice
from bot.rules.notices.money import AboutInvoice


class LinkReady(AboutInvoice):
    """To whoever wants to pay: where that is done. A link is void after a while: another can be had."""

    kopecks: int
    url: str


class WayRefused(AboutInvoice):
    """To whoever wants to pay: this way, which is not a bank transfer, is not to be had now."""


class WayBroken(Notice):
    """To supervisors: a provider refuses; `way` as `bot.rules.money.payments.Source`, `reason` is its own text."""

    invoice: str
    way: str
    reason: str


class MoneyReturned(Notice):
    """To supervisors: money that paid an invoice was given back; what that means for its period is theirs to say."""

    invoice: str
    kopecks: int
