"""Buttons under the question what is to be corrected about who asks (6.2)."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.phrasing import field_name
from bot.rules.people.identity import Field
from keyboards.inline import Number, button, rows
from keyboards.questions import cancel_button


class Correct(CallbackData, prefix="mend"):
    """Correct a field; without one, back to the choice."""

    ticket: Number
    field: Field | None = None


def names() -> dict[Field, str]:
    """Name the fields shortly, as buttons do."""
    return {field: field_name(field) for field in Field}


def fields(ticket: int) -> InlineKeyboardMarkup:
    """Offer the four fields."""
    choices = [button(name, Correct(ticket=ticket, field=field)) for field, name in names().items()]
    return rows(choices[:2], choices[2:], [cancel_button()])


def waiting(ticket: int, by: int) -> InlineKeyboardMarkup:
    """While the person `by` is to type: back to the choice, or leave."""
    return rows([button(_("Back"), Correct(ticket=ticket)), cancel_button(by)])
