"""What silence leads to (3.2): reminders, then a word to supervisors or, by setting, the end of the ticket."""

from dataclasses import replace
from datetime import timedelta

from bot import links
from bot.actions import outgoing
from bot.actions.alarms import ring
from bot.actions.tickets import life, phone_answers, unanswered
from bot.actions.tickets.silence import KIND, asked_at, wait
from bot.actions.work import Ticket, Work
from bot.rules.audit import Action
from bot.rules.channels import PHONE
from bot.rules.notices import ClosedBySilence, ConfirmationReminded, RequestersSilent, SilentTicket
from bot.rules.tickets import silence
from bot.rules.tickets.tickets import Event
from db import alarms, audit
from db.alarms import Alarm
from db.groups import groups
from db.people import accounts, identities
from db.tickets import tickets

MOST_IN_LIST = 25
OVER_A_QUESTION = timedelta(days=1)
"""How often it is looked whether a question still stands open, whose answer was deleted: that is called up first."""


async def remind(work: Work) -> int:
    """Do what is due about requesters who do not confirm; returns how many there were."""
    silent: list[SilentTicket] = []

    async def answer(work: Work, alarm: Alarm) -> None:
        if not work.policy.silence_reminders:
            return
        ticket = await tickets.by_number(work.db, alarm.ticket)
        if await unanswered.stands_open(work, ticket):
            await _hold(work, alarm)
        elif silence.is_reminder(alarm.step):
            await _remind(work, ticket, alarm.step)
        elif work.policy.silence_closes is not None and _is_asked(ticket):
            await _close(work, ticket)
        else:
            silent.append(await _listed(work, ticket, alarm.step))

    found = await ring(work, KIND, answer)
    for start in range(0, len(silent), MOST_IN_LIST):
        told = RequestersSilent(tickets=tuple(silent[start : start + MOST_IN_LIST]))
        await outgoing.tell_supervisors(work, told)
    return found


async def _hold(work: Work, alarm: Alarm) -> None:
    """Look again later; the day of closing that was named has passed then, and the last reminder names another."""
    step = alarm.step if work.policy.silence_closes is None else silence.held_up(alarm.step)
    await alarms.put(work.db, replace(alarm, step=step, due_at=work.now + OVER_A_QUESTION))


async def _remind(work: Work, ticket: Ticket, step: int) -> None:
    """Remind the requester, unless they cannot be reached: reminders would pile up until they are back."""
    following = await wait(work, ticket.number, step + 1, asked_at(ticket))
    assert following is not None
    if ticket.reply_channel == PHONE:
        await audit.write(work.db, Action.REMIND, work.now, actor=None, ticket=ticket.number)
        return await phone_answers.ask_to_call(work, ticket)
    reached = await accounts.last_used(work.db, ticket.person, ticket.reply_channel, ticket.number)
    if reached is None or reached.account.unreachable_since is not None:
        return None
    await audit.write(work.db, Action.REMIND, work.now, actor=None, ticket=ticket.number)
    closes = silence.is_last_reminder(step) and work.policy.silence_closes is not None
    notice = ConfirmationReminded(number=ticket.number, closes_on=following.date() if closes else None)
    await outgoing.tell(work, outgoing.to_requester(ticket), notice)
    return None


def _is_asked(ticket: Ticket) -> bool:
    """Tell whether it is the requester who is silent: who is called may never have been reached."""
    return ticket.reply_channel != PHONE


async def _listed(work: Work, ticket: Ticket, step: int) -> SilentTicket:
    asked = asked_at(ticket)
    await wait(work, ticket.number, step + 1, asked)
    identity = await identities.by_id(work.db, ticket.identity)
    place = await groups.topic_of(work.db, ticket.number)
    address = links.to_place(place.chat_id, place.thread_id, place.card_id) if place else None
    return SilentTicket(ticket.number, identity.company, asked, address)


async def _close(work: Work, ticket: Ticket) -> None:
    await life.move(work, ticket, Event.CLOSE_BY_SILENCE)
    inside, outside = (ClosedBySilence(number=ticket.number, to_requester=each) for each in (False, True))
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), inside)
    await outgoing.tell(work, outgoing.to_requester(ticket), outside)
