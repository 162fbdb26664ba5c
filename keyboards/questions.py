"""Buttons under what the bot asks operators at a ticket's place."""

from collections.abc import Iterable

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from keyboards.inline import Number, button, column, rows

EXTENSIONS = (4, 8, 16)
"""Working hours."""


class TakeOver(CallbackData, prefix="over"):
    """Take a ticket from the colleague who held it when the question was asked."""

    ticket: Number
    holder: int


class ResolveFor(CallbackData, prefix="resolvefor"):
    """Ask whether a ticket is solved that was a colleague's when the question was asked."""

    ticket: Number
    holder: int


class Extend(CallbackData, prefix="extend"):
    """Extend the deadline by so many working hours."""

    ticket: Number
    hours: int


class Until(CallbackData, prefix="until"):
    """Name the new deadline in one's own words; with `by`, confirm how they were understood.

    `moved` takes the working day behind the day off that was named.
    """

    ticket: Number
    by: int = 0
    moved: bool = False


class ExtendBack(CallbackData, prefix="extback"):
    """Back to the choice by how much, in the dialogue that waits for whoever presses."""

    ticket: Number


class ChangeKind(CallbackData, prefix="kind"):
    """Make a ticket a technical error, or an ordinary request again: its requester gets a message and a letter."""

    ticket: Number
    error: bool


class SureTransfer(CallbackData, prefix="tosure"):
    """The ticket goes to a group that was chosen."""

    ticket: Number
    chat: int


class TransferBack(CallbackData, prefix="toback"):
    """Another group is to be chosen."""

    ticket: Number


class TransferTo(CallbackData, prefix="to"):
    """A group is chosen to hand a ticket over to."""

    ticket: Number
    chat: int


class Cancel(CallbackData, prefix="cancel"):
    """Take a question away; `by` is the person who is to answer it, 0 anybody."""

    by: int = 0


def take_over(ticket: int, holder: int) -> InlineKeyboardMarkup:
    """Ask whether a colleague's ticket is really to be taken."""
    return column(button(_("Take over"), TakeOver(ticket=ticket, holder=holder)), cancel_button())


def resolve(ticket: int, holder: int) -> InlineKeyboardMarkup:
    """Ask whether the requester of a colleague's ticket is really to be asked."""
    return column(button(_("Yes, ask"), ResolveFor(ticket=ticket, holder=holder)), cancel_button())


def extend(ticket: int) -> InlineKeyboardMarkup:
    """Offer extensions."""
    hours = [button(_extension(each), Extend(ticket=ticket, hours=each)) for each in EXTENSIONS]
    return rows(hours, [button(_("Another deadline"), Until(ticket=ticket))], [cancel_button()])


def until_is_right(
    ticket: int, by: int, *, before: str | None = None, after: str | None = None
) -> InlineKeyboardMarkup:
    """Let the operator who named a deadline confirm it.

    Where it was a day off, the working days `before` and `after` it are offered; without `before` that is too early.
    """
    if after is None:
        return rows([button(_("Yes, that is right"), Until(ticket=ticket, by=by))], _back_from_extension(ticket, by))
    days = [button(_("Move to {day}").format(day=after), Until(ticket=ticket, by=by, moved=True))]
    if before is not None:
        days.append(button(_("By {day}").format(day=before), Until(ticket=ticket, by=by)))
    return rows(*([each] for each in days), _back_from_extension(ticket, by))


def extending(ticket: int, by: int) -> InlineKeyboardMarkup:
    """While the person `by` is to answer: back to the choice by how much, or leave."""
    return rows(_back_from_extension(ticket, by))


def _back_from_extension(ticket: int, by: int) -> list[InlineKeyboardButton]:
    return [button(_("Back"), ExtendBack(ticket=ticket)), cancel_button(by)]


def change_kind(ticket: int, *, error: bool) -> InlineKeyboardMarkup:
    """Ask before letters are written."""
    return rows([button(_("Yes"), ChangeKind(ticket=ticket, error=error)), cancel_button()])


def transfer(ticket: int, groups: Iterable[tuple[int, str]]) -> InlineKeyboardMarkup:
    """Offer the other operator groups, given as chat id and title."""
    targets = [button(title or str(chat), TransferTo(ticket=ticket, chat=chat)) for chat, title in groups]
    return column(*targets, cancel_button())


def transfer_check(ticket: int, chat: int) -> InlineKeyboardMarkup:
    """Ask once more, with the way back to the choice of a group."""
    sure = button(_("Yes, transfer"), SureTransfer(ticket=ticket, chat=chat), "primary")
    return rows([sure], [button(_("Back"), TransferBack(ticket=ticket)), cancel_button()])


def cancel_button(by: int = 0) -> InlineKeyboardButton:
    """Build the button that takes a question away."""
    return button(_("Cancel"), Cancel(by=by))


def _extension(hours: int) -> str:
    return ngettext("+{n} hour", "+{n} hours", hours).format(n=hours)
