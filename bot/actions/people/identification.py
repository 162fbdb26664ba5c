"""Who a requester says to be (4.1): remembered, confirmed the next time, corrected with history (6.2)."""

from bot.actions.work import Work
from bot.rules.people.identity import Columns, login_kind
from db.people import identities
from db.people.identities import StoredIdentity
from db.people.people import Person

COLUMNS = ("login", "surname", "name", "patronymic", "inn", "company")


async def known(work: Work, person: Person) -> Columns | None:
    """Return what a person last confirmed about themselves, or None; what was left open on the phone is not known."""
    found = await identities.current(work.db, person.id)
    return None if found is None else {name: said for name, said in columns_of(found).items() if said != ""}


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
