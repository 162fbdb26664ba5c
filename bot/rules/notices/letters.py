"""What became of letters (4.2, 4.3)."""

from bot.rules.notices.base import AboutTicket


class LetterSent(AboutTicket):
    """To the topic: the mail server has taken a letter to the requester."""

    address: str


class LetterWaits(AboutTicket):
    """To the topic, once a letter: the mail server did not take it yet, and why; it is tried again."""

    address: str
    reason: str
