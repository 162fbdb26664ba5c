"""Words about letters (4.2, 4.3)."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.error_words import refusal
from bot.channels.telegram.notices.base import Words, render
from bot.phrasing import quoted
from bot.rules import notices
from bot.rules.policy import Policy


@render.register
def letter_sent(notice: notices.LetterSent, _policy: Policy) -> Words:
    """To the topic: it is with the mail server."""
    return Words(_("✉️ The letter to {address} has been sent.").format(address=quoted(notice.address)))


@render.register
def letter_waits(notice: notices.LetterWaits, _policy: Policy) -> Words:
    """To the topic: it is tried again."""
    text = _("✉️ The letter to {address} is not sent yet: {reason}. It waits in the queue and is tried again.")
    return Words(text.format(address=quoted(notice.address), reason=quoted(refusal(notice.reason))))
