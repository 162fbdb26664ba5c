"""Buttons under what the bot asks operators at a ticket's place."""

from collections.abc import Iterable

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from keyboards.inline import Number, button, column, rows

EXTENSIONS = (4, 8, 16)
"""Working hours."""
READY = ("login", "inn", "screenshot", "order")
OWN_WORDS = "own"


class TakeOver(CallbackData, prefix="over"):
    """Take a ticket from the colleague who held it when the question was asked."""

    ticket: Number
    holder: int


class Extend(CallbackData, prefix="extend"):
    """Extend the deadline by so many working hours."""

    ticket: Number
    hours: int


class Until(CallbackData, prefix="until"):
    """Name the new deadline in one's own words; with `by`, confirm how they were understood."""

    ticket: Number
    by: int = 0


class Ask(CallbackData, prefix="ask"):
    """Ask the requester for one of READY, or in one's own words."""

    ticket: Number
    what: str


class TransferTo(CallbackData, prefix="to"):
    """Hand a ticket over to another group."""

    ticket: Number
    chat: int


class Cancel(CallbackData, prefix="cancel"):
    """Take a question away; `by` is the person who is to answer it, 0 anybody."""

    by: int = 0


def take_over(ticket: int, holder: int) -> InlineKeyboardMarkup:
    """Ask whether a colleague's ticket is really to be taken."""
    return column(button(_("Take over"), TakeOver(ticket=ticket, holder=holder)), _cancel())


def extend(ticket: int) -> InlineKeyboardMarkup:
    """Offer extensions."""
    hours = [button(_extension(each), Extend(ticket=ticket, hours=each)) for each in EXTENSIONS]
    return rows(hours, [button(_("Another deadline"), Until(ticket=ticket))], [_cancel()])


def until_is_right(ticket: int, by: int) -> InlineKeyboardMarkup:
    """Let the operator who named a deadline confirm it."""
    return column(button(_("Yes, that is right"), Until(ticket=ticket, by=by)), _cancel(by))


def ask(ticket: int) -> InlineKeyboardMarkup:
    """Offer what is asked for most often."""
    ready = [button(_capital(ready_words(each)), Ask(ticket=ticket, what=each)) for each in READY]
    return rows(ready[:2], ready[2:], [button(_("In my own words"), Ask(ticket=ticket, what=OWN_WORDS))], [_cancel()])


def ready_words(what: str) -> str:
    """Name one of READY; KeyError when it is none."""
    words = {
        "login": _("login (e-mail)"),
        "inn": _("INN"),
        "screenshot": _("screenshot"),
        "order": _("order number"),
    }
    return words[what]


def transfer(ticket: int, groups: Iterable[tuple[int, str]]) -> InlineKeyboardMarkup:
    """Offer the other operator groups, given as chat id and title."""
    targets = [button(title or str(chat), TransferTo(ticket=ticket, chat=chat)) for chat, title in groups]
    return column(*targets, _cancel())


def cancel(by: int) -> InlineKeyboardMarkup:
    """Let the person who is to answer take the question back."""
    return column(_cancel(by))


def _cancel(by: int = 0) -> InlineKeyboardButton:
    return button(_("Cancel"), Cancel(by=by))


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _extension(hours: int) -> str:
    return ngettext("+{n} hour", "+{n} hours", hours).format(n=hours)
