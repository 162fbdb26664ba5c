"""People as they turn up."""

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.channels import TELEGRAM
from bot.rules.text import undirected
from db.people import accounts, people
from db.people.accounts import Account, Known
from db.people.people import Person
from db.tickets import tickets

NAMELESS = "—"
"""Who is called by marks that nobody can see."""


async def introduce(work: Work, channel: str, address: str, name: str, username: str | None = None) -> Known:
    """Return who is behind an account that its channel vouches for, known from now on."""
    return await accounts.seen(work.db, channel, address, undirected(name).strip() or NAMELESS, username, work.now)


async def writes_in(work: Work, account: Account, thread: int | None) -> None:
    """Note in which topic of their private chat a person writes: there they are answered. None: in none."""
    if account.thread != thread:
        await accounts.set_thread(work.db, account.id, thread)


async def writes_by(work: Work, known: Known) -> None:
    """Note by which of several accounts a person writes: what is about no ticket is answered there."""
    if known.last not in (None, known.account.id):
        await accounts.write_by(work.db, known)


async def accounts_of(work: Work, person: Person) -> list[tuple[str, str]]:
    """Return the accounts by which a person reaches the desk and it reaches them: the channel, and what it is there."""
    return [
        (each.channel, each.username or "" if each.channel == TELEGRAM else each.address)
        for each in await accounts.all_of(work.db, person.id)
    ]


async def choose_locale(work: Work, person: Person, locale: str) -> None:
    """Speak this language with a person from the next message on; the cards of their open tickets tell it."""
    await people.choose_locale(work.db, person.id, locale)
    for ticket in await tickets.open_of(work.db, person.id):
        await outgoing.show(work, ticket)
