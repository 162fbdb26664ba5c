"""Handing a ticket to another operator group, without telling its requester (6.1)."""

from enum import StrEnum

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.groups import groups
from bot.actions.groups.groups import Group
from bot.actions.moderation import moderation
from bot.actions.work import Work
from bot.rules.addresses import FormerPlace
from bot.rules.audit import Action
from bot.rules.channels import TELEGRAM
from bot.rules.notices import Transferred
from bot.rules.refusals import Refused
from bot.rules.tickets.tickets import State, check_open
from db import audit
from db.groups import groups as groups_rows
from db.groups.groups import Topic
from db.people.people import Person
from db.tickets import messages, tickets
from db.tickets.tickets import Ticket


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
    details = {"chat": chat, "group": group.title}
    await audit.write(work.db, Action.TRANSFER, work.now, actor=operator.id, ticket=ticket.number, **details)
    await settle(work, ticket)
    return group


async def settle(work: Work, ticket: Ticket) -> None:
    """Give a ticket that has moved its new place, with what was said so far."""
    await outgoing.show(work, ticket)
    told = await messages.of_ticket(work.db, ticket.number)
    await outgoing.pass_history(work, [each for each in told if not each.in_card and each.deleted_at is None], ticket)
    await moderation.ask_again(work, ticket)


async def _leave(work: Work, ticket: Ticket, group: Group) -> None:
    place = await groups_rows.topic_of(work.db, ticket.number)
    if place is None:
        return
    await groups_rows.forget_topic(work.db, ticket.number)
    await messages.forget_copies(work.db, ticket.number, TELEGRAM, str(place.chat_id))
    old = outgoing.to_place(place)
    await outgoing.tell(work, old, Transferred(number=ticket.number, to=group.title))
    if place.card_id is not None:
        await outgoing.call(work, old, "editMessageReplyMarkup", {"message_id": place.card_id})
    if place.thread_id is not None:
        await _close(work, old, place)


async def _close(work: Work, old: FormerPlace, place: Topic) -> None:
    await outgoing.call(work, old, "closeForumTopic", {"message_thread_id": place.thread_id})
