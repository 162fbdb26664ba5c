"""Buttons of canned answers in a ticket's topic."""

from collections.abc import Sequence
from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from keyboards.inline import Number, Page, button, page_buttons, rows


class CannedPress(CallbackData, prefix="t"):
    """Turn to a page of the list, show an answer filled in, send what is shown, or take it away."""

    do: Literal["list", "show", "send", "close"]
    ticket: Number
    answer: Annotated[int, Field(ge=0, lt=10**12)] = 0
    page: Page = 0


def answers(ticket: int, shown: Sequence[tuple[int, str]], page: int, last: int) -> InlineKeyboardMarkup:
    """Offer a page of answers, given as id and name."""
    lines = [[button(name, CannedPress(do="show", ticket=ticket, answer=answer, page=page))] for answer, name in shown]
    other = page_buttons(page, last, lambda to: CannedPress(do="list", ticket=ticket, page=to))
    return rows(*lines, other, [button(_("Cancel"), CannedPress(do="close", ticket=ticket))])


def preview(ticket: int, page: int = 0) -> InlineKeyboardMarkup:
    """Offer to send the text that the message shows, or to go back to its page of the list."""
    return sending(ticket, CannedPress(do="list", ticket=ticket, page=page))


def sending(ticket: int, back: CallbackData) -> InlineKeyboardMarkup:
    """Offer to send the text that the message shows; `back` leads to the list that it was chosen from."""
    send = button(_("Send to the requester"), CannedPress(do="send", ticket=ticket), "success")
    return rows([send], [button(_("Back"), back), button(_("Cancel"), CannedPress(do="close", ticket=ticket))])
