"""A company as supervisors see it: people, tickets, what it paid; and whether colleagues see each other (4.1)."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions import access
from bot.actions.access import Right
from bot.actions.people import subscriptions
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.fields import field
from bot.rules.people import codes
from bot.rules.people.finding import words_of_query
from bot.rules.people.identity import LoginKind
from bot.rules.people.tax_numbers import beginning
from db import audit
from db.people import companies as companies_rows
from db.people import company_people, directory, proofs
from db.people import people as people_rows
from db.people.company_people import Found
from db.people.identities import StoredIdentity
from db.tickets import colleagues

PEOPLE = 15
LISTED = 5
TICKETS = 10
FOUND = 8
FEWEST_DIGITS = 3
_SEARCH_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Representative:
    """Somebody who writes for a company; `listed` None where there is no directory."""

    identity: StoredIdentity
    proven: bool
    listed: bool | None


@dataclass(frozen=True, slots=True)
class Flag:
    """Whether colleagues see each other's tickets; `see` None: as the setting says. `by` is a name."""

    see: bool | None
    by: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Company:
    """What is known of a company; `listed` None where there is no directory."""

    paid: subscriptions.Company
    name: str | None
    kpp: str | None
    address: str | None
    listed: bool | None
    people: tuple[Representative, ...]
    count: int
    """Of its people, also those who are not named."""
    silent: tuple[str, ...]
    """Logins that the directory names and nobody has stated yet."""
    tickets: tuple[Ticket, ...]
    flag: Flag

    @property
    def inn(self) -> str:
        """Its number."""
        return self.paid.inn


async def company(work: Work, supervisor: Person, inn: str) -> Company:
    """Return what is known of a company. Raises AccessDenied."""
    paid = await subscriptions.company(work, supervisor, inn)
    entry = await companies_rows.by_inn(work.db, inn)
    there = await directory.any_there(work.db)
    stated, count = await company_people.people(work.db, inn, PEOPLE)
    people = [await _representative(work, each, there=there) for each in stated]
    logins = {codes.key(each.login) for each in stated}
    listed = await directory.of_company(work.db, inn, PEOPLE)
    return Company(
        paid=paid,
        name=(entry.name if entry else None) or paid.name,
        kpp=entry.kpp if entry else None,
        address=entry.address if entry else None,
        listed=(entry is not None and entry.listed_at is not None) if there else None,
        people=tuple(people),
        count=count,
        silent=tuple(each.login for each in listed if each.login not in logins)[:LISTED],
        tickets=tuple(await colleagues.latest_of_company(work.db, inn, TICKETS)),
        flag=await _flag(work, entry),
    )


async def find(work: Work, supervisor: Person, text: str) -> list[Found]:
    """Find companies by name or by the beginning of their INN. Raises AccessDenied; Refused when it is too long."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    said = field(text, _SEARCH_LIMIT)
    digits = beginning(said)
    if digits is not None:
        return await company_people.by_digits(work.db, digits, FOUND) if len(digits) >= FEWEST_DIGITS else []
    return await company_people.by_words(work.db, words_of_query(said), FOUND)


async def let_see(work: Work, supervisor: Person, inn: str, *, see: bool | None) -> None:
    """Say whether the people of a company see each other's tickets; None: as the setting. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    await companies_rows.let_see(work.db, inn, see, supervisor.id, work.now)
    await audit.write(work.db, Action.COLLEAGUES_SEE, work.now, actor=supervisor.id, inn=inn, see=see)


async def _representative(work: Work, stated: StoredIdentity, *, there: bool) -> Representative:
    login = codes.key(stated.login) if stated.login_kind == LoginKind.LOGIN else ""
    proven = await proofs.answered(work.db, stated.person, login) is True
    entry = await directory.by_login(work.db, login)
    return Representative(stated, proven, (entry is not None and entry.inn == stated.inn) if there else None)


async def _flag(work: Work, entry: companies_rows.Company | None) -> Flag:
    if entry is None or entry.colleagues_see_at is None:
        return Flag(entry.colleagues_see if entry else None, None, None)
    by = entry.colleagues_see_by
    name = (await people_rows.by_id(work.db, by)).name if by is not None else None
    return Flag(entry.colleagues_see, name, entry.colleagues_see_at)
