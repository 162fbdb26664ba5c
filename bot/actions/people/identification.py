"""Who a requester says to be (4.1): remembered, confirmed the next time, corrected with history (6.2)."""

from bot.actions.work import Work
from bot.rules.people.identity import Columns
from db.people import identities
from db.people.people import Person

COLUMNS = ("login", "surname", "name", "patronymic", "inn", "company")


async def known(work: Work, person: Person) -> Columns | None:
    """Return what a person last confirmed about themselves, or None."""
    found = await identities.current(work.db, person.id)
    return None if found is None else {name: getattr(found, name) for name in COLUMNS}


async def record(work: Work, person: Person, identity: Columns) -> None:
    """Keep what a person confirmed; what it was before stays on record."""
    fields = {name: identity[name] for name in COLUMNS}
    await identities.record(work.db, person.id, fields, person.id, work.now)
