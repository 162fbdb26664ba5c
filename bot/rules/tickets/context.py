"""What comes along with the words of a message: what they answer, whose they are, how they are shown (3.3)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.rules.tickets.data_requests import Item, Kind

PERSON, GROUP, CHANNEL = "person", "group", "channel"


@dataclass(frozen=True, slots=True)
class Quote:
    """The part of the answered message that an answer is about; `position` and the entities are in UTF-16 units."""

    text: str
    position: int
    entities: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody else's message: who wrote it (PERSON, GROUP or CHANNEL, and its name), what it holds and says."""

    by: str
    name: str
    kind: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """All of it. `answered` is a message of another chat, `preview` what was chosen for the preview of links.

    `asked` is the operator's question that a message answers (3.7), without its reason.
    """

    quote: Quote | None = None
    answered: Source | None = None
    forwarded: Source | None = None
    caption_above: bool = False
    preview: Mapping[str, Any] | None = None
    asked: Item | None = None

    def shown_as(self, newer: "Context") -> "Context":
        """Return it with how a newer version is shown. What the message answers, and whose words it is, stays."""
        return replace(self, caption_above=newer.caption_above, preview=newer.preview)

    def packed(self) -> dict[str, Any] | None:
        """Return it as JSON; None when there is nothing to it, as with nearly every message."""
        return None if self == NONE else {name: each for name, each in asdict(self).items() if each}


NONE = Context()


def unpacked(packed: Mapping[str, Any] | None) -> Context:
    """Return what was packed."""
    if packed is None:
        return NONE
    parts: Mapping[str, Callable[..., Any]] = {"quote": Quote, "answered": Source, "forwarded": Source, "asked": _item}
    return Context(**{name: parts[name](**each) if name in parts else each for name, each in packed.items()})


def _item(kind: str, why: str, text: str) -> Item:
    return Item(Kind(kind), why, text)
