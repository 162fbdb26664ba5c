"""Who may do what is decided here and nowhere else: actions demand it. Also the only ways to a ticket from outside."""

from enum import StrEnum

from bot.actions.work import Work
from bot.logs import about_ticket
from bot.rules.channels import TELEGRAM, in_telegram
from bot.rules.people import codes
from bot.rules.people.colleagues import Standing, may_see
from bot.rules.people.identity import LoginKind
from db.groups import groups
from db.people import accounts, companies, directory, identities, proofs, supervisors
from db.people.identities import StoredIdentity
from db.people.people import Person
from db.tickets import colleagues as colleagues_rows
from db.tickets import messages, tickets
from db.tickets.tickets import Ticket


class AccessDenied(Exception):
    """The ticket is not theirs to touch, or there is no such ticket: nobody is told which."""


class Right(StrEnum):
    """What somebody needs in order to do something."""

    SUPERVISE = "supervise"
    """To steer the desk: those named in SUPERVISOR_IDS, and those stored."""
    OPERATE = "operate"
    """To work on a ticket, or to see what a group has to do: who speaks in that group."""
    OWN = "own"
    """To be heard as the requester of a ticket."""
    READ = "read"
    """To read the ticket of a colleague."""


async def demand(
    work: Work, person: Person, right: Right, ticket: Ticket | None = None, *, group: int | None = None
) -> None:
    """Raise AccessDenied unless a person has a right (at a ticket, or in a group)."""
    if not await has(work, person, right, ticket, group=group):
        raise AccessDenied(ticket.number if ticket else person.id)


async def has(
    work: Work, person: Person, right: Right, ticket: Ticket | None = None, *, group: int | None = None
) -> bool:
    """Tell whether a person has a right (at a ticket, or in a group), where the present input comes from."""
    if right is Right.SUPERVISE:
        known = await accounts.of(work.db, person.id, TELEGRAM)
        is_named = known is not None and known.account.address in work.policy.supervisors
        return is_named or await supervisors.is_stored(work.db, person.id)
    if ticket is None:
        return right is Right.OPERATE and group is not None and group == work.chat
    if right is Right.OWN:
        return ticket.person == person.id
    if right is Right.READ:
        seen = await companies_seen(work, person)
        return await colleagues_rows.is_one(work.db, ticket.number, seen, person.id)
    return work.chat is not None and await _lives_in(work, ticket, work.chat)


async def companies_seen(work: Work, person: Person) -> dict[str, str]:
    """Return the companies whose tickets a person may read: names by INN, the one last written for first."""
    stated = await identities.represented(work.db, person.id)
    return {each.inn: each.company for each in stated if await _sees(work, each)}


async def _sees(work: Work, identity: StoredIdentity) -> bool:
    company = await companies.by_inn(work.db, identity.inn)
    if company is None or (company.colleagues_see is None and not work.policy.colleagues_see):
        return False
    login = codes.key(identity.login) if identity.login_kind == LoginKind.LOGIN else ""
    entry = await directory.by_login(work.db, login)
    standing = Standing(
        flag=company.colleagues_see,
        is_listed=company.listed_at is not None,
        login_listed=entry is not None and entry.inn == identity.inn,
        proven=await proofs.answered(work.db, identity.person, login) is True,
    )
    return may_see(standing, by_setting=work.policy.colleagues_see, verifies=work.policy.verify_login)


async def own_ticket(work: Work, person: Person, number: int) -> Ticket:
    """Return a requester's own ticket. Raises AccessDenied."""
    ticket = await _found(work, number)
    if ticket is None:
        raise AccessDenied(number)
    await demand(work, person, Right.OWN, ticket)
    return ticket


async def group_ticket(work: Work, operator: Person, number: int) -> Ticket:
    """Return a ticket to an operator of the group it lives in. Raises AccessDenied."""
    ticket = await _found(work, number)
    if ticket is None:
        raise AccessDenied(number)
    await demand(work, operator, Right.OPERATE, ticket)
    return ticket


async def any_ticket(work: Work, supervisor: Person, number: int) -> Ticket | None:
    """Return whatever ticket a supervisor names; None when there is no such ticket. Raises AccessDenied."""
    await demand(work, supervisor, Right.SUPERVISE)
    return await _found(work, number)


async def ticket_here(work: Work, chat: int, thread: int | None, reply_to: int | None) -> Ticket | None:
    """Return the ticket of a topic, or in a group without topics the one whose card or message is replied to."""
    number = await groups.ticket_in_thread(work.db, chat, thread) if thread is not None else None
    if number is None and reply_to is not None:
        answered = await messages.at(work.db, in_telegram(chat, reply_to))
        number = answered.ticket if answered else await groups.ticket_of_card(work.db, chat, reply_to)
    ticket = None if number is None else await _found(work, number)
    return ticket if ticket and await _lives_in(work, ticket, chat) else None


async def _found(work: Work, number: int) -> Ticket | None:
    about_ticket(number)
    return await tickets.find(work.db, number)


async def _lives_in(work: Work, ticket: Ticket, chat: int) -> bool:
    if ticket.group_id == chat:
        return True
    group = await groups.find(work.db, chat)  # it may have been upgraded
    return group is not None and ticket.group_id == group.chat_id
