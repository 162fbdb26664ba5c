"""The parts of an album, which come one by one and go out together."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.channels.channel import Ground
from bot.channels.errors import TooSoon
from db.moderation import held
from db.outbox import Parcel
from db.tickets import messages
from db.tickets.messages import Message

MOST = 10


@dataclass(frozen=True, slots=True)
class Gathered:
    """The parts of an album that are still to go to a place, in order, and the message that the album answers."""

    parts: Sequence[Message] = ()
    reply_to: int | None = None


async def gather(
    ground: Ground, part: Message, channel: str, place: str, lane: Iterable[Parcel], *, held_back: bool
) -> Gathered:
    """Return what is missing of an album at a place; nothing, with `held_back`, while a part waits for a decision.

    Raises TooSoon while more parts may come, which each stand in the lane when they have.
    """
    assert part.album is not None
    async with ground.reading() as connection:
        if held_back and await held.holds_album(connection, part.origin, part.album):
            return Gathered()  # what lets it go promises it again
        parts = await messages.of_album(connection, part.origin, part.album)
        present = [each for each in parts if each.deleted_at is None]
        copied = [await messages.copy_in(connection, each.id, channel, place) for each in present]
    missing = [each for each, copy in zip(present, copied, strict=True) if copy is None]
    ids = {each.id for each in parts}
    quiet = time.monotonic() - max(each.seen_at for each in lane if each.message in ids)
    if missing and quiet < ground.policy.album_pause:
        raise TooSoon(ground.policy.album_pause - quiet)  # the album may not be complete yet
    return Gathered(missing[:MOST], parts[0].reply_to)
