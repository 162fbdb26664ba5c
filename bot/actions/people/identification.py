"""Who a requester says to be (4.1): remembered, confirmed the next time, corrected with history (6.2)."""

from bot.actions.work import Work
from bot.rules.people.identity import Columns, login_kind
from db.people import identities
from db.people.identities import StoredIdentity
from db.people.people import Person

COLUMNS = ("login", "surname", "name", "patronymic", "inn", "company")


async def known(work: Work, person: Person, inn: str | None = None) -> Columns | None:
    """Return what a person last confirmed about themselves, or None; what was left open on the phone is not known.

    With an `inn`, what they last confirmed as somebody of that company.
    """
    found = await (
        identities.current(work.db, person.id) if inn is None else identities.for_company(work.db, person.id, inn)
    )
    return None if found is None else _stated(found)


async def companies(work: Work, person: Person) -> list[Columns]:
    """Return what a person last confirmed for each company on whose behalf they write, the last one first."""
    return [_stated(each) for each in await identities.represented(work.db, person.id)]


async def leave(work: Work, person: Person, inn: str) -> bool:
    """Write for a company no more; requests stay as they are. False for the only company, or for none of theirs."""
    if len(await identities.represented(work.db, person.id)) < 2:
        return False
    return await identities.leave(work.db, person.id, inn)


def _stated(identity: StoredIdentity) -> Columns:
    return {name: said for name, said in columns_of(identity).items() if said != ""}


def columns_of(identity: StoredIdentity) -> dict[str, str | None]:
    """Return what an identity says, by column."""
    return {name: getattr(identity, name) for name in (*COLUMNS, "login_kind")}


async def at_ticket(work: Work, identity: int) -> Columns:
    """Return what stands at a ticket, or stood there."""
    return columns_of(await identities.by_id(work.db, identity))


async def record(work: Work, person: Person, identity: Columns) -> int:
    """Keep what a person confirmed and return its id; what it was before stays on record."""
    fields = {name: identity[name] for name in COLUMNS} | {"login_kind": login_kind(identity)}
    return await identities.record(work.db, person.id, fields, person.id, work.now)
