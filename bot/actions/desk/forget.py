"""RightsRequest a requester who asks for it (152-ФЗ): their tickets are closed, then all that names them is erased."""

from dataclasses import dataclass

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.desk import rights_requests
from bot.actions.people import consent, leaving
from bot.actions.tickets import drafts, life
from bot.actions.work import Person, Ticket, Work
from bot.rules.notices import ForgettingAsked, RequesterForgets
from bot.rules.people import forget as forget_rules
from bot.rules.people.consent import Answer
from bot.rules.people.rights_requests import ERASING, Wish
from bot.rules.tickets.tickets import Event
from db.people import forget as forget_rows
from db.people import rights_requests as rights_requests_rows
from db.people.rights_requests import RightsRequest
from db.tickets import messages, tickets

MOST = 500
"""Rows of the queues at once: they take some milliseconds, in which messages wait."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What there is of a person, as far as they are told before."""

    tickets: int
    open: tuple[int, ...]
    """Numbers."""
    asked: bool
    """Whether they are being forgotten already."""
    works_here: bool
    """Whether they are an operator or a supervisor, whose data the company keeps as an employer."""


async def stored(work: Work, person: Person) -> Stored:
    """Return what there is of a person."""
    numbers = await forget_rows.numbers_of(work.db, person.id)
    found = tuple(each.number for each in await tickets.open_of(work.db, person.id))
    asked = await leaving.is_leaving(work, person)
    staff = await access.has(work, person, Right.SUPERVISE) or await forget_rows.works_here(work.db, person.id)
    return Stored(len(numbers), found, asked, staff)


async def ask(work: Work, person: Person) -> bool:
    """Close a person's open tickets and have everything about them erased; False when they cannot ask for that now."""
    known = await stored(work, person)
    if known.asked or known.works_here:
        return False
    await drafts.discard(work, person)
    for ticket in await tickets.open_of(work.db, person.id):
        await life.move(work, ticket, Event.WITHDRAW, person)
    for number in await forget_rows.numbers_of(work.db, person.id):
        await _clear_topic(work, await tickets.by_number(work.db, number))
    agreed = await consent.given_at(work, person) is not None
    due = await rights_requests.ask(work, person, Wish.WITHDRAW if agreed else Wish.FORGET)
    if agreed:
        await consent.answer(work, person, Answer.WITHDRAWN)
    numbers = await rights_requests.numbers_of(work, person.id)
    await outgoing.tell_supervisors(work, ForgettingAsked(numbers=numbers, due=due))
    return True


async def forget_asked(work: Work) -> int:
    """Go on with those who asked to be forgotten, and return how much there was to do."""
    done = 0
    for each in await rights_requests_rows.unfinished(work.db):
        if each.wish not in ERASING:
            continue
        if each.erased_at is not None:
            done += await _clear_queues(work, each)
        elif await _may_begin(work, each):
            await _erase(work, each)
            done += 1
    return done


async def _clear_topic(work: Work, ticket: Ticket) -> None:
    """Take what the requester wrote out of the topic, as far as Telegram still lets."""
    told = await messages.of_ticket(work.db, ticket.number)
    await outgoing.take_back(work, [each for each in told if not each.by_operator and not each.in_card], ticket)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), RequesterForgets(number=ticket.number))


async def _may_begin(work: Work, asked: RightsRequest) -> bool:
    whose = await forget_rows.subject(work.db, asked.person)
    return forget_rules.may_begin(
        asked.asked_at,
        work.now,
        open_tickets=bool(await tickets.open_of(work.db, asked.person)),
        on_the_way=await forget_rows.on_the_way(work.db, whose),
    )


async def _erase(work: Work, asked: RightsRequest) -> None:
    numbers = await forget_rows.numbers_of(work.db, asked.person)
    unused = await forget_rows.erase(work.db, await forget_rows.subject(work.db, asked.person), work.now)
    await rights_requests_rows.note(work.db, asked.id, state="erased", erased_at=work.now)
    for number in numbers:
        await outgoing.show(work, await tickets.by_number(work.db, number))
    for key in unused:  # nothing refers to them, whatever becomes of this transaction: what they were for is erased
        (work.policy.files_dir / key).unlink(missing_ok=True)


async def _clear_queues(work: Work, asked: RightsRequest) -> int:
    """Clear what came in and went out until a moment after the erasing: the topic's new name comes back as an input."""
    assert asked.erased_at is not None
    until = asked.erased_at + forget_rules.PAUSE
    if work.now < until:
        return 0
    cleared = await forget_rows.clear(work.db, until, MOST)
    if not cleared and not await forget_rows.awaits_clearing(work.db, until):
        await rights_requests_rows.note(work.db, asked.id, state="done", done_at=work.now)
        return 1
    return cleared
