"""Buttons under articles of the guide."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from keyboards.canned import CannedPress, sending
from keyboards.inline import Number, button, rows


class ShowArticle(CallbackData, prefix="kb"):
    """Show an article as it would be sent to the requester of a ticket."""

    ticket: Number
    article: Number


class ShowFound(CallbackData, prefix="kblist"):
    """Back to the articles that were found."""

    ticket: Number


class SearchGuide(CallbackData, prefix="guide"):
    """Ask for words to look for in the guide."""


class EndSearch(CallbackData, prefix="guideend"):
    """Leave the search."""


def found(ticket: int, articles: Sequence[int]) -> InlineKeyboardMarkup:
    """Offer to show one of the articles, by its number in the list, or to take the list away."""
    numbers = [
        button(str(place), ShowArticle(ticket=ticket, article=article))
        for place, article in enumerate(articles, start=1)
    ]
    return rows(numbers, [button(_("Cancel"), CannedPress(do="close", ticket=ticket))])


def preview(ticket: int) -> InlineKeyboardMarkup:
    """Offer to send the article that the message shows, or to go back to those that were found."""
    return sending(ticket, ShowFound(ticket=ticket))


def search() -> InlineKeyboardMarkup:
    """Offer to search the guide."""
    return rows([button(_("Search the guide"), SearchGuide())])


def searching() -> InlineKeyboardMarkup:
    """Let the search be left."""
    return rows([button(_("End the search"), EndSearch())])
