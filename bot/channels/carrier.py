"""What a channel that writes to one person at a time does itself; `carrying` does the rest."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

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


Send = Callable[[Post], Awaitable[str]]
"""Sends a post and returns its id in the channel."""
Edit = Callable[[Origin, Post], Awaitable[None]]
"""Puts a post in the place of an earlier one."""
Delete = Callable[[Origin], Awaitable[None]]
"""Takes a post back."""
React = Callable[[Origin, str | None], Awaitable[None]]
"""Shows a reaction under a message; None takes it away."""
Word = Callable[[Notice, Policy], str | None]
"""Returns words of the channel's own for a notice, in the desk's format and the current language; None: it has none."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do beside sending; None: it cannot.

    `longest_text` is in characters, None: any; `files` the bytes of the largest, 0: none.
    """

    edit: Edit | None = None
    delete: Delete | None = None
    react: React | None = None
    albums: bool = False
    buttons: bool = False
    longest_text: int | None = None
    files: int = 0


def no_words(_notice: Notice, _policy: Policy) -> None:
    """Have no words of its own."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A channel's own part. Its calls raise DeliveryError."""

    name: str
    send: Send
    capabilities: Capabilities = Capabilities()
    word: Word = no_words
