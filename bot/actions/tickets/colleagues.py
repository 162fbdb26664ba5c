"""What a person sees of their colleagues' tickets: to read, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions import access
from bot.actions.access import AccessDenied, Right
from bot.actions.work import Person, Ticket, Work
from db.tickets import colleagues as colleagues_rows
from db.tickets import tickets

LISTED = 10
READ = 30
"""Messages that are shown, the last ones."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A ticket of a colleague, and the company that it is about."""

    ticket: Ticket
    company: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message as a colleague reads it; `html` is its text or caption."""

    by_operator: bool
    sent_at: datetime
    kind: str
    html: str


async def are_seen(work: Work, person: Person) -> bool:
    """Tell whether a person sees colleagues' tickets of any company."""
    return bool(await access.companies_seen(work, person))


async def listed(work: Work, person: Person) -> list[Listed]:
    """Return the latest tickets of colleagues, the open ones first."""
    companies = await access.companies_seen(work, person)
    found = await colleagues_rows.latest(work.db, companies, person.id, LISTED) if companies else []
    return [Listed(ticket, companies[inn]) for ticket, inn in found]


async def ticket(work: Work, person: Person, number: int) -> Ticket:
    """Return a colleague's ticket. Raises AccessDenied."""
    found = await tickets.find(work.db, number)
    if found is None:
        raise AccessDenied(number)
    await access.demand(work, person, Right.READ, found)
    return found


async def delivered(work: Work, person: Person, colleagues_ticket: Ticket) -> list[Said]:
    """Return what its requester wrote and was brought, the last messages in order. Raises AccessDenied."""
    await access.demand(work, person, Right.READ, colleagues_ticket)
    found = await colleagues_rows.delivered(work.db, colleagues_ticket, READ)
    return [Said(each.by_operator, each.sent_at, each.kind, each.html) for each in found]
