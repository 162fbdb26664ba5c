"""What silence leads to (3.2): reminders, then a word to supervisors or, by setting, the end of the ticket."""

from bot import links
from bot.actions import outgoing
from bot.actions.alarms import ring
from bot.actions.deadlines import warnings
from bot.actions.tickets.conversation import advance
from bot.actions.tickets.silence import KIND, wait
from bot.actions.work import Ticket, Work
from bot.rules.notices import ClosedBySilence, ConfirmationReminded, RequestersSilent, SilentTicket
from bot.rules.tickets import silence
from bot.rules.tickets.tickets import Event
from db import audit
from db.alarms import Alarm
from db.groups import groups
from db.people import identities, people
from db.tickets import silence as record
from db.tickets import tickets

MOST_IN_LIST = 25


async def remind(work: Work) -> int:
    """Do what is due about requesters who do not confirm; gives how many there were."""
    silent: list[SilentTicket] = []

    async def answer(work: Work, alarm: Alarm) -> None:
        if not work.policy.silence_reminders:
            return
        ticket = await tickets.by_number(work.db, alarm.ticket)
        if silence.is_reminder(alarm.step):
            await _remind(work, ticket, alarm.step)
        elif work.policy.silence_closes is not None:
            await _close(work, ticket)
        else:
            silent.append(await _listed(work, ticket, alarm.step))

    found = await ring(work, KIND, answer)
    for start in range(0, len(silent), MOST_IN_LIST):
        told = RequestersSilent(tickets=tuple(silent[start : start + MOST_IN_LIST]))
        await outgoing.tell_supervisors(work, told)
    return found


async def _remind(work: Work, ticket: Ticket, step: int) -> None:
    """Remind the requester, unless they cannot be reached: reminders would pile up until they are back."""
    following = await wait(work, ticket.number, step + 1, await record.asked_at(work.db, ticket.number))
    assert following is not None
    if (await people.by_id(work.db, ticket.person)).unreachable_since is not None:
        return
    await audit.write(work.db, "remind", work.now, actor=None, ticket=ticket.number)
    closes = silence.is_last_reminder(step) and work.policy.silence_closes is not None
    notice = ConfirmationReminded(number=ticket.number, closes_on=following.date() if closes else None)
    await outgoing.tell(work, outgoing.to_person(ticket.person), notice)


async def _listed(work: Work, ticket: Ticket, step: int) -> SilentTicket:
    asked = await record.asked_at(work.db, ticket.number)
    await wait(work, ticket.number, step + 1, asked)
    identity = await identities.by_id(work.db, ticket.identity)
    place = await groups.topic_of(work.db, ticket.number)
    address = links.to_place(place.chat_id, place.thread_id, place.card_id) if place else None
    return SilentTicket(ticket.number, identity.company, asked, address)


async def _close(work: Work, ticket: Ticket) -> None:
    await advance(work, ticket, Event.CLOSE_BY_SILENCE)
    await tickets.change(work.db, ticket.number, closed_at=work.now)
    await warnings.follow(work, ticket.number)
    await audit.write(work.db, "close_by_silence", work.now, actor=None, ticket=ticket.number)
    inside, outside = (ClosedBySilence(number=ticket.number, to_requester=each) for each in (False, True))
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), inside)
    await outgoing.tell(work, outgoing.to_person(ticket.person), outside)
