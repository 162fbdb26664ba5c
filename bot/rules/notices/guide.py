"""The guide (3.6)."""

from bot.rules.notices.base import Notice


class GuideEmpty(Notice):
    """To supervisors, once: an instruction went out without a link, for there is nothing to link to."""
