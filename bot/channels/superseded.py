"""Changes that need no call of their own, because a later one to the same place shows all of it.

Later is what has a higher id: what is tried again by hand stands at the end of its lane under its old one.
"""

from collections.abc import Callable, Iterable

from bot.rules.asking import Again
from bot.rules.kinds import Kind
from db import outbox
from db.engine import Database
from db.outbox import Parcel


def is_superseded(parcel: Parcel, lane: Iterable[Parcel]) -> bool:
    """Tell whether a parcel can go unsent, because a later one waits in its lane."""
    covers = COVERS.get(Kind(parcel.kind))
    return covers is not None and any(
        later.id > parcel.id and later.kind == parcel.kind and covers(later, parcel) for later in lane
    )


async def is_outdated(database: Database, parcel: Parcel) -> bool:
    """Tell whether a parcel that is tried again can go unsent, because a later one was sent before it, or will be."""
    if parcel.kind not in COVERS or parcel.due_at <= parcel.created_at:
        return False
    async with database.reading() as connection:
        return is_superseded(parcel, await outbox.later(connection, parcel))


def _any(_later: Parcel, _earlier: Parcel) -> bool:
    return True


def _shows_all(later: Parcel, earlier: Parcel) -> bool:
    """A card that is to be sent anew is not covered by an edit of the one before."""
    return bool(later.body.get("anew", False) or not earlier.body.get("anew", False))


def _same_message(later: Parcel, earlier: Parcel) -> bool:
    """An edit that also changed the file is only covered by one that brings the file, one of words by one of words."""
    brings_all = later.body.get("media", False) or not earlier.body.get("media", False)
    brings_all = brings_all and (earlier.body.get("look", False) or not later.body.get("look", False))
    return later.message == earlier.message and brings_all


def _same_text(later: Parcel, earlier: Parcel) -> bool:
    """A ready call that rewrites a message, or a question that is only brought up to date where it stands."""
    asked, anew = earlier.body.get("question"), later.body.get("question")
    if asked and asked == anew and asked["again"] == Again.HERE:
        return True  # where it was asked below instead, the later one would change the copy before
    calls = later.body["method"], earlier.body["method"]
    ids = later.body["params"].get("message_id"), earlier.body["params"].get("message_id")
    return calls == ("editMessageText", "editMessageText") and ids[0] == ids[1]


def _same_import(later: Parcel, earlier: Parcel) -> bool:
    return bool(later.body["import"] == earlier.body["import"])


COVERS: dict[Kind, Callable[[Parcel, Parcel], bool]] = {
    Kind.SHOW: _shows_all,
    Kind.PIN: _any,
    Kind.EDIT: _same_message,
    Kind.REACT: _same_message,
    Kind.PROMPT: _same_message,
    Kind.IMPORT: _same_import,
    Kind.CALL: _same_text,
    Kind.SETUP: _any,
}
