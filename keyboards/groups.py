"""The buttons of /groups."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from keyboards.inline import Page, button, column, page_buttons, rows

Chat = Annotated[int, Field(gt=-(10**15), lt=0)]


class ShowGroups(CallbackData, prefix="groups"):
    """Turn to a page."""

    page: Page = 0


class OneGroup(CallbackData, prefix="group"):
    """`do` something with a group: check it, replace it, ask whether to unbind it, unbind it."""

    do: str
    chat: Chat


class ReplaceGroup(CallbackData, prefix="regroup"):
    """Let `new` stand for `old`."""

    old: Chat
    new: Chat


def groups(shown: Sequence[tuple[int, bool]], page: int, last: int) -> InlineKeyboardMarkup:
    """Offer what can be done with each group shown, given as chat id and whether it is bound; and the other pages."""
    lines = []
    for n, (chat, bound) in enumerate(shown, start=1):
        line = [
            button(_("Check {n}").format(n=n), OneGroup(do="check", chat=chat)),
            button(_("Replace {n}").format(n=n), OneGroup(do="replace", chat=chat)),
        ]
        lines.append([*line, button(_("Unbind {n}").format(n=n), OneGroup(do="ask", chat=chat))] if bound else line)
    return rows(*lines, page_buttons(page, last, lambda to: ShowGroups(page=to)))


def replacing(old: int, targets: Sequence[tuple[int, str]]) -> InlineKeyboardMarkup:
    """Offer the groups that can stand for another, given as chat id and title."""
    found = [button(title or str(chat), ReplaceGroup(old=old, new=chat)) for chat, title in targets]
    return column(*found, button(_("Back"), ShowGroups()))


def unbinding(chat: int) -> InlineKeyboardMarkup:
    """Make sure."""
    sure = button(_("Yes, unbind"), OneGroup(do="unbind", chat=chat), "danger")
    return rows([sure, button(_("Back"), ShowGroups())])
