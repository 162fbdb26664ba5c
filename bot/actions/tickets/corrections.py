"""Who a requester is, corrected (6.2): open tickets follow with their cards and letters, and it stays on record."""

from bot.actions import access, outgoing
from bot.actions.access import AccessDenied, Right
from bot.actions.people import identification
from bot.actions.people.identification import columns_of
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.notices import IdentityCorrected
from bot.rules.people.identity import OPEN_FIELD, Columns, Field, differing, lettered, named_again, stated
from bot.rules.tickets import trial
from bot.rules.tickets.data_requests import FIELDS
from bot.rules.tickets.tickets import State, check_open
from db import audit
from db.people import identities
from db.people.identities import StoredIdentity
from db.tickets import data_requests, tickets
from db.tickets.data_requests import DataRequest

Changes = dict[Field, tuple[str, str]]
"""How each field that is corrected was written, and how it is now."""


async def confirm(work: Work, person: Person, identity: Columns, *, of: str | None, for_request: bool) -> None:
    """Keep what a person confirmed about themselves, and let their open tickets of that company follow.

    `of` is the INN of the company of which they were shown what is known, None when they add one. Who states another
    INN `for_request` writes for another company this time: what is open stays as it is, and so does that company.
    """
    recorded = await identification.record(work, person, identity)
    inn = identity["inn"]
    if of is None or (for_request and of not in ("", inn)):
        return await _follow(work, person.id, inn, identity, recorded)
    if of != inn:
        await identities.leave(work.db, person.id, of)
    return await _follow(work, person.id, of, identity, recorded)


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
    if stands["inn"] != corrected["inn"]:
        await identities.leave(work.db, person.id, stands["inn"] or "")
    await _follow(work, person.id, stands["inn"], corrected, recorded)
    return True


async def present(work: Work, operator: Person, ticket: Ticket) -> dict[Field, str]:
    """Return who a ticket is from. Raises AccessDenied, also for the trial; Refused when it is closed."""
    return _values(await _present(work, operator, ticket))


async def correct(work: Work, operator: Person, ticket: Ticket, field: Field, text: str) -> tuple[str, str]:
    """Correct a field of what is known of a requester, and of their open tickets of that company, as an operator.

    Returns what it said before and what it says now.

    Raises AccessDenied; Refused when the ticket is closed or the text is nothing of the kind.
    """
    before = await _present(work, operator, ticket)
    change = stated(field, text)
    latest = await identities.for_company(work.db, ticket.person, before.inn)
    number = await _keep(work, operator, before, change)
    if latest is not None and latest.id != before.id:  # what the requester has changed since is not undone
        await _keep(work, operator, latest, change)
    corrected = await identities.by_id(work.db, number)
    if corrected.inn != before.inn:
        await identities.leave(work.db, ticket.person, before.inn)
    columns = columns_of(corrected)
    await _follow(work, ticket.person, before.inn, columns, number, operator, seen_at=ticket.number)
    return _values(before)[field], _values(corrected)[field]


async def _present(work: Work, operator: Person, ticket: Ticket) -> StoredIdentity:
    await access.demand(work, operator, Right.OPERATE, ticket)
    if ticket.number == trial.NUMBER:
        raise AccessDenied(ticket.number)
    check_open(State(ticket.state))
    return await identities.by_id(work.db, ticket.identity)


def _values(identity: StoredIdentity) -> dict[Field, str]:
    return {field: str(getattr(identity, field.value)) or OPEN_FIELD for field in Field}


async def _keep(work: Work, operator: Person, known: StoredIdentity, change: Columns) -> int:
    fields = columns_of(known) | dict(change)
    return await identities.correct(work.db, known.person, fields, operator.id, work.now)


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


async def _follow(
    work: Work,
    person: int,
    inn: str | None,
    identity: Columns,
    recorded: int,
    operator: Person | None = None,
    seen_at: int | None = None,
) -> None:
    """Let the open tickets of a person for a company say what is `recorded` now.

    An `operator` did it or, without one, the person; at the ticket `seen_at` that is seen without being told.
    """
    by, name = (person, None) if operator is None else (operator.id, operator.name)
    for ticket in await tickets.open_of(work.db, person):
        stood = await identification.at_ticket(work, ticket.identity)
        changes = differing(stood, identity)
        if stood["inn"] == inn and changes:
            changed = await tickets.change(work.db, ticket.number, identity=recorded)
            ids = {"before": ticket.identity, "after": recorded}
            await audit.write(work.db, Action.IDENTITY, work.now, actor=by, ticket=ticket.number, **ids)
            if ticket.number != seen_at:
                notice = IdentityCorrected(number=ticket.number, changes=changes, operator=name)
                await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)
            await outgoing.show(work, changed)
