"""Operators correct who a ticket is from (6.2); what was stated before stays on record."""

from bot.actions import access, outgoing
from bot.actions.access import AccessDenied, Right
from bot.actions.people.identification import columns_of
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.people.identity import Columns, Field, stated
from bot.rules.tickets import trial
from bot.rules.tickets.tickets import State, check_open
from db import audit
from db.people import identities
from db.people.identities import StoredIdentity
from db.tickets import tickets

__all__ = ["Field", "StoredIdentity", "correct", "present", "value"]


async def present(work: Work, operator: Person, ticket: Ticket) -> StoredIdentity:
    """Return who a ticket is from. Raises AccessDenied, also for the trial; Refused when it is closed."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    if ticket.number == trial.NUMBER:
        raise AccessDenied(ticket.number)
    check_open(State(ticket.state))
    return await identities.by_id(work.db, ticket.identity)


def value(identity: StoredIdentity, field: Field) -> str:
    """Return what an identity says about a field, in one line."""
    return str(getattr(identity, field.value))


async def correct(work: Work, operator: Person, ticket: Ticket, field: Field, text: str) -> tuple[str, str]:
    """Correct a field of a ticket and of what is known of its requester; returns what it said before and says now.

    Raises AccessDenied; Refused when the ticket is closed or the text is nothing of the kind.
    """
    before = await present(work, operator, ticket)
    change = stated(field, text)
    old = value(before, field)
    latest = await identities.current(work.db, ticket.person)
    number = await _keep(work, operator, before, change)
    if latest is not None and latest.id != before.id:  # what the requester has changed since is not undone
        await _keep(work, operator, latest, change)
    ticket = await tickets.change(work.db, ticket.number, identity=number)
    new = value(await identities.by_id(work.db, number), field)
    ids = {"before": before.id, "after": number}
    await audit.write(work.db, Action.IDENTITY, work.now, actor=operator.id, ticket=ticket.number, **ids)
    await outgoing.show(work, ticket)
    return old, new


async def _keep(work: Work, operator: Person, known: StoredIdentity, change: Columns) -> int:
    fields = columns_of(known) | dict(change)
    return await identities.correct(work.db, known.person, fields, operator.id, work.now)
