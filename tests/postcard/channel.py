"""The channel: cards are posted into a box that a test looks into."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from bot.channels.carrier import Carrier, Post
from bot.channels.carrying import delivering
from bot.channels.channel import Build, Capabilities, Channel, Ground
from bot.channels.plain_words import Choice
from bot.rules.notices import Notice
from bot.rules.policy import Policy
from bot.rules.visible import plain
from tests.postcard.intake import handling
from tests.postcard.words import word

POSTCARD = "postcard"
CARDS = Capabilities(longest_text=300)


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
class Box(Carrier):
    """The letter box. With other capabilities it tests what else a channel may be able to do."""

    name: str = POSTCARD
    capabilities: Capabilities = CARDS
    cards: list[Card] = field(default_factory=list)
    changes: list[tuple[str, str, str | None]] = field(default_factory=list)
    ground: Ground | None = None

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def word(self, notice: Notice, policy: Policy) -> str | None:
        return word(notice, policy)

    async def send(self, post: Post) -> str:
        number = f"card-{next(self._numbers)}"
        names = tuple(each.file.name or "" for each in post.files)
        self.cards.append(Card(number, post.to.address, plain(post.html), post.reply_to, names, post.choices))
        return number

    async def edit(self, at, post: Post) -> None:
        self.changes.append(("edit", at.id, plain(post.html)))

    async def delete(self, at) -> None:
        self.changes.append(("delete", at.id, None))

    async def react(self, at, emoji: str | None) -> None:
        self.changes.append(("react", at.id, emoji))

    def texts(self) -> Sequence[str]:
        return [card.text for card in self.cards]


def building(box: Box) -> Build:
    """Let a desk have a box."""

    def build(ground: Ground) -> Channel:
        box.ground = ground
        return Channel(box.name, delivering(ground, box), handling(box.name))

    return build
