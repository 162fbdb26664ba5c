"""The buttons under a promise that was noticed (3.4)."""

from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from keyboards.inline import Number, button, column

Id = Annotated[int, Field(gt=0, lt=2**63)]


class PromisePress(CallbackData, prefix="promise"):
    """Be reminded of a promise, or say that it is none."""

    do: Literal["remind", "none"]
    ticket: Number
    promise: Id


def offer(ticket: int, promise: int) -> InlineKeyboardMarkup:
    """Offer both."""
    return column(
        button(_("Remind me"), PromisePress(do="remind", ticket=ticket, promise=promise)),
        button(_("It is not a promise"), PromisePress(do="none", ticket=ticket, promise=promise)),
    )
