"""Telling operators in the topic that something did not arrive (3.3: no message is lost unseen)."""

from bot.actions import sending
from bot.actions.work import Work
from bot.rules.notices import NotDelivered, RequesterGone
from db import people, tickets
from db.outbox import Parcel

CARRIED = frozenset({"relay", "edit", "erase"})
"""What an operator must know of when it was refused; a reaction is no message."""


async def report(work: Work, parcel: Parcel, reason: str, *, gone: bool) -> None:
    """Report what was refused for good, to the topic; that its recipient is `gone`, once until they are back."""
    kind, _, key = parcel.destination.partition(":")
    if gone and kind == "person":
        await _note_gone(work, int(key))
    if parcel.kind in CARRIED and parcel.ticket is not None:
        notice = NotDelivered(
            number=parcel.ticket, message=parcel.message, reason=reason, to_requester=kind == "person"
        )
        await sending.tell(work, sending.to_ticket(parcel.ticket), notice, about=parcel.message)


async def _note_gone(work: Work, person: int) -> None:
    if (await people.by_id(work.db, person)).unreachable_since is not None:
        return
    await people.set_unreachable(work.db, person, work.now)
    for ticket in await tickets.open_of(work.db, person):
        await sending.tell(work, sending.to_ticket(ticket.number), RequesterGone(number=ticket.number))
