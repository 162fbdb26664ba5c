"""The buttons under a ticket's card in its operator group."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.tickets import trial
from bot.rules.tickets.tickets import State
from keyboards.inline import Number, button, rows


class CardPress(CallbackData, prefix="card"):
    """An operator's button: `do` is take, resolve, extend, error, no_error, transfer, ask, correct or history."""

    do: str
    ticket: Number


def card(ticket: int, state: str, *, technical_error: bool, taken: bool) -> InlineKeyboardMarkup:
    """Build the card's buttons; of a closed ticket only its history is left.

    One card is for all: whoever is not the operator can take over what is `taken`.
    """
    history = button(_("History"), CardPress(do="history", ticket=ticket))
    if state == State.CLOSED:
        return rows([history])
    labels = {
        "take": _("Take over") if taken else _("Take"),
        "resolve": _("Resolved"),
        "extend": _("Extend the deadline"),
        **({"no_error": _("Not a tech. error")} if technical_error else {"error": _("Tech. error")}),
        "transfer": _("Transfer"),
        "ask": _("Ask for data"),
        **({"correct": _("Correct the details")} if ticket != trial.NUMBER else {}),
    }
    buttons = [button(label, CardPress(do=do, ticket=ticket)) for do, label in labels.items()]
    return rows(buttons[:2], buttons[2:4], buttons[4:6], [*buttons[6:], history])
