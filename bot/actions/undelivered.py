"""Telling operators in the topic that something did not reach the requester (3.3: no message is lost unseen)."""

from bot.actions import sending
from bot.actions.work import Work
from bot.rules.notices import NotDelivered, RequesterGone
from db import people, tickets
from db.outbox import Parcel

CARRIED = frozenset({"relay", "edit", "erase"})
"""What an operator must know of when it was refused; a reaction is no message."""


async def report(work: Work, parcel: Parcel, reason: str) -> None:
    """Report a message, an edit or a deletion that was refused; a requester who is gone is reported once."""
    if parcel.ticket is None or not parcel.destination.startswith("person:"):
        return
    ticket = await tickets.by_number(work.db, parcel.ticket)
    requester = await people.by_id(work.db, ticket.person)
    topic = sending.to_ticket(ticket.number)
    if requester.unreachable_since == work.now or (requester.unreachable_since and parcel.kind != "relay"):
        await sending.tell(work, topic, RequesterGone(number=ticket.number))
    if parcel.kind in CARRIED:
        await sending.tell(work, topic, NotDelivered(number=ticket.number, message=parcel.message, reason=reason))
