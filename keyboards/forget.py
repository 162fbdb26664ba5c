"""The two presses by which a requester is forgotten (152-ФЗ)."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from keyboards.inline import button, column


class Forget(CallbackData, prefix="forget"):
    """What is asked for: to see it, to go on to the question, to be forgotten, or to stay."""

    do: Literal["show", "ask", "erase", "stay"]


def first() -> InlineKeyboardMarkup:
    """Offer to go on."""
    return column(button(_("Continue"), Forget(do="ask")), button(_("Do not delete"), Forget(do="stay")))


def second(*, closes: bool) -> InlineKeyboardMarkup:
    """Ask for the second press, which also `closes` what is open."""
    label = _("Close the requests and delete") if closes else _("Delete the data")
    stay = button(_("Do not delete"), Forget(do="stay"))
    return column(button(label, Forget(do="erase"), "danger"), stay)
