"""Buttons under the question about a held message."""

from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from pydantic import Field

from bot.rules.moderation.moderation import Findings
from bot.rules.text import cut
from keyboards.inline import button, column

LABEL_LIMIT = 48
Row = Annotated[int, Field(ge=0, lt=10**15)]


class HeldPress(CallbackData, prefix="held"):
    """Send a held message corrected (fix) or as it is, with a link to an article or (0) none; drop it; claim a name."""

    do: Literal["fix", "send", "drop", "name"]
    message: Row
    version: Annotated[int, Field(gt=0, lt=10**6)]
    article: Row = 0


class NamePress(CallbackData, prefix="name"):
    """What a supervisor decides: send it, send it and let its words pass from now on (keep), or drop it."""

    do: Literal["send", "keep", "drop"]
    message: Row
    version: Annotated[int, Field(gt=0, lt=10**6)]


def name_claimed(message: int, version: int) -> InlineKeyboardMarkup:
    """Offer a supervisor what can become of a message that is said to hold a name."""
    return column(
        button(_("Send"), NamePress(do="send", message=message, version=version), "success"),
        button(_("Send and remember the word"), NamePress(do="keep", message=message, version=version)),
        button(_("Do not send"), NamePress(do="drop", message=message, version=version), "danger"),
    )


def held(message: int, version: int, found: Findings, *, fixable: bool) -> InlineKeyboardMarkup:
    """Offer what can be done: obscene words are never sent (3.1), slang is corrected where it is `fixable`."""
    if found.obscene:
        drop = button(_("Do not send"), HeldPress(do="drop", message=message, version=version))
        claim = button(_("This is a name or a title"), HeldPress(do="name", message=message, version=version))
        return column(drop) if found.is_name else column(claim, drop)
    keeps = found.slang and not fixable
    buttons = [
        button(
            cut(_("Attach: {title}").format(title=title), LABEL_LIMIT),
            HeldPress(do="send" if keeps else "fix", message=message, version=version, article=article),
            "success",
        )
        for article, title, _link in found.articles
    ]
    if found.slang and fixable:
        buttons.append(button(_("Correct and send"), HeldPress(do="fix", message=message, version=version), "success"))
    as_it_is = _("Send as it is") if found.slang or found.aside or not found.unlinked else _("Send without a link")
    buttons.append(button(as_it_is, HeldPress(do="send", message=message, version=version)))
    return column(*buttons, button(_("Do not send"), HeldPress(do="drop", message=message, version=version), "danger"))
