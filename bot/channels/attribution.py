"""The line that says whose words a message passes on or answers, where the other side would not see it otherwise."""

from dataclasses import replace

from aiogram.utils.i18n import gettext as _

from bot.phrasing import content_kind, quoted, service
from bot.rules.text import cut, one_line, utf16_len
from bot.rules.tickets.context import CHANNEL, GROUP, Context, Source, unpacked
from bot.rules.tickets.data_requests import Item
from bot.rules.tickets.incoming import TEXT
from bot.rules.tickets.tickets import ticket_number
from bot.rules.visible import visible
from db.tickets.messages import Message
from db.tickets.tickets import Ticket
from keyboards.data import item_name

SAID_LIMIT, TEXT_LIMIT = 300, 4096
"""In UTF-16 units."""


def line(message: Message) -> str | None:
    """Return the line in the current language, as HTML; None for what needs none."""
    if message.context is None:
        return None
    context = unpacked(message.context)
    told = [
        _asked(context.asked),
        _forwarded(context.forwarded),
        _answered(context.answered),
        _quoted(message, context),
    ]
    said = "\n".join(filter(None, told))
    return f"<i>{said}</i>" if said else None


def heading(ticket: Ticket) -> str:
    """Name the ticket of an answer that could belong to several, as HTML."""
    return f"<b>{ticket_number(ticket.number)}</b> · {service(ticket.service)}"


def _asked(item: Item | None) -> str | None:
    return _("Answer to “{question}”:").format(question=quoted(item_name(item))) if item else None


def _forwarded(source: Source | None) -> str | None:
    return _("Forwarded. Author: {author}").format(author=_author(source)) if source else None


def _answered(source: Source | None) -> str | None:
    if source is None:
        return None
    text = _("In reply to another message. {author}: {words}")
    return text.format(author=_author(source), words=_words(source.said) if source.said else content_kind(source.kind))


def _quoted(message: Message, context: Context) -> str | None:
    """Quote what a requester answers that has no counterpart; what operators answer so may be talk among them."""
    if context.quote is None or context.answered or message.reply_to is not None or message.by_operator:
        return None
    return _("In reply to: {words}").format(words=_words(context.quote.text))


def _author(source: Source) -> str:
    """Name who wrote; a group or a channel is not named as a person."""
    name = quoted(one_line(source.name)) or "?"
    if source.by == GROUP:
        return _("the group “{name}”").format(name=name)
    return _("the channel “{name}”").format(name=name) if source.by == CHANNEL else name


def _words(said: str) -> str:
    return _("“{words}”").format(words=quoted(cut(one_line(said), SAID_LIMIT)))


def worded(message: Message) -> Message:
    """Return a message with the line above its own words."""
    said = line(message)
    return replace(message, html=f"{said}\n{message.html}".strip()) if said else message


def with_line(message: Message) -> Message:
    """Return a text with the line in it if there is room; any other as it is."""
    if message.context is None or message.kind != TEXT:
        return message
    full = worded(message)
    return full if utf16_len(visible(full.html).text) <= TEXT_LIMIT else message


def before(message: Message) -> str | None:
    """Return the line that has to be said before a message, because it cannot be said in it."""
    return line(message) if with_line(message) is message else None
