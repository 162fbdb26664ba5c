"""Changes that need no call of their own, because a later one in the same lane shows all of it."""

from collections.abc import Callable, Iterable
from itertools import islice

from db.outbox import Parcel


def is_overtaken(parcel: Parcel, lane: Iterable[Parcel]) -> bool:
    """Tell whether the first parcel of a lane can go unsent."""
    covers = COVERS.get(parcel.kind)
    return covers is not None and any(
        later.kind == parcel.kind and covers(later, parcel) for later in islice(lane, 1, None)
    )


def _any(_later: Parcel, _earlier: Parcel) -> bool:
    return True


def _same_message(later: Parcel, earlier: Parcel) -> bool:
    """An edit that also changed the file is only covered by one that brings the file."""
    brings_all = later.body.get("media", False) or not earlier.body.get("media", False)
    return later.message == earlier.message and brings_all


def _same_text(later: Parcel, earlier: Parcel) -> bool:
    """A ready call that writes a message anew."""
    calls = later.body["method"], earlier.body["method"]
    ids = later.body["params"].get("message_id"), earlier.body["params"].get("message_id")
    return calls == ("editMessageText", "editMessageText") and ids[0] == ids[1]


COVERS: dict[str, Callable[[Parcel, Parcel], bool]] = {
    "show": _any,
    "edit": _same_message,
    "react": _same_message,
    "call": _same_text,
}
