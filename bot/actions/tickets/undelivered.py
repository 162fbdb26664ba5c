"""Telling people that something did not arrive (3.3: no message is lost unseen)."""

from bot.actions import bursts, outgoing
from bot.actions.work import Work
from bot.rules.addresses import ToPerson
from bot.rules.channels import EMAIL
from bot.rules.kinds import TREATMENTS, Kind, Loss
from bot.rules.notices import NotDelivered, NotPassedOn, NotWritten
from bot.rules.tickets.incoming import OTHER
from db.outbox import Parcel
from db.tickets import messages, tickets


async def report(work: Work, parcel: Parcel, reason: str) -> None:
    """Report what was refused for good: to its ticket's topic, or to supervisors when the topic itself refuses."""
    loss = TREATMENTS[Kind(parcel.kind)].loss
    if parcel.ticket is None or loss is Loss.NOTHING:
        return
    ticket = await tickets.by_number(work.db, parcel.ticket)
    to_requester = parcel.channel == EMAIL or (isinstance(parcel.to, ToPerson) and parcel.to.id == ticket.person)
    if to_requester or loss is Loss.PEOPLE:
        notice = NotDelivered(
            number=ticket.number,
            message=parcel.message,
            act="letter" if parcel.channel == EMAIL else parcel.kind,
            reason=reason,
            to_requester=to_requester,
            text=None if to_requester or parcel.kind == Kind.ERASE else await _text(work, parcel.message),
        )
        await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice, about=parcel.message)
        if not to_requester and await _is_unknown(work, parcel.message):
            words = NotPassedOn(number=ticket.number)
            await outgoing.tell(work, outgoing.to_requester(ticket), words, about=parcel.message)
    elif parcel.to == outgoing.to_ticket(ticket.number):
        await bursts.tell(work, NotWritten(number=ticket.number, reason=reason), reason)


async def _is_unknown(work: Work, message: int | None) -> bool:
    """Tell whether it is what a message holds that cannot be passed on: there is nothing operators could do."""
    return message is not None and (await messages.by_id(work.db, message)).kind == OTHER


async def _text(work: Work, message: int | None) -> str | None:
    """Return the HTML of a requester's message that the topic cannot show, if it has any."""
    return (await messages.by_id(work.db, message)).html or None if message is not None else None
