"""The one-time code by which the first supervisor of an empty desk is known."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is kept of a code: its SHA-256 in hexadecimal, and since when it is there."""

    digest: str
    made_at: datetime
    used_at: datetime | None

    def admits(self, code: str, now: datetime) -> bool:
        """Tell whether somebody shows the code in time, and as the first."""
        shown = hmac.compare_digest(digest_of(code), self.digest)  # how long it takes says nothing of the code
        return shown and self.used_at is None and now < self.made_at + LASTS


def digest_of(code: str) -> str:
    """Return what is kept of a code: whoever reads the database cannot show it."""
    return hashlib.sha256(code.encode()).hexdigest()


def link(bot: str, code: str) -> str:
    """Return the address that opens the chat with a bot (its username) and shows it the code."""
    return f"https://t.me/{bot}?start={code}"
