"""Telling operators in the topic that something did not arrive (3.3: no message is lost unseen)."""

from bot.actions import sending
from bot.actions.work import Work
from bot.rules.notices import NotDelivered
from db import messages
from db.outbox import Parcel

CARRIED = frozenset({"relay", "edit", "erase"})
"""What an operator must know of when it was refused; a reaction is no message."""


async def report(work: Work, parcel: Parcel, reason: str) -> None:
    """Report what was refused for good to its topic: a message of either side, or a notice to the requester.

    A refused notice to the topic itself is not reported there: the report would fare no better.
    """
    to_requester = parcel.destination.startswith("person:")
    if parcel.ticket is None or not (parcel.kind in CARRIED or (parcel.kind == "notice" and to_requester)):
        return
    text = None if to_requester else await _text(work, parcel.message)
    notice = NotDelivered(
        number=parcel.ticket,
        message=parcel.message,
        act=parcel.kind,
        reason=reason,
        to_requester=to_requester,
        text=text,
    )
    await sending.tell(work, sending.to_ticket(parcel.ticket), notice, about=parcel.message)


async def _text(work: Work, message: int | None) -> str | None:
    """Give the HTML of a requester's message that the topic cannot show, if it has any."""
    return (await messages.by_id(work.db, message)).html or None if message is not None else None
