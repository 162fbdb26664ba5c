"""Buttons of requests for data (3.7): what and why, for operators; step by step, for requesters."""

from collections.abc import Iterable
from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from bot.rules.text import N_
from bot.rules.tickets.data_requests import MOST, READY, Item, Kind
from keyboards.inline import Number, button, column, rows
from keyboards.questions import cancel_button

Chosen = Annotated[int, Field(ge=0, lt=1 << len(READY))]
"""A bit for each of READY."""
GIVE = N_("Answer the questions")
REASONS = ("account", "order", "error", "company")


class Ask(CallbackData, prefix="ask"):
    """What is to be asked: `chosen` is it so far; choose `item` or no more, go on to own words or the reason."""

    ticket: Number
    chosen: Chosen
    do: Literal["pick", "own", "next"]
    item: Annotated[int, Field(ge=0, lt=len(READY))] = 0


class AskWhy(CallbackData, prefix="askwhy"):
    """One of the ready reasons."""

    reason: Literal["account", "order", "error", "company"]


class AskStep(CallbackData, prefix="askstep"):
    """In the dialogue that waits for whoever presses: the step before, or on with the own words as they are."""

    do: Literal["back", "keep"]


class SendAsk(CallbackData, prefix="asksend"):
    """What was shown back to the operator is sent."""


class GiveData(CallbackData, prefix="give"):
    """The requester begins to answer, or goes on."""

    ticket: Number


class DataStep(CallbackData, prefix="data"):
    """While one item is asked, counted from 0: why it is, the one before, no answer to it, the rest another time."""

    do: Literal["why", "back", "skip", "later"]
    ticket: Number
    at: Annotated[int, Field(ge=0, lt=MOST)]


class CorrectDetails(CallbackData, prefix="correct"):
    """Whether the answers to a request for data correct what is known of the person (6.2)."""

    ticket: Number
    request: Number
    yes: bool


def item_name(item: Item) -> str:
    """Name what is asked for; it is not escaped."""
    return item.text if item.kind is Kind.OWN else ready_name(item.kind)


def ready_name(kind: Kind) -> str:
    """Name one of READY."""
    names = {
        Kind.LOGIN: _("login (e-mail)"),
        Kind.FULL_NAME: _("full name"),
        Kind.INN: _("INN"),
        Kind.COMPANY: _("company name"),
        Kind.ORDER: _("order number"),
        Kind.SCREENSHOT: _("screenshot"),
        Kind.ERROR_TEXT: _("text of the error"),
        Kind.BROWSER: _("browser and its version"),
    }
    return names[kind]


def ready_reason(reason: str) -> str:
    """Word one of REASONS as the requester reads it."""
    words = {
        "account": _("to find your account in the System"),
        "order": _("to find your order"),
        "error": _("to see the error and reproduce it"),
        "company": _("to check the details of your company"),
    }
    return words[reason]


def chosen_kinds(chosen: int) -> list[Kind]:
    """Return what is chosen, in the order of the list."""
    return [kind for bit, kind in enumerate(READY) if chosen >> bit & 1]


def ask(ticket: int, chosen: int) -> InlineKeyboardMarkup:
    """Offer what is asked for most often, several at once."""
    picks = [_pick(ticket, chosen, bit, kind) for bit, kind in enumerate(READY)]
    lines = [picks[start : start + 2] for start in range(0, len(picks), 2)]
    own = button(_("In my own words"), Ask(ticket=ticket, chosen=chosen, do="own"))
    further = button(_("Next"), Ask(ticket=ticket, chosen=chosen, do="next"), "primary")
    return rows(*lines, [own], [further, cancel_button()])


def chosen_bits(kinds: Iterable[Kind]) -> int:
    """Return what `chosen_kinds` gives back."""
    return sum(1 << READY.index(kind) for kind in kinds)


def own(by: int, *, keeps: bool) -> InlineKeyboardMarkup:
    """While own words are awaited from the person `by`: back to the list, or on with those that are there."""
    further = [button(_("Next"), AskStep(do="keep"), "primary")] if keeps else []
    return rows(further, [_back(), cancel_button(by)])


def _back() -> InlineKeyboardButton:
    return button(_("Back"), AskStep(do="back"))


def _pick(ticket: int, chosen: int, bit: int, kind: Kind) -> InlineKeyboardButton:
    name = ready_name(kind)
    sign = "☑" if chosen >> bit & 1 else "☐"
    return button(f"{sign} {name[0].upper()}{name[1:]}", Ask(ticket=ticket, chosen=chosen, do="pick", item=bit))


def reasons(by: int) -> InlineKeyboardMarkup:
    """Offer ready reasons; only the person `by` can cancel."""
    ready = [[button(ready_reason(each), AskWhy(reason=each))] for each in REASONS]
    return rows(*ready, [_back(), cancel_button(by)])


def send(by: int) -> InlineKeyboardMarkup:
    """Let the operator send what is shown."""
    return rows([button(_("Send"), SendAsk(), "success")], [_back(), cancel_button(by)])


def give(ticket: int) -> InlineKeyboardMarkup:
    """Let the requester answer."""
    return column(give_button(ticket))


def give_button(ticket: int) -> InlineKeyboardButton:
    """Build the button that begins the answers."""
    return button(_(GIVE), GiveData(ticket=ticket), "primary")


def step(ticket: int, at: int) -> InlineKeyboardMarkup:
    """Build the buttons under one question."""

    def of(label: str, do: Literal["why", "back", "skip", "later"]) -> InlineKeyboardButton:
        return button(label, DataStep(do=do, ticket=ticket, at=at))

    back = [of(_("Back"), "back")] if at else []
    return rows([of(_("Why is it needed?"), "why")], [*back, of(_("Skip"), "skip")], [of(_("Answer later"), "later")])


def correction(ticket: int, request: int) -> InlineKeyboardMarkup:
    """Ask whether the details are to be updated."""

    def of(label: str, *, yes: bool) -> InlineKeyboardButton:
        return button(label, CorrectDetails(ticket=ticket, request=request, yes=yes))

    return rows([of(_("Yes, update"), yes=True), of(_("No, leave as they were"), yes=False)])
