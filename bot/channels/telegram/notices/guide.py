"""Words about the guide."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, render
from bot.rules import notices
from bot.rules.policy import Policy


@render.register
def guide_empty(_notice: notices.GuideEmpty, _policy: Policy) -> Words:
    """To supervisors: a rule does nothing until they import articles."""
    return Words(_("The guide is empty: instructions without a link are not held (3.6). To load articles: /import"))
