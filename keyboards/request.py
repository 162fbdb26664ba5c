"""The buttons of a new request: service, what the tariff says, description, check."""

from collections.abc import Sequence
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.money.offers import Offer
from bot.rules.services import OFFERED, OTHER, Group, Service, in_group
from keyboards import invoices, proof
from keyboards.inline import button, rows
from keyboards.menu import leave, open_regulation


class Choose(CallbackData, prefix="service"):
    """A service of section 5, or 0 for another question."""

    number: int


class OpenGroup(CallbackData, prefix="services"):
    """The services of one group."""

    group: Group


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


def services() -> InlineKeyboardMarkup:
    """Offer the services in groups, and another question."""
    return rows(
        *([_group(each)] if isinstance(each, Group) else [_choice(each)] for each in OFFERED), [_back(), leave()]
    )


def services_of(group: Group) -> InlineKeyboardMarkup:
    """Offer the services of one group; what fits none of them is another question."""
    return rows(*([_choice(each)] for each in (*in_group(group), OTHER)), [_back(), leave()])


def _choice(service: Service) -> InlineKeyboardButton:
    return button(_(service.title), Choose(number=service.number))


def _group(group: Group) -> InlineKeyboardButton:
    return button(group_name(group), OpenGroup(group=group))


def group_name(group: Group) -> str:
    """Name a group of services."""
    names = {
        Group.ACCESS: _("Registration and access"),
        Group.INSTRUCTIONS: _("Instructions and video lessons"),
        Group.CATALOGUE: _("Catalogue and prices"),
        Group.ORDERS: _("Orders and contracts"),
    }
    return names[group]


def offer(*, instruction: bool, withheld: bool = False) -> InlineKeyboardMarkup:
    """Offer what can be had instead of a service that the tariff does not cover (5), or is `withheld`."""
    more = proof.begin() if withheld else button(_("Connect “Extended”"), Go(to="upgrade"))
    text = [[button(_("I need a text instruction"), Go(to="instruction"))]] if instruction else []
    return rows(*text, [more], [_back(), leave()])


def upgrade() -> InlineKeyboardMarkup:
    """Offer to ask for the extended tariff."""
    return rows([button(_("Request the connection"), Go(to="order"), "success")], [_back(), leave()])


def buy(offers: Sequence[Offer], inn: str) -> InlineKeyboardMarkup:
    """Offer periods of the extended tariff, each by an invoice."""
    return rows(*([each] for each in invoices.offered(offers, inn)), [_back(), leave()])


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
