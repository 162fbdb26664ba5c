"""Opening a ticket: from what was asked and described to a number, a deadline and a group that works on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.actions import outgoing
from bot.actions.groups.groups import group_for
from bot.actions.people import directory, proof
from bot.actions.people.identification import columns_of
from bot.actions.people.subscriptions import paid
from bot.actions.tickets import life, unanswered
from bot.actions.work import Work
from bot.rules.channels import PHONE, TELEGRAM
from bot.rules.deadlines import deadlines
from bot.rules.deadlines.history import Cause, Deadline
from bot.rules.notices import ManyRequests, NoOperatorGroup, TicketOpened
from bot.rules.people.identity import Columns
from bot.rules.refusals import Refused
from bot.rules.services import CONSULTATION, TECHNICAL_ERROR, Entitlement, entitlement
from bot.rules.tariffs import Tariff, in_force_until, tariff_on
from bot.rules.tickets.incoming import TEXT
from bot.rules.tickets.limits import opens_again
from bot.rules.tickets.tickets import Reason
from db.people import identities
from db.people.identities import StoredIdentity
from db.people.people import Person
from db.tickets import messages, tickets, told_closed
from db.tickets.messages import Message
from db.tickets.tickets import Ticket

CARD_REQUEST_LIMIT = 1700
"""Characters of the request that a card shows; what is beyond follows as messages."""


class Consent(StrEnum):
    """How a requester stands to the regulation in force (2.3)."""

    FIRST = "first"
    """No version was ever accepted."""
    RENEWED = "renewed"
    """An older version was accepted."""
    GIVEN = "given"


async def consent(work: Work, person: Person) -> Consent:
    """Tell what the person's next request means for their acceptance of the regulation."""
    versions = await identities.accepted(work.db, person.id)
    if work.policy.regulation in versions:
        return Consent.GIVEN
    return Consent.RENEWED if versions else Consent.FIRST


async def tariff_of(work: Work, inn: str) -> Tariff:
    """Return the tariff of a company today."""
    return tariff_on(work.local_now.date(), await paid(work, inn))


async def tariff_for(work: Work, person: int, identity: Columns) -> Tariff:
    """Return the tariff by which somebody is served today.

    It is basic with a login that the directory gives to another company, and it may be without a proven one.
    """
    if await is_foreign(work, identity) or await is_withheld(work, person, identity):
        return Tariff.BASIC
    return await tariff_of(work, identity["inn"] or "")


async def is_foreign(work: Work, identity: Columns) -> bool:
    """Tell whether the directory gives a login to another company than the stated one."""
    return (await directory.standing(work, identity)).foreign


async def is_withheld(work: Work, person: int, identity: Columns) -> bool:
    """Tell whether a company has paid for more than somebody gets who has not proven their login."""
    if not work.policy.extended_needs_proof or await proof.is_proven(work, person, identity):
        return False
    if await is_foreign(work, identity):  # a proof would change nothing
        return False
    return await tariff_of(work, identity["inn"] or "") is Tariff.EXTENDED


async def paid_until(work: Work, inn: str) -> date | None:
    """Return the last day of a company's extended tariff, None when it has none today."""
    return in_force_until(work.local_now.date(), await paid(work, inn))


async def open_ticket(
    work: Work,
    person: Person,
    asked: int,
    channel: str = TELEGRAM,
    previous: int | None = None,
    inn: str | None = None,
) -> Ticket:
    """Register what the person drafted as a ticket about the service they asked for (2.3, 4.1, 4.3, 5).

    A service that the tariff leaves to the requester becomes a consultation; one it lacks must not be asked for.
    It is for the company with this `inn`, by default for the one they last wrote for.
    Raises Refused when the person has opened too many lately.
    """
    await check_limit(work, person)
    identity = await identities.for_company(work.db, person.id, inn) if inn else None
    identity = identity or await identities.current(work.db, person.id)
    assert identity is not None, "a ticket needs an identity (4.1)"
    opening = Opening(person, person, identity, channel, channel, previous)
    ticket = await register(work, opening, asked, await messages.drafts(work.db, person.id))
    if (until := await _opens_again(work, person)) is not None:
        limit = work.policy.requests_per_hour
        await outgoing.tell_supervisors(work, ManyRequests(person=person.name, limit=limit, until=until))
    return ticket


async def check_limit(work: Work, person: Person) -> None:
    """Raise Refused when a person has opened so many tickets lately that the next has to wait."""
    if (until := await _opens_again(work, person)) is not None:
        time = f"{until.astimezone(work.policy.zone):%H:%M}"
        raise Refused(Reason.TOO_MANY, limit=str(work.policy.requests_per_hour), time=time)


async def _opens_again(work: Work, person: Person) -> datetime | None:
    limit = work.policy.requests_per_hour
    return opens_again(await tickets.openings(work.db, person.id, limit), limit, work.now)


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opens a ticket for whom, by which channel that was asked, and by which it is answered (2.6, 4.2)."""

    by: Person
    person: Person
    identity: StoredIdentity
    channel: str
    reply_channel: str
    previous: int | None = None


async def register(work: Work, opening: Opening, asked: int, drafted: Sequence[Message]) -> Ticket:
    """Register what was `drafted` as a ticket, whoever writes it down, and tell the requester."""
    ticket = await _begin(work, opening, asked)
    await _accept_regulation(work, opening.person, opening.channel)
    await outgoing.tell(work, outgoing.to_requester(ticket), await confirmation(work, ticket))
    await _attach(work, drafted, ticket)
    if ticket.group_id is None:
        await outgoing.tell_supervisors(work, NoOperatorGroup(number=ticket.number))
    return ticket


async def _begin(work: Work, opening: Opening, asked: int) -> Ticket:
    identity = opening.identity
    if opening.channel == PHONE:  # who calls is in the hands of an operator
        tariff = await tariff_of(work, identity.inn)
    else:
        tariff = await tariff_for(work, opening.person.id, columns_of(identity))
    service = CONSULTATION if entitlement(asked, tariff) is Entitlement.SELF else asked
    technical = service == TECHNICAL_ERROR
    due = None if technical else deadlines.deadline(work.now, await work.calendar(), work.policy.sla_hours)
    return await life.begin(
        work,
        opening.by,
        Deadline(Cause.REGISTERED, due, work.policy.sla_hours if due else None),
        person=opening.person.id,
        identity=opening.identity.id,
        channel=opening.channel,
        reply_channel=opening.reply_channel,
        service=service,
        asked_service=asked,
        tariff=tariff,
        technical_error=technical,
        group_id=await group_for(work, service, tariff),
        previous=opening.previous,
    )


async def _accept_regulation(work: Work, person: Person, channel: str) -> None:
    if await consent(work, person) is not Consent.GIVEN:
        await identities.accept(work.db, person.id, work.policy.regulation, channel, work.now)


async def confirmation(work: Work, ticket: Ticket) -> TicketOpened:
    """Say what the requester is told first: the number, the deadline, and when work begins."""
    calendar = await work.calendar()
    begins = None if calendar.is_open(work.now) else calendar.next_opening(work.now)
    if begins is not None:
        await told_closed.note(work.db, ticket.person, begins)
    alone = len(await tickets.open_of(work.db, ticket.person)) <= 1
    identity = columns_of(await identities.by_id(work.db, ticket.identity))
    provable = ticket.channel != PHONE and await proof.can_be_given(work, ticket.person, identity)
    due = ticket.deadline
    return TicketOpened(number=ticket.number, deadline=due, begins=begins, alone=alone, provable=provable)


async def _attach(work: Work, drafted: Sequence[Message], ticket: Ticket) -> None:
    room = CARD_REQUEST_LIMIT
    for draft in drafted:
        room -= len(draft.html)
        in_card = _fits(draft) and room >= 0
        await messages.attach(work.db, draft.id, ticket.number, in_card=in_card)
        if not in_card:
            await outgoing.pass_on(work, draft, ticket)
    if drafted:  # the request is one question, however many messages it takes
        await unanswered.asked(work, ticket, drafted[0])


def _fits(draft: Message) -> bool:
    return draft.kind == TEXT and draft.reply_to is None
