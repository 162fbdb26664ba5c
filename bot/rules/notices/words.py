"""How operators write (3.5)."""

from bot.rules.notices.base import AboutTicket


class WordHinted(AboutTicket):
    """To the topic, without a sound and once for each word: it went out, and another one is better."""

    word: str
    proper: str

    @property
    def silent(self) -> bool:
        """It can wait."""
        return True
