"""The button under an import that is under way."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from keyboards.inline import Number, button, rows


class CancelImport(CallbackData, prefix="import"):
    """Load no further."""

    number: Number


def cancel(number: int) -> InlineKeyboardMarkup:
    """Offer to stop."""
    return rows([button(_("Cancel"), CancelImport(number=number))])
