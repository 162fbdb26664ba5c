"""The requester's buttons at the end of a ticket: confirm, rate, open again (3.2)."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from bot.rules.text import N_
from keyboards.inline import Number, button, column, rows

STARS = 5
SOLVED = N_("Yes, it is solved")
UNSOLVED = N_("No, I still have questions")
REOPEN = N_("Open again")


class Verdict(CallbackData, prefix="solved"):
    """Is it solved, with no question left?"""

    ticket: Number
    solved: bool


class Rate(CallbackData, prefix="rate"):
    """1 to 5 stars."""

    ticket: Number
    stars: Annotated[int, Field(ge=1, le=STARS)]


class NoComment(CallbackData, prefix="nocomment"):
    """A rating without words."""

    ticket: Number


class Reopen(CallbackData, prefix="reopen"):
    """Open a closed ticket again."""

    ticket: Number


def verdict(ticket: int) -> InlineKeyboardMarkup:
    """Ask whether it is solved."""
    return column(
        button(_(SOLVED), Verdict(ticket=ticket, solved=True), "success"),
        button(_(UNSOLVED), Verdict(ticket=ticket, solved=False)),
    )


def rating(ticket: int) -> InlineKeyboardMarkup:
    """Ask for stars, and offer to open the ticket again."""
    stars = [button(f"{count} ⭐", Rate(ticket=ticket, stars=count)) for count in range(1, STARS + 1)]
    return rows(stars, [reopen_button(ticket)])


def no_comment(ticket: int) -> InlineKeyboardMarkup:
    """Offer to leave it at the stars."""
    return column(button(_("Skip"), NoComment(ticket=ticket)))


def reopen(ticket: int) -> InlineKeyboardMarkup:
    """Offer to open a closed ticket again."""
    return column(reopen_button(ticket))


def reopen_button(ticket: int) -> InlineKeyboardButton:
    """Build the button that opens a closed ticket again."""
    return button(_(REOPEN), Reopen(ticket=ticket))
