"""How things stand with Telegram, by the calls that were made."""

import time
from dataclasses import dataclass, field

SILENT_SECONDS = 90.0
RIVAL = "another program takes the updates of this token, or a webhook is set (409)"
REFUSED = "Telegram refuses the token"
SILENT = "Telegram has not answered for over 90 s"


@dataclass
class Line:
    """When a call last succeeded, by the monotonic clock, whether the last answer was that the token is wrong."""

    succeeded_at: float = field(default_factory=time.monotonic)
    token_refused: bool = False
    rivalled: bool = False
    """Whether the last poll was ended by somebody else's, or refused for a webhook."""
    answered_at: float | None = None
    """When anything was answered but «I am out of order»; None: not yet."""
    began_at: float = field(default_factory=time.monotonic)

    def begin(self) -> None:
        """Note that nobody had anything to ask before: what was not heard until now says nothing."""
        self.succeeded_at = self.began_at = time.monotonic()
        self.answered_at = None

    def answered(self) -> None:
        """Note that Telegram answered, if only to refuse."""
        self.answered_at = time.monotonic()

    def succeeded(self) -> None:
        """Note that Telegram did what it was asked."""
        self.succeeded_at = self.answered_at = time.monotonic()
        self.token_refused = False

    def idle(self) -> float:
        """Return the seconds since a call last succeeded."""
        return time.monotonic() - self.succeeded_at

    def silence(self) -> float:
        """Return the seconds since Telegram last answered, or since anybody asks."""
        return time.monotonic() - (self.began_at if self.answered_at is None else self.answered_at)

    def faults(self) -> list[str]:
        """Return what is wrong with it, for people who run the desk."""
        found = [REFUSED] if self.token_refused else []
        found += [RIVAL] if self.rivalled else []
        return [*found, SILENT] if self.idle() > SILENT_SECONDS else found
