"""Which of their tickets a requester's message belongs to, and what becomes of it when that is not clear yet."""

from enum import StrEnum

from bot.actions import access
from bot.actions.access import Right
from bot.actions.people import consent, leaving
from bot.actions.tickets import closed_hours, closing
from bot.actions.tickets.conversation import ask_again, bring, heard, keep, requester_speaks, requester_wrote
from bot.actions.work import Work
from bot.rules.people import rights_words
from bot.rules.tickets import consent_words, descriptions, thanks
from bot.rules.tickets.greetings import is_greeting
from bot.rules.tickets.incoming import TEXT, Incoming
from bot.rules.tickets.tickets import Event, State, after
from bot.rules.visible import visible
from db.people.people import Person
from db.tickets import data_requests, messages, tickets
from db.tickets.data_requests import DataRequest
from db.tickets.tickets import Ticket

LATEST = 10
"""Tickets among which one that was closed lately is looked for."""


class Placement(StrEnum):
    """Where a requester's message was put."""

    PASSED_ON = "passed_on"
    BEGINS_REQUEST = "begins_request"
    """It waits as the first draft of a new request: no ticket is open."""
    GREETS = "greets"
    """Nothing is open, nothing is asked yet, and nothing is kept."""
    ASKS_ABOUT_DATA = "asks_about_data"
    """It asks for a right in words (152-ФЗ), with nothing open, and nothing is kept."""
    AGREES = "agrees"
    """So words take back a refusal of the consent (152-ФЗ), and nothing is kept."""
    SAYS_NOTHING = "says_nothing"
    """Nothing is open, and it describes no question: nothing is kept."""
    NEEDS_CHOICE = "needs_choice"
    """It waits as a draft, with those that came before: several tickets are open."""


async def requester_says(
    work: Work, person: Person, incoming: Incoming, *, writing_to: int | None = None, choosing: bool = False
) -> Placement:
    """Carry a requester's message where it belongs; what belongs nowhere yet is kept as a draft.

    Parts of an album stay together, a reply belongs to the ticket of what it answers; then comes the ticket that the
    person chose to write to, and the only open one, unless they are `choosing` for earlier drafts.

    Raises Refused when none is open and they are being forgotten.
    """
    open_tickets = await tickets.open_of(work.db, person.id)
    earlier = await messages.of_album(work.db, incoming.origin, incoming.album)
    if earlier:
        ticket = _numbered(open_tickets, earlier[0].ticket)
    else:
        ticket = await _answered(work, open_tickets, incoming) or _numbered(open_tickets, writing_to)
        if ticket is None and len(open_tickets) == 1 and not choosing:
            ticket = open_tickets[0]
        if ticket is None and _thanks(incoming):
            ticket = await _spoken_in_last(work, open_tickets)
    if ticket is not None:
        await requester_wrote(work, person, incoming, ticket)
        return Placement.PASSED_ON
    if not open_tickets and (aside := await _aside(work, person, incoming)) is not None:
        return aside
    await keep(work, person, incoming, None, by_operator=False)
    return Placement.NEEDS_CHOICE if open_tickets else Placement.BEGINS_REQUEST


def _thanks(incoming: Incoming) -> bool:
    return thanks.read(visible(incoming.html).text, incoming.kind) is thanks.Said.THANKS


async def _spoken_in_last(work: Work, open_tickets: list[Ticket]) -> Ticket | None:
    """Return the ticket in which operators wrote last, by default the newest: thanks are worth no question."""
    said = [(await messages.last_of_operators(work.db, each.number) or 0, each.number) for each in open_tickets]
    return _numbered(open_tickets, max(said)[1]) if said else None


async def _aside(work: Work, person: Person, incoming: Incoming) -> Placement | None:
    """Tell what a message comes to that describes no question, with none open; None when it may describe one.

    Raises Refused.
    """
    await leaving.check(work, person)
    said = visible(incoming.html).text
    if rights_words.wish(said) is not None:
        return Placement.ASKS_ABOUT_DATA
    if incoming.kind == TEXT and is_greeting(said):
        return Placement.GREETS
    agrees = incoming.kind == TEXT and consent_words.read(said) is consent_words.Said.AGREES
    if agrees and await consent.has_just_refused(work, person):
        return Placement.AGREES
    if descriptions.describes(said, incoming.kind) or await closed_lately(work, person, incoming) is not None:
        return None
    return Placement.SAYS_NOTHING


async def joins_album(work: Work, incoming: Incoming) -> bool:
    """Tell whether a message that is not kept yet is a further part of an album."""
    return bool(await messages.of_album(work.db, incoming.origin, incoming.album))


async def closed_lately(work: Work, person: Person, incoming: Incoming) -> Ticket | None:
    """Return the closed ticket that a message may belong to: that of what it answers, else the last to be closed.

    None when there is none that can still be opened again.
    """
    if await leaving.is_leaving(work, person):
        return None
    latest = await tickets.latest_of(work.db, person.id, LATEST)
    closed = [each for each in latest if closing.can_reopen(work, each)]
    if (answered := await _answered(work, closed, incoming)) is not None:
        return answered
    return max(closed, key=lambda each: each.closed_at or work.now, default=None)


async def asked_to_confirm(work: Work, person: Person, incoming: Incoming) -> Ticket | None:
    """Return the person's ticket that a typed «yes» or «no» is about: what it answers, else the only open one."""
    open_tickets = await tickets.open_of(work.db, person.id)
    asked = [each for each in open_tickets if each.state == State.WAITING_CONFIRMATION]
    answered = await _answered(work, asked, incoming)
    return answered or (asked[0] if len(asked) == 1 and len(open_tickets) == 1 else None)


async def asked_for_data(work: Work, person: Person, incoming: Incoming) -> DataRequest | None:
    """Return what an operator still waits for: in the ticket of what a message answers, else what was asked last."""
    open_tickets = await tickets.open_of(work.db, person.id)
    answered = await _answered(work, open_tickets, incoming)
    asked = [await data_requests.open_of(work.db, each.number) for each in ([answered] if answered else open_tickets)]
    waiting = [each for each in asked if each is not None and each.next is not None]
    return max(waiting, key=lambda each: each.id, default=None)


async def thanked_for(work: Work, person: Person, incoming: Incoming) -> Ticket | None:
    """Return the ticket, closed lately, that thanks are for; None when something is open or something is asked."""
    if thanks.read(visible(incoming.html).text, incoming.kind) is thanks.Said.QUESTION:
        return None
    if await tickets.open_of(work.db, person.id):
        return None
    return await closed_lately(work, person, incoming)


async def answered_open(work: Work, person: Person, incoming: Incoming) -> Ticket | None:
    """Return the person's open ticket whose message, or a notice about it, a message replies to."""
    if incoming.reply_to is None:
        return None
    return await _answered(work, await tickets.open_of(work.db, person.id), incoming)


async def _answered(work: Work, open_tickets: list[Ticket], incoming: Incoming) -> Ticket | None:
    answered = await messages.at(work.db, incoming.answered) if incoming.answered else None
    return _numbered(open_tickets, answered.ticket if answered else incoming.about)


def _numbered(open_tickets: list[Ticket], number: int | None) -> Ticket | None:
    return next((each for each in open_tickets if each.number == number), None)


async def open_tickets(work: Work, person: Person) -> list[Ticket]:
    """Return the tickets a message can be added to, oldest first."""
    return await tickets.open_of(work.db, person.id)


async def write_to(work: Work, person: Person, ticket: Ticket, *, waiting: bool) -> None:
    """Check that a ticket takes messages, and when drafts wait add them in order.

    Raises AccessDenied; Refused when it is closed.
    """
    await access.demand(work, person, Right.OWN, ticket)
    after(State(ticket.state), Event.REQUESTER_MESSAGE)
    if not waiting:
        return
    await requester_speaks(work, await heard(work, ticket, work.channel))
    drafted = await messages.drafts(work.db, person.id)
    for draft in drafted:
        await messages.attach(work.db, draft.id, ticket.number, in_card=False)
        await bring(work, ticket, draft)
    if drafted:
        await ask_again(work, ticket, drafted[-1])
    await closed_hours.tell(work, ticket)
