"""What a requester can always reach: the main menu, the language, the text of the regulation, the way out."""

from collections.abc import Mapping
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.text import N_, cut
from keyboards.forget import Forget
from keyboards.inline import button, column

NEW_REQUEST = N_("New request")
MY_REQUESTS = N_("My requests")
TARIFF = N_("Tariff")
HELP = N_("Help")
LABEL_LIMIT = 60
ANOTHER = "another"
NOTHING: Mapping[str, str] = {}
LABELS = (NEW_REQUEST, MY_REQUESTS, TARIFF, HELP)


class Speak(CallbackData, prefix="speak"):
    """A language is chosen."""

    locale: str


class Regulation(CallbackData, prefix="regulation"):
    """The text of the regulation is asked for (2.3)."""


class Leave(CallbackData, prefix="leave"):
    """«Отмена»: the dialogue is left."""


class Profile(CallbackData, prefix="profile"):
    """The identifying information is to be stated or changed outside a request (6.2), as somebody of a company.

    Without an INN it is that of the company they last wrote for; with ANOTHER a company is added.
    """

    inn: str = ""


class Prove(CallbackData, prefix="prove"):
    """A login: a code for it is to be sent, or sent again; its address to be changed; or no letter comes.

    To `join` is to be asked whether another account that proved it is the same person's. Both begin with that of the
    company of this `inn`, without one with that of the last.
    """

    do: Literal["begin", "again", "change", "skip", "join"]
    inn: str = ""


class NameCompany(CallbackData, prefix="company"):
    """The INN is to be told, for the tariff alone."""


class Connect(CallbackData, prefix="connect"):
    """The extended tariff is to be asked for (5)."""


def main() -> ReplyKeyboardMarkup:
    """Build the main menu."""
    lines = [[NEW_REQUEST, MY_REQUESTS], [TARIFF, HELP]]
    buttons = [[KeyboardButton(text=_(label)) for label in line] for line in lines]
    return ReplyKeyboardMarkup(keyboard=buttons, resize_keyboard=True, is_persistent=True)


def languages(names: dict[str, str]) -> InlineKeyboardMarkup:
    """Offer languages by their own names."""
    return column(*(button(name, Speak(locale=locale)) for locale, name in names.items()))


def regulation() -> InlineKeyboardMarkup:
    """Offer the text of the regulation."""
    return column(open_regulation())


def open_regulation() -> InlineKeyboardButton:
    """Build the button that opens the text of the regulation."""
    return button(_("Text of the regulation"), Regulation())


def leave() -> InlineKeyboardButton:
    """Build the button that leaves a dialogue."""
    return button(_("Cancel"), Leave())


def profile(
    changes: Mapping[str, str] = NOTHING,
    *,
    agreed: bool = False,
    provable: Mapping[str, str] = NOTHING,
    joins: str | None = None,
) -> InlineKeyboardMarkup:
    """Offer to state the identifying information, or to change it: labels by the INN of the company.

    Logins that are `provable` can be proven, by the same INNs; that of the company `joins` another account has proven
    as well. Who `agreed` to the processing can withdraw that.
    """
    withdraw = [button(_("Withdraw the consent"), Forget(do="show"))] if agreed else []
    each = [button(cut(label, LABEL_LIMIT), Profile(inn=inn)) for inn, label in changes.items()]
    if changes:
        each.append(button(_("Another company"), Profile(inn=ANOTHER)))
    prove = [button(cut(label, LABEL_LIMIT), Prove(do="begin", inn=inn)) for inn, label in provable.items()]
    join = [button(_("Merge with another account"), Prove(do="join", inn=joins))] if joins is not None else []
    return column(*(each or [button(_("Fill in"), Profile())]), *prove, *join, *withdraw)


def name_company() -> InlineKeyboardMarkup:
    """Offer to tell the INN."""
    return column(button(_("Fill in"), NameCompany()))


def connect() -> InlineKeyboardMarkup:
    """Offer to ask for the extended tariff."""
    return column(button(_("Connect “Extended”"), Connect()))
