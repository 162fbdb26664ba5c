"""The buttons of the identification (4.1): one question a message, then a page to check."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.people.identity import Field
from bot.rules.text import cut
from keyboards.inline import button, rows
from keyboards.menu import leave

LABEL_LIMIT = 60


class Why(CallbackData, prefix="why"):
    """«Зачем это нужно?» about one field (3.7)."""

    field: Field


class Answering(CallbackData, prefix="answer"):
    """While a field is asked: go back, or take what is suggested as the answer."""

    do: Literal["back", "use"]
    field: Field


class Change(CallbackData, prefix="change"):
    """One field is to be changed."""

    field: Field


class Confirm(CallbackData, prefix="confirm"):
    """«Всё верно»."""


class Edit(CallbackData, prefix="edit"):
    """«Изменить» what is remembered."""


def question(field: Field, suggestion: str | None, *, back: bool) -> InlineKeyboardMarkup:
    """Build the buttons under a question; a suggestion answers it as if it had been typed."""
    suggested = [button(cut(suggestion, LABEL_LIMIT), Answering(do="use", field=field))] if suggestion else []
    way_back = [button(_("Back"), Answering(do="back", field=field))] if back else []
    why = [button(_("Why is it needed?"), Why(field=field))]
    return rows(*filter(None, [suggested, why, [*way_back, leave()]]))


def check(titles: dict[Field, str]) -> InlineKeyboardMarkup:
    """Ask to confirm what was stated, with a button to change each field."""
    changes = [button(_("Change: {field}").format(field=title), Change(field=field)) for field, title in titles.items()]
    return rows([button(_("All correct"), Confirm(), "success")], *([each] for each in changes), [leave()])


def known() -> InlineKeyboardMarkup:
    """Ask a known requester to confirm what is remembered."""
    return rows([button(_("All correct"), Confirm(), "success"), button(_("Change"), Edit())], [leave()])
