"""Whether somebody can be written to: what is for those who are gone is kept, and delivered when they are back."""

from dataclasses import replace

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.addresses import ToPerson
from bot.rules.kinds import Kind
from bot.rules.notices import RequesterBack, RequesterGone, Withheld
from db import outbox
from db.outbox import Parcel
from db.people import accounts, merging
from db.people.accounts import Account
from db.tickets import tickets

MARKED = frozenset({Kind.RELAY, Kind.EDIT})
"""What an operator wrote: each such message is marked in the topic when it has to wait."""


async def left(work: Work, person: int, channel: str, parcel: Parcel | None = None) -> bool:
    """Note that a channel does not reach a person any more, and tell their open tickets; False when known before.

    `parcel` is the one that found out: its topic is told in reply to its message.
    """
    known = await accounts.last_used(work.db, person, channel, parcel.ticket if parcel else None)
    if known is None or known.account.unreachable_since is not None:
        return False
    await accounts.set_unreachable(work.db, known.account.id, work.now)
    for ticket in await tickets.open_of(work.db, person):
        about = parcel.message if parcel and parcel.ticket == ticket.number else None
        await outgoing.tell(work, outgoing.to_ticket(ticket.number), RequesterGone(number=ticket.number), about=about)
    return True


async def hold(work: Work, parcel: Parcel, to: ToPerson, reason: str, *, known: bool) -> None:
    """Keep a parcel that cannot reach its person now; operators see at once which of their messages wait.

    `known` when nothing was tried: whoever is back by now gets it at once, behind what has waited longer.
    """
    await outbox.hold(work.db, parcel.id, reason)
    if (person := await merging.present(work.db, to.id)) != to.id:  # it was on its way when they became one
        await merging.pass_held(work.db, to.id, person)
        to = replace(to, id=person)
    if known and await _is_back(work, to, parcel):
        return
    news = not known and await left(work, to.id, parcel.channel, parcel)
    if not news and parcel.ticket is not None and parcel.kind in MARKED:
        notice = Withheld(number=parcel.ticket)
        await outgoing.tell(work, outgoing.to_ticket(parcel.ticket), notice, about=parcel.message)


async def _is_back(work: Work, to: ToPerson, parcel: Parcel) -> bool:
    known = await accounts.last_used(work.db, to.id, to.channel, parcel.ticket)
    return known is not None and known.account.unreachable_since is None


async def came_back(work: Work, account: Account) -> None:
    """Deliver what waited for an account that can be written to again, and say so in the open tickets."""
    await accounts.set_unreachable(work.db, account.id, None)
    await outgoing.release(work, ToPerson(account.person, account.channel))
    for ticket in await tickets.open_of(work.db, account.person):
        await outgoing.tell(work, outgoing.to_ticket(ticket.number), RequesterBack(number=ticket.number))
