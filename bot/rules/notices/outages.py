"""Telegram itself is out of reach, or was. `waiting` counts messages that could not be sent."""

from datetime import datetime

from bot.rules.notices.base import ByMail, Notice


class OutageLasts(ByMail):
    """By e-mail to those who run the desk: Telegram does not answer."""

    began: datetime
    waiting: int


class OutageOver(Notice):
    """To supervisors: Telegram answers again."""

    began: datetime
    ended: datetime
    waiting: int
