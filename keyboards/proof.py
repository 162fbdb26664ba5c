"""The buttons about a login that is proven by a code."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from keyboards.inline import button, rows
from keyboards.menu import Prove, leave


def ask() -> InlineKeyboardMarkup:
    """Wait for the code, with the ways out."""
    return rows(
        [button(_("Send again"), Prove(do="again")), _change()],
        [button(_("The letter does not come"), Prove(do="skip"))],
        [leave()],
    )


def undelivered() -> InlineKeyboardMarkup:
    """Offer what can be done about an address that takes no letters."""
    return rows([_change()], [button(_("Go on without the code"), Prove(do="skip"))])


def opened() -> InlineKeyboardMarkup:
    """Offer a proof under the confirmation of a request."""
    return rows([begin()])


def begin() -> InlineKeyboardButton:
    """Build the button that asks for a code."""
    return button(_("Confirm the login"), Prove(do="begin"))


def _change() -> InlineKeyboardButton:
    return button(_("Change the address"), Prove(do="change"))
