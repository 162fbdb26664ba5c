"""The list of unanswered messages, in words (3.3)."""

from datetime import timedelta

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot import links
from bot.actions.tickets.unanswered import Page, Waiting, address
from bot.phrasing import content_kind, excerpt, quoted, working_time
from bot.rules.text import cut
from bot.rules.tickets.tickets import ticket_number

EXCERPT_LIMIT = 80
"""UTF-16 units of a message that are shown."""
NAME_LIMIT = 60
"""UTF-16 units of a name."""


def text(page: Page, *, everywhere: bool) -> str:
    """List a page, the oldest message first; `everywhere` names the group of each."""
    if not page.total:
        return _("Every message has been answered.")
    head = ngettext("{n} request with an unanswered message:", "{n} requests with unanswered messages:", page.total)
    lines = [f"<b>{head.format(n=page.total)}</b>"]
    lines += [_entry(waiting, waited, everywhere=everywhere) for waiting, waited in page.entries]
    if page.last:
        lines.append(_("Page {page} of {pages}").format(page=page.number + 1, pages=page.last + 1))
    return "\n\n".join(lines)


def _entry(waiting: Waiting, waited: timedelta, *, everywhere: bool) -> str:
    about = [
        f"{links.linked(ticket_number(waiting.number), address(waiting))} · {working_time(waited)}",
        quoted(cut(waiting.company, NAME_LIMIT)),
        quoted(cut(waiting.operator or _("nobody has taken it"), NAME_LIMIT)),
    ]
    if everywhere and waiting.group:
        about.append(quoted(cut(waiting.group, NAME_LIMIT)))
    if waiting.count > 1:
        about.append(ngettext("{n} message", "{n} messages", waiting.count).format(n=waiting.count))
    return f"{' · '.join(about)}\n{excerpt(waiting.html, EXCERPT_LIMIT) or content_kind(waiting.kind)}"
