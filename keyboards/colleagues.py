"""The buttons around colleagues' tickets: look and read."""

from collections.abc import Sequence
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from keyboards.inline import Number, button, column
from keyboards.tickets import AnyTicket, Named, labels


class Colleagues(CallbackData, prefix="colleagues"):
    """The list, a ticket of it, or what was said there."""

    do: Literal["list", "show", "read"]
    ticket: Number = 0


def show_list() -> InlineKeyboardButton:
    """Build the button that leads to the list."""
    return button(_("Colleagues' requests"), Colleagues(do="list"))


def tickets(named: Sequence[Named]) -> InlineKeyboardMarkup:
    """Offer each ticket, and the way back."""
    each = [button(label, Colleagues(do="show", ticket=number)) for number, label in labels(named)]
    return column(*each, button(_("My requests"), AnyTicket(do="list")))


def details(ticket: int) -> InlineKeyboardMarkup:
    """Offer to read what was said, and the way back."""
    read = button(_("Read the correspondence"), Colleagues(do="read", ticket=ticket))
    return column(read, show_list())
