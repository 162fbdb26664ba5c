"""The channel: cards are posted into a box that a test looks into."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.channels.carrier import Capabilities, Carrier, Post
from bot.channels.carrying import delivering
from bot.channels.channel import Build, Channel, Ground
from bot.channels.plain_words import Choice
from bot.rules.channels import Origin
from bot.rules.visible import plain
from tests.postcard.intake import handling
from tests.postcard.words import word

POSTCARD = "postcard"
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Card:
    """A card from the desk."""

    id: str
    to: str
    text: str
    reply_to: str | None
    files: tuple[str, ...]
    choices: tuple[Choice, ...]


@dataclass
class Box:
    """The letter box. `capable` makes it a channel that can do more, with `more` of its limits."""

    capable: bool = False
    more: dict[str, Any] = field(default_factory=lambda: {"longest_text": LONGEST})
    name: str = POSTCARD
    cards: list[Card] = field(default_factory=list)
    changes: list[tuple[str, str, str | None]] = field(default_factory=list)
    ground: Ground | None = None

    def carrier(self) -> Carrier:
        calls = {"edit": self.edit, "delete": self.delete, "react": self.react} if self.capable else {}
        return Carrier(self.name, self.send, Capabilities(**calls, **self.more), word)

    async def send(self, post: Post) -> str:
        number = f"card-{len(self.cards) + 1}"
        names = tuple(each.file.name or "" for each in post.files)
        self.cards.append(Card(number, post.to.address, plain(post.html), post.reply_to, names, post.choices))
        return number

    async def edit(self, at: Origin, post: Post) -> None:
        self.changes.append(("edit", at.id, plain(post.html)))

    async def delete(self, at: Origin) -> None:
        self.changes.append(("delete", at.id, None))

    async def react(self, at: Origin, emoji: str | None) -> None:
        self.changes.append(("react", at.id, emoji))

    def texts(self) -> Sequence[str]:
        return [card.text for card in self.cards]


def building(box: Box) -> Build:
    """Let a desk have a box."""

    def build(ground: Ground) -> Channel:
        box.ground = ground
        return Channel(box.name, delivering(ground, box.carrier()), handling(box.name))

    return build
