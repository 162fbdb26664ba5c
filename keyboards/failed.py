"""The buttons of /failed."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from keyboards.inline import Page, button, rows, turns

Row = Annotated[int, Field(gt=0, lt=2**63)]


class ShowFailed(CallbackData, prefix="failed"):
    """Turn to a page."""

    page: Page = 0


class ClearFailed(CallbackData, prefix="clear"):
    """`do` one thing, again or drop, with a row of a box, and show the page anew."""

    do: str
    box: str
    row: Row
    page: Page


class ClearAll(CallbackData, prefix="clears"):
    """`do` one thing with all that were shown: again, ask (whether really to drop), drop."""

    do: str
    shown: Page


def failed(shown: Sequence[tuple[str, int]], page: int, last: int, total: int) -> InlineKeyboardMarkup:
    """Offer what can be done with each row shown, given as box and id, and with all; and the other pages."""
    lines = [
        [
            button(_("Retry {n}").format(n=n), ClearFailed(do="again", box=box, row=row, page=page)),
            button(_("Drop {n}").format(n=n), ClearFailed(do="drop", box=box, row=row, page=page)),
        ]
        for n, (box, row) in enumerate(shown, start=1)
    ]
    everything = [
        button(_("Retry all"), ClearAll(do="again", shown=total), "success"),
        button(_("Drop all"), ClearAll(do="ask", shown=total), "danger"),
    ]
    return rows(*lines, turns(page, last, lambda to: ShowFailed(page=to)), everything if total > 1 else [])


def drop_all(total: int) -> InlineKeyboardMarkup:
    """Make sure."""
    return rows(
        [button(_("Yes, drop all"), ClearAll(do="drop", shown=total), "danger"), button(_("Back"), ShowFailed())]
    )
