"""The requester's buttons at the end of a ticket: confirm, rate, open again (3.2)."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from keyboards.inline import button, column, rows

STARS = 5


class Verdict(CallbackData, prefix="solved"):
    """Is it solved and is no question left?"""

    ticket: int
    solved: bool


class Rate(CallbackData, prefix="rate"):
    """1 to 5 stars."""

    ticket: int
    stars: int


class Reopen(CallbackData, prefix="reopen"):
    """Open a closed ticket again."""

    ticket: int


def verdict(ticket: int) -> InlineKeyboardMarkup:
    """Ask whether it is solved."""
    return column(
        button(_("Yes, it is solved"), Verdict(ticket=ticket, solved=True), "success"),
        button(_("No, I still have questions"), Verdict(ticket=ticket, solved=False)),
    )


def rating(ticket: int) -> InlineKeyboardMarkup:
    """Ask for stars, and offer to open the ticket again."""
    stars = [button(f"{count} ⭐", Rate(ticket=ticket, stars=count)) for count in range(1, STARS + 1)]
    return rows(stars, [_reopen(ticket)])


def reopen(ticket: int) -> InlineKeyboardMarkup:
    """Offer to open a closed ticket again."""
    return column(_reopen(ticket))


def _reopen(ticket: int) -> InlineKeyboardButton:
    return button(_("Open again"), Reopen(ticket=ticket))
