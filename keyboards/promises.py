"""The buttons under a promise that was noticed (3.4)."""

from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from keyboards.inline import Number, button, column
from keyboards.questions import cancel_button

Id = Annotated[int, Field(gt=0, lt=2**63)]


class PromisePress(CallbackData, prefix="promise"):
    """Be reminded of a promise, say that it is none, or move it from a day off to a working day."""

    do: Literal["remind", "none", "move"]
    ticket: Number
    promise: Id


class ExtendTo(CallbackData, prefix="extendto"):
    """Extend the deadline to what was promised."""

    ticket: Number
    promise: Id


def offer(ticket: int, promise: int, instead: str | None = None) -> InlineKeyboardMarkup:
    """Offer a reminder, or to forget it; with `instead`, the name of a working day, to move it there."""
    move = PromisePress(do="move", ticket=ticket, promise=promise)
    return column(
        *([button(_("Move to {day}").format(day=instead), move)] if instead else ()),
        button(_("Remind me"), PromisePress(do="remind", ticket=ticket, promise=promise)),
        button(_("It is not a promise"), PromisePress(do="none", ticket=ticket, promise=promise)),
    )


def extend(ticket: int, promise: int) -> InlineKeyboardMarkup:
    """Offer to extend the deadline."""
    return column(button(_("Extend to what was promised"), ExtendTo(ticket=ticket, promise=promise)), cancel_button())
