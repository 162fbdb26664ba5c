"""What somebody wrote, as its channel brings it in (3.3): the same for every channel."""

from dataclasses import dataclass

from bot.rules.channels import Origin
from bot.rules.files import File
from bot.rules.tickets.context import NONE, Context

TEXT = "text"
OTHER = "other"
"""What no version of ours knows: it can be copied where it stands, and not be made again."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it came: where it stands, what it holds, what it answers.

    `html` is its text or caption in the desk's format (`bot.rules.visible`), `kind` TEXT or what sort of file or thing
    it is. `position` orders the parts of an album. `reply_to` is the id of a message in the same place. `about` is the
    number of the ticket that a notice of the desk names, when the message replies to one.
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

    @property
    def answered(self) -> Origin | None:
        """Where the message stands that this one replies to."""
        return None if self.reply_to is None else Origin(self.origin.channel, self.origin.place, self.reply_to)
