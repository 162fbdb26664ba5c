"""A requester corrects who they are (6.2): open tickets follow with their cards and letters, and it stays on record."""

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.people import identification
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.notices import IdentityCorrected
from bot.rules.people.identity import Columns, Field, differing, lettered, named_again, stated
from bot.rules.tickets import trial
from bot.rules.tickets.data_requests import FIELDS
from db import audit
from db.tickets import data_requests, tickets
from db.tickets.data_requests import DataRequest

Changes = dict[Field, tuple[str, str]]
"""How each field that is corrected was written, and how it is now."""


async def confirm(work: Work, person: Person, identity: Columns, *, for_request: bool) -> None:
    """Keep what a person confirmed about themselves, and let their open tickets of that company follow.

    Who states another INN `for_request` writes for another company this time: what is open stays as it is.
    """
    before = await identification.known(work, person)
    recorded = await identification.record(work, person, identity)
    if before is not None and not (for_request and before["inn"] != identity["inn"]):
        await _follow(work, person, before["inn"], identity, recorded)


async def offered(work: Work, person: Person, ticket: Ticket, request: int) -> Changes:
    """Return how the answers to a request for data would correct what stands at its ticket. Raises AccessDenied."""
    await access.demand(work, person, Right.OWN, ticket)
    stands = await identification.at_ticket(work, ticket.identity)
    return differing(stands, await _corrected(work, ticket, stands, request))


async def accept(work: Work, person: Person, ticket: Ticket, request: int) -> bool:
    """Correct what is known of the person by their answers; False when it is so already. Raises AccessDenied."""
    await access.demand(work, person, Right.OWN, ticket)
    stands = await identification.at_ticket(work, ticket.identity)
    corrected = await _corrected(work, ticket, stands, request)
    if not differing(stands, corrected):
        return False
    recorded = await identification.record(work, person, corrected)
    await _follow(work, person, stands["inn"], corrected, recorded)
    return True


async def _corrected(work: Work, ticket: Ticket, stands: Columns, request: int) -> Columns:
    corrected = dict(stands)
    if ticket.number != trial.NUMBER:
        for asked in await data_requests.of_ticket(work.db, ticket.number):
            if asked.id == request:
                corrected |= _stated(asked)
    return corrected


def _stated(request: DataRequest) -> Columns:
    found: dict[str, str | None] = {}
    for item, given in zip(request.items, request.answers, strict=True):
        field = FIELDS.get(item.kind)
        if field is None or given is None or given.skipped:
            continue
        found |= lettered(named_again(given.value)) if field is Field.FULL_NAME else stated(field, given.value)
    return found


async def _follow(work: Work, person: Person, inn: str | None, identity: Columns, recorded: int) -> None:
    for ticket in await tickets.open_of(work.db, person.id):
        stood = await identification.at_ticket(work, ticket.identity)
        changes = differing(stood, identity)
        if stood["inn"] == inn and changes:
            changed = await tickets.change(work.db, ticket.number, identity=recorded)
            ids = {"before": ticket.identity, "after": recorded}
            await audit.write(work.db, Action.IDENTITY, work.now, actor=person.id, ticket=ticket.number, **ids)
            notice = IdentityCorrected(number=ticket.number, changes=changes)
            await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)
            await outgoing.show(work, changed)
