"""Paying by a link or inside Telegram (5)."""

from bot.rules.notices.base import Notice
from bot.rules.notices.money import AboutInvoice


class LinkReady(AboutInvoice):
    """To whoever wants to pay: where that is done. A link is void after a while: another can be had."""

    kopecks: int
    url: str


class LinkRefused(AboutInvoice):
    """To whoever wants to pay: there is no link."""


class LinkBroken(Notice):
    """To supervisors: the provider refuses to make a link; `reason` is its own text."""

    invoice: str
    reason: str


class MoneyReturned(Notice):
    """To supervisors: money that paid an invoice was given back; what that means for its period is theirs to say."""

    invoice: str
    kopecks: int
