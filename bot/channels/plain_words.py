"""Words for a notice in a channel that has none of its own for it: Telegram's, without their markup."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices import render
from bot.rules.notices import Notice
from bot.rules.policy import Policy
from bot.rules.visible import plain


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that is offered: what it says, and what a button for it sends."""

    label: str
    data: str


def plain_words(notice: Notice, policy: Policy) -> tuple[str, tuple[Choice, ...]]:
    """Word a notice in the current language as plain text, and return what there is to choose from."""
    words = render(notice, policy)
    buttons = [each for row in words.keyboard.inline_keyboard for each in row] if words.keyboard else []
    return plain(words.html), tuple(Choice(each.text, each.callback_data) for each in buttons if each.callback_data)


def listed(choices: Sequence[Choice]) -> str:
    """Say what there is to choose from, where there are no buttons; nothing without choices."""
    labels = ", ".join(f"«{each.label}»" for each in choices)
    return _("You can answer: {choices}.").format(choices=labels) if labels else ""
