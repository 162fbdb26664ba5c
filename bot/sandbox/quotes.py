"""Quotes in replies, and replies to messages of other chats and topics."""

from collections.abc import Iterator, Sequence

from bot.sandbox import markup, objects
from bot.sandbox.refusals import bad
from bot.sandbox.world import JSON, Chat, Post, World

KEPT = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"})
"""Entities that stay in a quote, and have to be those of the quoted text."""
LONGEST = 1024
UNIT = 2
"""Bytes of a UTF-16 unit."""


def of(post: Post, text: str, entities: Sequence[JSON] | None, position: int = 0) -> JSON:
    """A TextQuote of a message, at the place nearest to `position`; a Refusal when its text reads differently.

    Entities None: those that the text has there.
    """
    places = sorted(_places(post.content.text, text), key=lambda start: abs(start - position))
    for start in places:
        there = _inside(post.content.entities, start, markup.units(text))
        if entities is None or _kept(entities) == there:
            return {"text": text, "position": start, "is_manual": True} | ({"entities": there} if there else {})
    raise bad("QUOTE_TEXT_INVALID")


def _places(text: str, part: str) -> Iterator[int]:
    """Where in a text a part begins, in UTF-16 units."""
    if not part or markup.units(part) > LONGEST:
        return
    at = text.find(part)
    while at >= 0:
        yield markup.units(text[:at])
        at = text.find(part, at + 1)


def _inside(entities: Sequence[JSON], start: int, length: int) -> list[JSON]:
    """Entities of a part of a text, moved to where it begins."""
    cut = []
    for entity in _kept(entities):
        first = max(entity["offset"] - start, 0)
        last = min(entity["offset"] + entity["length"] - start, length)
        if last > first:
            cut.append(entity | {"offset": first, "length": last - first})
    return cut


def _kept(entities: Sequence[JSON]) -> list[JSON]:
    return [entity for entity in entities if entity["type"] in KEPT]


def outside(world: World, chat: Chat, post: Post) -> JSON:
    """ExternalReplyInfo of a message, without its words; only supergroups give away where it stands."""
    place: JSON = {}
    if chat.type == "supergroup":
        place = {"chat": objects.chat(world, chat), "message_id": post.id}
    words = ("text", "entities", "caption", "caption_entities", "show_caption_above_media")
    held = {name: value for name, value in objects.content(post.content).items() if name not in words}
    return {"origin": objects.origin(world, post)} | place | held


def automatic(post: Post) -> JSON | None:
    """The quote that Telegram adds to a reply elsewhere: people there do not see what is answered."""
    text = post.content.text.encode("utf-16-le")[: LONGEST * UNIT].decode("utf-16-le", "ignore")
    return {"text": text, "position": 0} if text else None
