"""What becomes of a delivery (a receipt, the one way in which it fails, a wait), and an input that is none."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.rules.notices import AboutTicket
from db.tickets.messages import Copy


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel reports of a delivery: where the copies of messages stand now.

    `delivered` counts the parcels from the front of the lane that it is about, `calls` what their ticket cost its
    group since its last receipt. The `notice` tells the ticket's operators more than that.
    """

    copies: list[Copy] = field(default_factory=list)
    delivered: int = 1
    calls: int = 0
    notice: AboutTicket | None = None


STRUCK = "…"


def without(secret: str, said: str) -> str:
    """Return what an exception says without a secret: some quote the address that was called, or what was sent."""
    return said.replace(secret, STRUCK) if secret else said


class UnreadableError(Exception):
    """An input lacks what makes it one: another try would read no more of it."""


class TooSoon(Exception):
    """It is not a failure that a delivery waits `seconds` before it is tried: what it needs is still coming."""

    def __init__(self, seconds: float) -> None:
        """Keep how long."""
        super().__init__(seconds)
        self.seconds = seconds


class DeliveryError(Exception):
    """A delivery failed. Permanent: another try would fail as well. Otherwise wait `retry_after` seconds, if given.

    Without it pauses grow, up to `longest` seconds. What `blames_call` may fail for ever though others succeed. The
    `notice` tells the ticket's operators, at the first failure only.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        longest: float | None = None,
        blames_call: bool = False,
        notice: AboutTicket | None = None,
    ) -> None:
        """Keep what the courier decides by; `reason` is the other side's own text."""
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
        self.longest = longest
        self.blames_call = blames_call
        self.notice = notice

    @property
    def gone(self) -> bool:
        """Whether nothing at all reaches this recipient any more."""
        return False


class RecipientGoneError(DeliveryError):
    """The recipient is known to be gone, or what was held for them goes first: no call was made."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason, permanent=True)

    @property
    def gone(self) -> bool:
        """Nothing reaches them until they show that they are back."""
        return True


@dataclass(frozen=True, slots=True)
class Postponed:
    """A delivery that failed and is tried again at `due`; `first` when it failed for the first time."""

    error: DeliveryError
    due: datetime
    first: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A delivery that failed for good, or for as long as its recipient is gone."""

    error: DeliveryError


Outcome = Receipt | Postponed | Refused
