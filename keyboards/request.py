"""The buttons of a new request: service, what the tariff says, description, check."""

from collections.abc import Sequence
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.services import OTHER, Service
from keyboards.inline import button, rows
from keyboards.menu import leave, open_regulation


class Choose(CallbackData, prefix="service"):
    """A service of section 5, or 0 for another question."""

    number: int


class Leaf(CallbackData, prefix="leaf"):
    """Another page of the services, counted from 0."""

    page: int


class Go(CallbackData, prefix="go"):
    """A step of the request; which steps can follow depends on the present one."""

    to: Literal[
        "back",
        "instruction",
        "upgrade",
        "order",
        "done",
        "helped",
        "anyway",
        "rewrite",
        "send",
        "changes",
        "identity",
        "service",
        "description",
    ]


def services(shown: Sequence[Service], page: int, pages: int) -> InlineKeyboardMarkup:
    """Offer one page of the services, and another question."""
    choices = [[button(_(each.title), Choose(number=each.number))] for each in (*shown, OTHER)]
    leaves = [button(_("Previous services"), Leaf(page=page - 1))] if page else []
    if page + 1 < pages:
        leaves.append(button(_("More services"), Leaf(page=page + 1)))
    return rows(*choices, leaves, [_back(), leave()])


def offer(*, instruction: bool) -> InlineKeyboardMarkup:
    """Offer what can be had instead of a service that the tariff does not cover (5)."""
    text = [[button(_("I need a text instruction"), Go(to="instruction"))]] if instruction else []
    return rows(*text, [button(_("Connect “Extended”"), Go(to="upgrade"))], [_back(), leave()])


def upgrade() -> InlineKeyboardMarkup:
    """Offer to ask for the extended tariff."""
    return rows([button(_("Request the connection"), Go(to="order"), "success")], [_back(), leave()])


def description(*, drafted: bool) -> InlineKeyboardMarkup:
    """Let the description be ended, or begun again."""
    again = [[button(_("Write again"), Go(to="rewrite"))]] if drafted else []
    return rows([button(_("Done"), Go(to="done"), "success")], *again, [_back(), leave()])


def articles() -> InlineKeyboardMarkup:
    """Ask whether an article was enough."""
    return rows(
        [button(_("It helped"), Go(to="helped"), "success")],
        [button(_("Send anyway"), Go(to="anyway"))],
        [_back(), leave()],
    )


def review() -> InlineKeyboardMarkup:
    """Let a request be sent, changed or left."""
    return rows(
        [button(_("Send"), Go(to="send"), "success")],
        [button(_("Change"), Go(to="changes")), leave()],
        [open_regulation()],
    )


def changes() -> InlineKeyboardMarkup:
    """Ask what is to be changed."""
    return rows(
        [button(_("Identifying information"), Go(to="identity"))],
        [button(_("Service"), Go(to="service"))],
        [button(_("Description"), Go(to="description"))],
        [_back()],
    )


def _back() -> InlineKeyboardButton:
    return button(_("Back"), Go(to="back"))
