"""The words around two accounts of one person."""

from aiogram.utils.i18n import gettext as _

from bot.actions.people.merging import Other
from handlers.turns import Page
from keyboards import merging


def question(other: Other) -> Page:
    """Ask whether they are one person's, and say what that means."""
    known = _("This login is also confirmed in another Telegram account, under the same name.")
    called = _("Requests were registered by phone for this login, under the same name.")
    lines = [
        _("<b>Is this you as well?</b>"),
        called if other.called else known,
        _("Requests there: {count}, open: {open}.").format(count=other.tickets, open=other.open),
        _("If you merge, requests, details and consents of both are shared, and both chats see all of them."),
        _("This cannot be undone. If that is somebody else, please do not merge."),
    ]
    return Page("\n".join(lines), merging.ask())


def merged() -> str:
    """Say that it is done."""
    return _("✅ The accounts are merged. All requests are in /tickets.")


def apart() -> str:
    """Say that nothing was done."""
    return _("The accounts stay apart.")


def changed() -> str:
    """Say that what was asked is not so any more."""
    return _("The accounts cannot be merged now. Nothing was changed.")
