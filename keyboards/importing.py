"""The buttons under an import."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from keyboards.inline import Number, button, rows


class CancelImport(CallbackData, prefix="import"):
    """Load no further."""

    number: Number


class LoadDirectory(CallbackData, prefix="directory"):
    """«Загрузить»: take in what was shown."""

    number: Number


def offer(number: int) -> InlineKeyboardMarkup:
    """Ask whether a directory is to be loaded."""
    load = button(_("Load"), LoadDirectory(number=number), "success")
    return rows([load, button(_("Cancel"), CancelImport(number=number))])


def cancel(number: int) -> InlineKeyboardMarkup:
    """Offer to stop."""
    return rows([button(_("Cancel"), CancelImport(number=number))])
