"""The buttons that lead a supervisor until their new desk works."""

from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from keyboards.inline import button, column

RIGHTS = ("manage_topics", "delete_messages", "pin_messages")
"""What the bot asks for as it is added, in the words of Telegram's links."""


class SetUp(CallbackData, prefix="setup"):
    """Take the next step: `check` a group, `make` it one of operators, `choose` or `decline` a group, and so on."""

    do: Literal["check", "make", "choose", "decline", "try", "stop", "leave"]
    chat: Annotated[int, Field(gt=-(10**15), le=0)] = 0


def adding(bot: str) -> InlineKeyboardMarkup:
    """Offer to add the bot to a group."""
    return column(_add(bot, _("Add to a group")), _leave())


def lacking(bot: str, chat: int) -> InlineKeyboardMarkup:
    """Offer what can be done about a group that lacks something."""
    return column(
        button(_("Check again"), SetUp(do="check", chat=chat), "primary"),
        button(_("Make it an operator group all the same"), SetUp(do="make", chat=chat)),
        _add(bot, _("Another group")),
        _leave(),
    )


def making(bot: str, chat: int) -> InlineKeyboardMarkup:
    """Offer to make a group one of operators."""
    make = button(_("Make it an operator group"), SetUp(do="make", chat=chat), "success")
    return column(make, _add(bot, _("Another group")), _leave())


def trying() -> InlineKeyboardMarkup:
    """Offer the trial."""
    return column(button(_("Trial request"), SetUp(do="try"), "success"), _leave())


def stopping() -> InlineKeyboardMarkup:
    """Offer to end the trial early."""
    return column(button(_("End the trial"), SetUp(do="stop")))


def offered(chat: int) -> InlineKeyboardMarkup:
    """Ask what a group is to be that the bot was put into."""
    make = button(_("Make it an operator group"), SetUp(do="choose", chat=chat), "success")
    return column(make, button(_("Do not answer there"), SetUp(do="decline", chat=chat)))


def _leave() -> InlineKeyboardButton:
    return button(_("Skip"), SetUp(do="leave"))


def _add(bot: str, label: str) -> InlineKeyboardButton:
    """Build a link by which Telegram lets one choose a group, and asks for the rights in the same step."""
    return InlineKeyboardButton(text=label, url=f"https://t.me/{bot}?startgroup=desk&admin={'+'.join(RIGHTS)}")
