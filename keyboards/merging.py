"""The buttons of the question whether two accounts are one person's."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from keyboards.inline import button, column


class Merge(CallbackData, prefix="merge"):
    """They are one person's, or they are not."""

    do: Literal["yes", "no"]


def ask() -> InlineKeyboardMarkup:
    """Ask; nothing is done by itself."""
    return column(button(_("It is me: merge"), Merge(do="yes")), button(_("Do not merge"), Merge(do="no")))
