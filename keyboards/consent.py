"""The buttons of the consent to the processing of personal data (152-ФЗ)."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from keyboards.inline import button, column, rows


class Decide(CallbackData, prefix="consent"):
    """The consent is given or refused."""

    do: Literal["agree", "refuse"]


class OpenConsent(CallbackData, prefix="consenttext"):
    """The text of the consent is asked for."""


def ask() -> InlineKeyboardMarkup:
    """Ask for the consent, with its text at hand."""
    agree = button(_("I agree"), Decide(do="agree"), "success")
    refuse = button(_("I do not agree"), Decide(do="refuse"))
    return rows([button(_("Text of the consent"), OpenConsent())], [agree, refuse])


def text() -> InlineKeyboardMarkup:
    """Offer the text of the consent."""
    return column(button(_("Text of the consent"), OpenConsent()))
