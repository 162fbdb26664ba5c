"""Handing a ticket to another operator group, without telling its requester (6.1)."""

from datetime import datetime
from enum import StrEnum

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.groups import groups
from bot.actions.groups.groups import Group
from bot.actions.moderation import moderation
from bot.actions.tickets import life
from bot.actions.work import Work
from bot.rules.audit import Action
from bot.rules.channels import TELEGRAM
from bot.rules.notices import NoteHandedOver, Transferred
from bot.rules.refusals import Refused
from bot.rules.text import cut
from bot.rules.tickets.tickets import Event, State, check_open
from db import audit
from db.groups import former_places
from db.groups import groups as groups_rows
from db.groups.groups import Topic
from db.people.people import Person
from db.tickets import messages, tickets
from db.tickets.messages import Message
from db.tickets.tickets import Ticket

NOTE_LIMIT = 3500
"""Characters: with the words around it a note is one message."""


class Reason(StrEnum):
    """Why a ticket cannot be handed over."""

    NOWHERE = "nowhere"
    """There is no other operator group, or the chosen one is no longer one."""


async def targets(work: Work, operator: Person, ticket: Ticket) -> list[Group]:
    """Return the groups a ticket can be handed to.

    Raises AccessDenied; Refused when it is closed or there are none.
    """
    await access.demand(work, operator, Right.OPERATE, ticket)
    check_open(State(ticket.state))
    others = [group for group in await groups.desk_groups(work) if group.chat_id != ticket.group_id]
    if not others:
        raise Refused(Reason.NOWHERE)
    return others


async def transfer(work: Work, operator: Person, ticket: Ticket, chat: int) -> Group:
    """Move a ticket with its history to another group; nobody there has taken it yet. Raises AccessDenied, Refused."""
    group = next((each for each in await targets(work, operator, ticket) if each.chat_id == chat), None)
    if group is None:
        raise Refused(Reason.NOWHERE)
    await _leave(work, ticket, group)
    ticket = await tickets.change(work.db, ticket.number, group_id=chat, operator=None)
    ticket = await life.move(work, ticket, Event.TRANSFER, operator)
    details = {"chat": chat, "group": group.title}
    await audit.write(work.db, Action.TRANSFER, work.now, actor=operator.id, ticket=ticket.number, **details)
    await settle(work, ticket)
    return group


async def settle(work: Work, ticket: Ticket) -> None:
    """Give a ticket that has moved its place, a new one or that which it once had there, with what was said so far."""
    told = [each for each in await messages.of_ticket(work.db, ticket.number) if not each.in_card]
    assert ticket.group_id is not None
    left = await former_places.last(work.db, ticket.number, ticket.group_id)
    since = left.left_at if left else None
    missing = await _return(work, ticket, told)
    await outgoing.show(work, ticket)
    await outgoing.pass_history(work, [each for each in missing if each.deleted_at is None], ticket)
    await _pass_notes(work, ticket, since)
    await moderation.ask_again(work, ticket)


async def _pass_notes(work: Work, ticket: Ticket, since: datetime | None) -> None:
    """Bring the notes that were kept elsewhere, behind what was said; those of its old topic still stand there."""
    for line in await audit.of_ticket(work.db, ticket.number):
        if line.action == Action.NOTE and (since is None or line.at > since):
            note = NoteHandedOver(number=ticket.number, by=line.actor or "", text=cut(line.details["text"], NOTE_LIMIT))
            await outgoing.tell(work, outgoing.to_ticket(ticket.number), note)


async def _return(work: Work, ticket: Ticket, told: list[Message]) -> list[Message]:
    """Use the topic again that a ticket had in its group; returns which of its messages are not there."""
    assert ticket.group_id is not None
    place = str(ticket.group_id)
    left = await former_places.last(work.db, ticket.number, ticket.group_id)
    if left is None:
        await messages.forget_copies(work.db, ticket.number, TELEGRAM, place)
        return told
    closed, name = left.thread_id is not None, left.given_name
    topic = Topic(ticket.number, ticket.group_id, left.thread_id, None, "", "", closed=closed, given_name=name)
    await groups_rows.place(work.db, topic)
    missing = [each for each in told if not (each.by_operator and (each.channel, each.place) == (TELEGRAM, place))]
    changed = [each.id for each in missing if each.edited_at is not None and each.edited_at > left.left_at]
    await messages.forget_copies_of(work.db, changed, TELEGRAM, place)  # they are brought as they read now
    await outgoing.take_back(work, [each for each in missing if _was_deleted(each, left.left_at)], ticket)
    return missing


def _was_deleted(message: Message, since: datetime) -> bool:
    return message.deleted_at is not None and message.deleted_at > since


async def _leave(work: Work, ticket: Ticket, group: Group) -> None:
    place = await groups_rows.topic_of(work.db, ticket.number)
    if place is None:
        return
    await former_places.add(work.db, place, work.now)
    await groups_rows.forget_topic(work.db, ticket.number)
    await outgoing.tell(work, outgoing.to_place(place), Transferred(number=ticket.number, to=group.title))
    await outgoing.leave(work, place, group.title)
