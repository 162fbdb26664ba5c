"""The buttons of the identification (4.1): one question a message, then a page to check."""

from collections.abc import Mapping, Sequence
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.people.identity import Field, LoginKind
from bot.rules.text import cut
from keyboards.inline import button, rows
from keyboards.menu import leave

LABEL_LIMIT = 60


class Why(CallbackData, prefix="why"):
    """«Зачем это нужно?» about one field (3.7)."""

    field: Field


class Answering(CallbackData, prefix="answer"):
    """While a field is asked: go back, or take as the answer what is suggested, or what was typed as it is."""

    do: Literal["back", "use", "keep"]
    field: Field


class LoginIs(CallbackData, prefix="login"):
    """What is stated in the place of a login: one, or an e-mail because there is none."""

    kind: LoginKind


class Change(CallbackData, prefix="change"):
    """One field is to be changed."""

    field: Field


class Confirm(CallbackData, prefix="confirm"):
    """«Всё верно»."""


class Edit(CallbackData, prefix="edit"):
    """«Изменить» what is remembered."""


class Represent(CallbackData, prefix="for"):
    """Write on behalf of another company, one that is known."""

    inn: str


class AnotherCompany(CallbackData, prefix="another"):
    """«Другая организация»: one that is not known yet."""


class LeaveCompany(CallbackData, prefix="leaving"):
    """«Больше не представляю эту организацию»."""


def question(
    field: Field,
    suggestion: str | None,
    *,
    back: bool,
    typed: bool = False,
    others: Sequence[LoginKind] = (),
) -> InlineKeyboardMarkup:
    """Build the buttons under a question; a suggestion answers it, and so does what was `typed` if that can stay.

    `others` is what can be stated in the place of what is asked.
    """
    suggested = [button(cut(suggestion, LABEL_LIMIT), Answering(do="use", field=field))] if suggestion else []
    keep = [button(_("Keep as typed"), Answering(do="keep", field=field))] if typed else []
    way_back = [button(_("Back"), Answering(do="back", field=field))] if back else []
    why = [button(_("Why is it needed?"), Why(field=field))]
    instead = [[button(_login_is(kind), LoginIs(kind=kind))] for kind in others]
    return rows(*filter(None, [suggested, keep, *instead, why, [*way_back, leave()]]))


def _login_is(kind: LoginKind) -> str:
    labels = {
        LoginKind.LOGIN: _("I have a login"),
        LoginKind.NONE_YET: _("I have no login yet"),
        LoginKind.FORGOTTEN: _("I do not remember the login"),
    }
    return labels[kind]


def check(labels: dict[Field, str], *, leaves: bool = False) -> InlineKeyboardMarkup:
    """Ask to confirm what was stated, with a button to change each field, and one to write for it no more."""
    changes = [button(label, Change(field=field)) for field, label in labels.items()]
    gone = [button(_("I do not represent this company any more"), LeaveCompany())] if leaves else []
    return rows(
        *filter(None, [[button(_("All correct"), Confirm(), "success")], changes[:2], changes[2:], gone, [leave()]])
    )


def known(others: Mapping[str, str]) -> InlineKeyboardMarkup:
    """Ask a known requester to confirm what is remembered, or on whose behalf else they write: names by INN."""
    first = [button(_("All correct"), Confirm(), "success"), button(_("Change"), Edit())]
    each = [[button(cut(name, LABEL_LIMIT), Represent(inn=inn))] for inn, name in others.items()]
    return rows(first, *each, [another_company()], [leave()])


def another_company() -> InlineKeyboardButton:
    """Build the button that adds a company."""
    return button(_("Another company"), AnotherCompany())
