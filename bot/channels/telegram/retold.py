"""How what was delivered differs from what its operator wrote, said wherever the history of a ticket is told again."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.utils.i18n import gettext as _
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels import attribution
from bot.phrasing import quoted
from bot.rules.text import utf16_len
from bot.rules.tickets.incoming import TEXT
from bot.rules.visible import visible
from db.moderation import held
from db.moderation.held import Hold
from db.people import people
from db.tickets import messages
from db.tickets.messages import Message


async def difference(connection: AsyncConnection, parts: Sequence[Message]) -> str | None:
    """Say it of an operator's message, or of all parts of an album; None when both are the same.

    In the language of the moment.
    """
    holds = [await held.of_message(connection, each.id) for each in parts if each.by_operator]
    return next(filter(None, map(_of, filter(None, holds))), None)


async def mark(connection: AsyncConnection, message: Message) -> str | None:
    """Return the line that names an operator and the difference, as HTML; None when there is none."""
    parts = await messages.of_album(connection, message.origin, message.album) or [message]
    differs = await difference(connection, parts)
    if differs is None:
        return None
    author = await people.by_id(connection, message.author)
    return f"<b>{quoted(author.name)}</b> · <i>{differs}</i>"


def marked(message: Message, line: str) -> Message | None:
    """Return a text below such a line; None for what is no text, or has no room for it."""
    told = replace(message, context=None, html=f"{line}\n{attribution.worded(message).html}")
    is_text = message.kind == TEXT and message.album is None
    return told if is_text and utf16_len(visible(told.html).text) <= attribution.TEXT_LIMIT else None


def _of(hold: Hold) -> str | None:
    if hold.state == held.CORRECTED:
        return _("corrected before it was sent") if hold.findings["slang"] else _("a link was attached")
    if hold.act == held.EDIT and hold.state != held.SENT:
        return _("as it was delivered, without the later edit")
    return _("not sent") if hold.waits else None
