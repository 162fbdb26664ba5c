"""People as they turn up."""

from bot.actions.work import Work
from bot.rules.text import undirected
from db.people import accounts, people
from db.people.accounts import Known
from db.people.people import Person

NAMELESS = "—"
"""Who is called by marks that nobody can see."""


async def introduce(work: Work, channel: str, address: str, name: str, username: str | None = None) -> Known:
    """Return who is behind an account that its channel vouches for, known from now on."""
    return await accounts.seen(work.db, channel, address, undirected(name).strip() or NAMELESS, username, work.now)


async def choose_locale(work: Work, person: Person, locale: str) -> None:
    """Speak this language with a person from the next message on."""
    await people.choose_locale(work.db, person.id, locale)
