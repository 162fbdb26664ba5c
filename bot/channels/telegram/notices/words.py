"""Words about how operators write (3.5)."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, render
from bot.phrasing import quoted
from bot.rules import notices
from bot.rules.policy import Policy


@render.register
def word_hinted(notice: notices.WordHinted, _policy: Policy) -> Words:
    """To the topic: nothing is to be done."""
    text = _("Sent. Better than “{word}”: “{proper}”")
    return Words(text.format(word=quoted(notice.word), proper=quoted(notice.proper)))
