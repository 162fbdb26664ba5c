"""The requester's buttons around their own tickets: look, write, choose which one a message is for."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.phrasing import service
from bot.rules.text import cut
from bot.rules.tickets.tickets import State, ticket_number
from keyboards.data import give_button
from keyboards.inline import Number, button, column

LABEL_LIMIT = 48
"""UTF-16 units that a phone shows of a button."""


class Named(NamedTuple):
    """A ticket as it is offered: its number, its service, and the first words of what was asked, which may be none."""

    number: int
    service: int
    words: str = ""


class OneTicket(CallbackData, prefix="mine"):
    """Look at a ticket, write to it, or add what waits to it; on its page confirm or not, or open it again.

    With «again» it is opened again, and what waits is added.
    """

    do: Literal["show", "write", "add", "yes", "no", "reopen", "again"]
    ticket: Number


class AnyTicket(CallbackData, prefix="tickets"):
    """Go back to the list, end writing to a ticket, or begin a new one."""

    do: Literal["list", "done", "new"]


def tickets(
    named: Sequence[Named], do: Literal["show", "add"], more: Sequence[InlineKeyboardButton] = ()
) -> InlineKeyboardMarkup:
    """Offer each ticket, and a new one; then what else there is."""
    each = [button(label, OneTicket(do=do, ticket=number)) for number, label in labels(named)]
    return column(*each, button(_("New request"), AnyTicket(do="new")), *more)


def details(ticket: int, state: str, *, reopenable: bool, asked: bool) -> InlineKeyboardMarkup:
    """Offer what its requester can do with a ticket."""
    buttons = [give_button(ticket)] if asked else []
    if state == State.WAITING_CONFIRMATION:
        buttons.append(button(_("Yes, it is solved"), OneTicket(do="yes", ticket=ticket), "success"))
        buttons.append(button(_("No, I still have questions"), OneTicket(do="no", ticket=ticket)))
    if state != State.CLOSED:
        buttons.append(button(_("Write"), OneTicket(do="write", ticket=ticket)))
    elif reopenable:
        buttons.append(button(_("Open again"), OneTicket(do="reopen", ticket=ticket)))
    return column(*buttons, button(_("All requests"), AnyTicket(do="list")))


def closed(ticket: int) -> InlineKeyboardMarkup:
    """Ask whether what waits belongs to a closed ticket."""
    again = button(_("Open {number} again").format(number=ticket_number(ticket)), OneTicket(do="again", ticket=ticket))
    return column(again, button(_("New request"), AnyTicket(do="new")))


def done() -> InlineKeyboardMarkup:
    """End writing to one ticket."""
    return column(button(_("Finish"), AnyTicket(do="done")))


def labels(named: Sequence[Named]) -> list[tuple[int, str]]:
    """Return numbers, and what stands on the buttons: those of one service are told apart by what was asked."""
    services = [each.service for each in named]
    return [(each.number, _label(each, told_apart=services.count(each.service) <= 1)) for each in named]


def _label(one: Named, *, told_apart: bool) -> str:
    about = service(one.service) if told_apart or not one.words else one.words
    return cut(f"{ticket_number(one.number)} · {about}", LABEL_LIMIT)
