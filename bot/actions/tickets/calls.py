"""A ticket for who called (2.4, 2.6): who it is, what they asked, written down by an operator."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.actions import access, outgoing
from bot.actions.access import AccessDenied, Right
from bot.actions.groups import groups
from bot.actions.people import identification
from bot.actions.people.people import NAMELESS
from bot.actions.tickets import conversation, registration
from bot.actions.tickets.registration import Opening
from bot.actions.work import Person, Ticket, Work
from bot.rules.channels import PHONE, TELEGRAM
from bot.rules.fields import field
from bot.rules.notices import CallRegistered
from bot.rules.people.finding import words_of_query
from bot.rules.people.identity import Columns, Field, written
from bot.rules.people.phones import phone
from bot.rules.refusals import Refused
from bot.rules.services import Entitlement, entitlement
from bot.rules.tickets.calls import Reason, whole
from bot.rules.tickets.incoming import Incoming
from db.people import accounts, finding, identities, merging, people
from db.people.identities import StoredIdentity
from db.tickets import calls as calls_rows

FOUND = 8
"""Callers that a search shows."""
_SEARCH_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who is known; `identity` None when they never said who they are, `phone` the number that is theirs."""

    person: int
    name: str
    identity: Columns | None
    phone: str | None
    writes: bool
    """Whether they have an account by which they are written to."""
    companies: tuple[Columns, ...] = ()
    """What they last stated for each company on whose behalf they write, the last one first."""


@dataclass(frozen=True, slots=True)
class Call:
    """What an operator wrote down; `person` None is somebody new, whose `identity` may have open fields (4.1)."""

    person: int | None
    identity: Columns
    phone: str | None
    recording: str | None
    service: int
    said: Sequence[Incoming]


async def demand(work: Work, operator: Person, group: int) -> None:
    """Raise AccessDenied to who does not speak in a group of operators: here people are looked up."""
    await access.demand(work, operator, Right.OPERATE, group=group)
    if not await groups.serves(work, group):
        raise AccessDenied(operator.id)


async def search(work: Work, operator: Person, group: int, text: str) -> list[Caller]:
    """Find who called by number, name, login, INN or company. Raises AccessDenied; Refused when it is too long."""
    await demand(work, operator, group)
    said = field(text, _SEARCH_LIMIT)
    found = await _with_number(work, said)
    found += await finding.by_words(work.db, words_of_query(said), FOUND)
    return [await _caller(work, person) for person in list(dict.fromkeys(found))[:FOUND]]


async def _with_number(work: Work, text: str) -> list[int]:
    try:
        number = phone(text)
    except Refused:
        return []
    return await finding.by_phone(work.db, number, FOUND)


async def caller(work: Work, operator: Person, group: int, person: int) -> Caller:
    """Return somebody who was found. Raises AccessDenied."""
    await demand(work, operator, group)
    return await _caller(work, person)


async def _caller(work: Work, person: int) -> Caller:
    person = await merging.present(work.db, person)
    known = await people.by_id(work.db, person)
    number = await accounts.of(work.db, person, PHONE)
    identity = await identification.known(work, known)
    address = number.account.address if number else None
    writes = await _reply_channel(work, person) != PHONE
    companies = tuple(await identification.companies(work, known))
    return Caller(person, known.name, identity, address, writes, companies)


async def _reply_channel(work: Work, person: int) -> str:
    """Return by which channel a caller is answered: in writing where that can reach them (4.2)."""
    known = await accounts.of(work.db, person, TELEGRAM)
    return TELEGRAM if known is not None and known.account.unreachable_since is None else PHONE


def is_written_to(ticket: Ticket) -> bool:
    """Tell whether who called is told the number and the deadline in writing, too."""
    return ticket.reply_channel != PHONE


async def open_ticket(work: Work, operator: Person, group: int, call: Call) -> Ticket:
    """Register a call as a ticket like any other. Raises AccessDenied; Refused when the tariff lacks the service."""
    await demand(work, operator, group)
    tariff = await registration.tariff_of(work, call.identity.get("inn") or "")
    if entitlement(call.service, tariff) is Entitlement.NO:
        raise Refused(Reason.NOT_IN_TARIFF)
    person = await _person(work, call)
    identity = await _identity(work, operator, person, call)
    drafted = [
        await conversation.keep(work, person, replace(each, reply_to=None), None, by_operator=False)
        for each in call.said
    ]
    opening = Opening(operator, person, identity, PHONE, await _reply_channel(work, person.id))
    ticket = await registration.register(work, opening, call.service, drafted)
    await calls_rows.add(work.db, ticket.number, call.phone, call.recording)
    if not is_written_to(ticket):
        await outgoing.write_letter(
            work, identity.login, CallRegistered(number=ticket.number, deadline=ticket.deadline)
        )
    return ticket


async def _person(work: Work, call: Call) -> Person:
    """Return who called; a number that is somebody else's stays theirs, and is kept at the ticket alone."""
    name = written(Field.FULL_NAME, whole(call.identity)) or call.phone or NAMELESS
    if call.person is None:
        person = await people.add(work.db, name, work.now)
    else:
        person = await people.by_id(work.db, await merging.present(work.db, call.person))
    if call.phone is not None and await accounts.at(work.db, PHONE, call.phone) is None:
        await accounts.link(work.db, person.id, PHONE, call.phone, name)
    return person


async def _identity(work: Work, operator: Person, person: Person, call: Call) -> StoredIdentity:
    """Keep what was stated; of who is known nothing is overwritten, for a voice proves nobody."""
    inn = call.identity.get("inn") or ""
    known = await identities.for_company(work.db, person.id, inn) or await identities.current(work.db, person.id)
    if known is not None:
        return known
    fields = {name: each for name, each in whole(call.identity).items() if name in identification.COLUMNS}
    number = await identities.record(work.db, person.id, fields, operator.id, work.now)
    return await identities.by_id(work.db, number)
