"""The buttons of /calendar (2.5)."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from bot.rules.deadlines.overrides import Span
from keyboards.inline import button, column, rows

YearNumber = Annotated[int, Field(ge=1, le=9999)]
Day = Annotated[int, Field(gt=0, lt=3_652_060)]
"""A day as `date.toordinal` counts it."""


class ShowYear(CallbackData, prefix="calendar"):
    """Turn to a year."""

    year: YearNumber


class AsInLaw(CallbackData, prefix="aslaw"):
    """Let days be as the law has them."""

    first: Day
    last: Day


class Settle(CallbackData, prefix="decree"):
    """The moved days of a year are put in by hand: no warning any more."""

    year: YearNumber


def year(number: int, first: int, last: int, removable: Sequence[Span]) -> InlineKeyboardMarkup:
    """Offer to remove overrides, and the years before and after within bounds."""
    near = (("◀", number - 1), ("▶", number + 1))
    turning = [button(f"{sign} {to}", ShowYear(year=to)) for sign, to in near if first <= to <= last]
    return rows(*([_remove(span)] for span in removable), turning)


def decree_missing(number: int) -> InlineKeyboardMarkup:
    """Offer the calendar of a year, and to leave it at what is put in by hand."""
    show = button(_("Calendar of {year}").format(year=number), ShowYear(year=number))
    return column(show, button(_("The moved days are put in"), Settle(year=number)))


def span_of(span: Span) -> str:
    """Write days in a row."""
    first, last = f"{span.first:%d.%m.%Y}", f"{span.last:%d.%m.%Y}"
    return first if first == last else f"{first} – {last}"


def _remove(span: Span) -> InlineKeyboardButton:
    press = AsInLaw(first=span.first.toordinal(), last=span.last.toordinal())
    return button(_("Remove {days}").format(days=span_of(span)), press)
