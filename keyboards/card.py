"""The buttons under a ticket's card in its operator group."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.text import N_
from bot.rules.tickets import trial
from bot.rules.tickets.tickets import State
from keyboards.inline import Number, button, rows


class CardPress(CallbackData, prefix="card"):
    """An operator's button: `do` is take, resolve, extend, error, no_error, transfer, ask, correct, say or history."""

    do: str
    ticket: Number


SAY = "say"
TAKE_OVER = N_("Take over")
BY_PHONE = N_("Answer by phone")
LABELS = {
    "take": N_("Take"),
    "resolve": N_("Resolved"),
    "extend": N_("Extend the deadline"),
    "no_error": N_("Not a tech. error"),
    "error": N_("Tech. error"),
    "transfer": N_("Transfer"),
    "ask": N_("Ask for data"),
    "correct": N_("Correct the details"),
    "history": N_("History"),
}
"""In their order; of a colleague's ticket TAKE_OVER stands in the place of the first."""


def card(
    ticket: int, state: str, *, technical_error: bool, taken: bool, by_phone: bool = False
) -> InlineKeyboardMarkup:
    """Build the card's buttons; of a closed ticket only its history is left.

    Who is not written to is answered `by_phone` (4.2). One card is for all: whoever is not the operator can take over
    what is `taken`.
    """
    absent = {"error" if technical_error else "no_error", *(["correct"] if ticket == trial.NUMBER else [])}
    labels = {do: label for do, label in LABELS.items() if do not in absent} | ({"take": TAKE_OVER} if taken else {})
    buttons = [button(_(label), CardPress(do=do, ticket=ticket)) for do, label in labels.items()]
    if state == State.CLOSED:
        return rows(buttons[-1:])
    spoken = [button(_(BY_PHONE), CardPress(do=SAY, ticket=ticket))] if by_phone else []
    return rows(spoken, buttons[:2], buttons[2:4], buttons[4:6], buttons[6:])
