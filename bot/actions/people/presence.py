"""Whether somebody can be written to: what is for those who are gone is kept, and delivered when they are back."""

from dataclasses import replace

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.addresses import ToPerson
from bot.rules.kinds import Kind
from bot.rules.notices import RequesterBack, RequesterGone, Withheld
from db import outbox
from db.outbox import Parcel
from db.people import people
from db.people.people import Person
from db.tickets import tickets

MARKED = frozenset({Kind.RELAY, Kind.EDIT})
"""What an operator wrote: each such message is marked in the topic when it has to wait."""


async def left(work: Work, person: int, parcel: Parcel | None = None) -> bool:
    """Note that nothing reaches a person any more, and tell the topics of their open tickets; False when known before.

    `parcel` is the one that found out: its topic is told in reply to its message.
    """
    if (await people.by_id(work.db, person)).unreachable_since is not None:
        return False
    await people.set_unreachable(work.db, person, work.now)
    for ticket in await tickets.open_of(work.db, person):
        about = parcel.message if parcel and parcel.ticket == ticket.number else None
        await outgoing.tell(work, outgoing.to_ticket(ticket.number), RequesterGone(number=ticket.number), about=about)
    return True


async def hold(work: Work, parcel: Parcel, to: ToPerson, reason: str, *, known: bool) -> None:
    """Keep a parcel that cannot reach its person now; operators see at once which of their messages wait.

    `known` when nothing was tried: whoever is back by now gets it at once, behind what has waited longer.
    """
    await outbox.hold(work.db, parcel.id, reason)
    person = await people.by_id(work.db, to.id)
    if known and person.unreachable_since is None:
        return
    news = not known and await left(work, person.id, parcel)
    if not news and parcel.ticket is not None and parcel.kind in MARKED:
        notice = Withheld(number=parcel.ticket)
        await outgoing.tell(work, outgoing.to_ticket(parcel.ticket), notice, about=parcel.message)


async def came_back(work: Work, person: Person) -> Person:
    """Deliver what waited for a person who can be written to again, and say so in their open tickets."""
    await people.set_unreachable(work.db, person.id, None)
    await outgoing.release(work, person)
    for ticket in await tickets.open_of(work.db, person.id):
        await outgoing.tell(work, outgoing.to_ticket(ticket.number), RequesterBack(number=ticket.number))
    return replace(person, unreachable_since=None)
