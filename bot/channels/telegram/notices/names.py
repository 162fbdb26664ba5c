"""Words about what looks obscene and may be a name (3.1)."""

from aiogram.utils.i18n import gettext as _

from bot import links
from bot.channels.telegram.notices.base import Words, name, render
from bot.phrasing import excerpt, quoted
from bot.rules import notices
from bot.rules.policy import Policy
from keyboards import held as held_keyboard

EXCERPT_LIMIT = 1500
"""UTF-16 units of a message that are quoted."""


@render.register
def name_claimed(notice: notices.NameClaimed, _policy: Policy) -> Words:
    """To supervisors: what is it, and what is to become of it?"""
    number = links.linked(name(notice), notice.address)
    text = _("{number}: {operator} says that “{word}” is a name or a title. Send the message?")
    words = text.format(number=number, operator=quoted(notice.operator), word=quoted(notice.word))
    body = f"✋ {words}\n<blockquote expandable>{excerpt(notice.text, EXCERPT_LIMIT)}</blockquote>"
    return Words(body, held_keyboard.name_claimed(notice.message, notice.version))
