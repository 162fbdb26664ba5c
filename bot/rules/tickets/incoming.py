"""What somebody wrote, as its channel brings it in (3.3): the same for every channel."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.channels import Origin
from bot.rules.files import File
from bot.rules.tickets.context import NONE, Context

TEXT = "text"
OTHER = "other"
"""What no version of ours knows: it can be copied where it stands, and not be made again."""
AT_ONCE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it came: where it stands, what it holds, what it answers.

    `html` is its text or caption in the desk's format (`bot.rules.visible`), `kind` TEXT or what sort of file or thing
    it is. `position` orders the parts of an album. `reply_to` is the id of a message in the same place. `about` is the
    number of the ticket that a notice of the desk names, when the message replies to one. `written_at` is when its
    author sent it, as far as the channel says.
    """

    origin: Origin
    kind: str
    html: str
    file: File | None = None
    spoiler: bool = False
    album: str | None = None
    position: int | None = None
    reply_to: str | None = None
    about: int | None = None
    context: Context = NONE
    written_at: datetime | None = None

    def sent_at(self, now: datetime) -> datetime:
        """Return when it was written, which is long ago after an outage and never later than now.

        What came at once came now: a channel counts in whole seconds, and two messages must not change places.
        """
        return self.written_at if self.written_at is not None and now - self.written_at > AT_ONCE else now

    @property
    def answered(self) -> Origin | None:
        """Where the message stands that this one replies to."""
        return None if self.reply_to is None else Origin(self.origin.channel, self.origin.place, self.reply_to)
