"""Words that look obscene and may be names (3.1)."""

from bot.rules.notices.base import AboutTicket


class NameClaimed(AboutTicket):
    """To supervisors: an operator says that a word, or several, of a held message (HTML) is a name.

    `version` is the one that waits: the question about another is void. `address` is that of the ticket's place.
    """

    message: int
    version: int
    operator: str
    word: str
    text: str
    address: str | None
