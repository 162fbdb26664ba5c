"""The buttons of /failed."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from keyboards.inline import Page, button, page_buttons, rows

Row = Annotated[int, Field(gt=0, lt=2**63)]
Highest = Annotated[int, Field(ge=0, lt=10**15)]
"""The highest id in a box, 0 in an empty one."""


class ShowFailed(CallbackData, prefix="failed"):
    """Turn to a page."""

    page: Page = 0


class ClearFailed(CallbackData, prefix="clear"):
    """`do` one thing, again or drop, with a row of a box, and show the page again."""

    do: str
    box: str
    row: Row
    page: Page


class ClearAll(CallbackData, prefix="clears"):
    """`do` one thing with all that were shown: again, ask (whether really to drop), drop.

    Packed, the longest has 62 bytes.
    """

    do: str
    total: Page
    inputs: Highest
    parcels: Highest
    check: Annotated[int, Field(ge=0, lt=2**32)]

    def to(self, do: str) -> "ClearAll":
        """Do another thing with the same."""
        return self.model_copy(update={"do": do})


def failed(shown: Sequence[tuple[str, int]], page: int, last: int, everything: ClearAll) -> InlineKeyboardMarkup:
    """Offer what can be done with each row shown, given as box and id, and with all; and the other pages."""
    lines = [
        [
            button(_("Retry {n}").format(n=n), ClearFailed(do="again", box=box, row=row, page=page)),
            button(_("Drop {n}").format(n=n), ClearFailed(do="drop", box=box, row=row, page=page)),
        ]
        for n, (box, row) in enumerate(shown, start=1)
    ]
    with_all = [
        button(_("Retry all"), everything.to("again"), "success"),
        button(_("Drop all"), everything.to("ask"), "danger"),
    ]
    return rows(
        *lines, page_buttons(page, last, lambda to: ShowFailed(page=to)), with_all if everything.total > 1 else []
    )


def drop_all(everything: ClearAll) -> InlineKeyboardMarkup:
    """Make sure."""
    return rows([button(_("Yes, drop all"), everything.to("drop"), "danger"), button(_("Back"), ShowFailed())])
