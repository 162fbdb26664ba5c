"""The buttons under a ticket's card in its operator group."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.tickets.tickets import State
from keyboards.inline import Number, button, rows


class CardPress(CallbackData, prefix="card"):
    """An operator's button: `do` is take, resolve, extend, error, no_error, transfer, ask or history."""

    do: str
    ticket: Number


def card(ticket: int, state: str, *, technical_error: bool) -> InlineKeyboardMarkup | None:
    """Build the card's buttons; a closed ticket has none."""
    if state == State.CLOSED:
        return None
    labels = {
        "take": _("Take"),
        "resolve": _("Resolved"),
        "extend": _("Extend the deadline"),
        **({"no_error": _("Not a tech. error")} if technical_error else {"error": _("Tech. error")}),
        "transfer": _("Transfer"),
        "ask": _("Ask for data"),
        "history": _("History"),
    }
    buttons = [button(label, CardPress(do=do, ticket=ticket)) for do, label in labels.items()]
    return rows(buttons[:2], buttons[2:4], buttons[4:6], buttons[6:])
