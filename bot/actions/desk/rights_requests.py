"""What people ask about their personal data: noted with the days that the law leaves, listed, told when late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.work import Person, Work
from bot.rules.notices import RightsRequestLate
from bot.rules.people.rights_requests import Wish, last_day
from bot.rules.tickets.tickets import ticket_number
from db.people import forget as forget_rows
from db.people import rights_requests
from db.people.rights_requests import RightsRequest

NAMED = 20
"""Tickets that a notice names."""
LISTED = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A request as supervisors see it: by the tickets of who asked, for a name would stay where it was read."""

    request: RightsRequest
    numbers: str | None
    is_late: bool


async def ask(work: Work, person: Person, wish: Wish) -> date:
    """Note what a person asks for, and return the last day for it."""
    calendar = await work.calendar()
    due = last_day(work.local_now.date(), calendar.is_working_day)
    await rights_requests.ask(work.db, person.id, wish, due, work.now)
    return due


async def wishes(work: Work, person: Person) -> set[Wish]:
    """Return what is under way for a person."""
    return {Wish(each.wish) for each in await rights_requests.unfinished(work.db, person.id)}


async def listed(work: Work, supervisor: Person) -> list[Listed]:
    """Return the newest requests and all that are not done, the newest first. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    found = {each.id: each for each in await rights_requests.latest(work.db, LISTED)}
    found |= {each.id: each for each in await rights_requests.unfinished(work.db)}
    return [
        Listed(each, await numbers_of(work, each.person), _is_late(work, each))
        for _number, each in sorted(found.items(), reverse=True)
    ]


async def tell_late(work: Work) -> int:
    """Tell supervisors once of each request whose last day has passed; return how many there were."""
    late = [each for each in await rights_requests.unfinished(work.db) if each.told_at is None and _is_late(work, each)]
    for each in late:
        notice = RightsRequestLate(numbers=await numbers_of(work, each.person), due=each.due_on)
        await outgoing.tell_supervisors(work, notice)
        await rights_requests.note(work.db, each.id, told_at=work.now)
    return len(late)


async def numbers_of(work: Work, person: int) -> str | None:
    """Name the tickets of a person, None without any."""
    return _named(await forget_rows.numbers_of(work.db, person))


def _is_late(work: Work, request: RightsRequest) -> bool:
    return request.state != "done" and work.local_now.date() > request.due_on


def _named(numbers: Iterable[int]) -> str | None:
    found = [ticket_number(each) for each in numbers]
    more = ["…"] if len(found) > NAMED else []
    return ", ".join(found[-NAMED:] + more) or None
