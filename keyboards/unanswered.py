"""Buttons around requesters' messages that stand unanswered (3.3)."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from keyboards.inline import Number, Page, button, page_buttons, rows

MessageId = Annotated[int, Field(gt=0, lt=10**15)]


class NotQuestion(CallbackData, prefix="noq"):
    """«Это не вопрос»: a message needs no answer; with `resolve` the requester is asked to confirm then."""

    ticket: Number
    message: MessageId
    resolve: bool


class AnswerFirst(CallbackData, prefix="answerit"):
    """«Ответить»: the message is answered before the requester is asked to confirm."""

    ticket: Number


class ShowUnanswered(CallbackData, prefix="waits"):
    """Turn to a page of the list."""

    page: Page = 0


def reminder(ticket: int, message: int) -> InlineKeyboardMarkup:
    """Let a message be declared no question."""
    return rows([_no_question(ticket, message, resolve=False)])


def before_resolving(ticket: int, message: int) -> InlineKeyboardMarkup:
    """Ask what is to become of an open question."""
    return rows([button(_("Answer"), AnswerFirst(ticket=ticket)), _no_question(ticket, message, resolve=True)])


def pages(page: int, last: int) -> InlineKeyboardMarkup | None:
    """Offer the pages before and after one."""
    found = page_buttons(page, last, lambda to: ShowUnanswered(page=to))
    return rows(found) if found else None


def _no_question(ticket: int, message: int, *, resolve: bool) -> InlineKeyboardButton:
    return button(_("It is not a question"), NotQuestion(ticket=ticket, message=message, resolve=resolve))
