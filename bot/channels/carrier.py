"""What a channel that writes to one person at a time does itself; `carrying` does the rest."""

from dataclasses import dataclass

from bot.channels.channel import Capabilities
from bot.channels.plain_words import Choice
from bot.rules.channels import Origin
from bot.rules.files import File
from bot.rules.notices import Notice
from bot.rules.policy import Policy
from db.people.accounts import Account


@dataclass(frozen=True, slots=True)
class Attached:
    """A file and what it holds."""

    file: File
    data: bytes


@dataclass(frozen=True, slots=True)
class Post:
    """Something to show to somebody: words in the desk's format (`bot.rules.visible`) and files.

    `reply_to` is the channel's id of what it answers. The `key` is the same when a post is tried again.
    """

    to: Account
    ticket: int | None
    key: str
    html: str
    files: tuple[Attached, ...] = ()
    reply_to: str | None = None
    choices: tuple[Choice, ...] = ()
    """For buttons."""


class Carrier:
    """A channel's own part. What its capabilities leave out it is never asked for. Calls raise DeliveryError."""

    name: str
    capabilities: Capabilities

    def word(self, _notice: Notice, _policy: Policy) -> str | None:
        """Return words of its own for a notice, in the desk's format and the current language; None: it has none."""
        return None

    async def send(self, post: Post) -> str:
        """Send a post and return its id in the channel."""
        raise NotImplementedError

    async def edit(self, at: Origin, post: Post) -> None:
        """Put a post in the place of an earlier one."""
        raise NotImplementedError

    async def delete(self, at: Origin) -> None:
        """Take a post back."""
        raise NotImplementedError

    async def react(self, at: Origin, emoji: str | None) -> None:
        """Show a reaction under a message; None takes it away."""
        raise NotImplementedError
