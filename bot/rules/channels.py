"""The channels by which people reach the desk and it reaches them, and where in them a message stands."""

from dataclasses import dataclass

TELEGRAM = "telegram"
EMAIL = "email"
PHONE = "phone"
"""Nothing is sent by it: operators are asked to call."""
YOOKASSA = "yookassa"
"""No person is reached by it: the provider of links to pay is asked, and tells of payments."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message stands: a channel, a place in it (a chat, a mailbox) and its id there, in the channel's words."""

    channel: str
    place: str
    id: str


def in_telegram(chat: int, message: int) -> Origin:
    """Return where a message of Telegram stands."""
    return Origin(TELEGRAM, str(chat), str(message))
