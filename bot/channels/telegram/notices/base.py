"""How a notice is worded: a function for each kind, found by its type."""

from dataclasses import dataclass
from functools import singledispatch

from aiogram.types import InlineKeyboardMarkup

from bot.rules.notices import AboutTicket, Notice
from bot.rules.policy import Policy
from bot.rules.tickets.tickets import ticket_number


@dataclass(frozen=True, slots=True)
class Words:
    """Telegram's HTML and the buttons under it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


@singledispatch
def render(notice: Notice, _policy: Policy) -> Words:
    """Word a notice in the current language."""
    raise TypeError(f"no words for {type(notice).__name__}")


def name(notice: AboutTicket) -> str:
    """Return the number of the ticket that a notice is about."""
    return ticket_number(notice.number)
