"""People as they turn up."""

from bot.actions.work import Work
from db.people import people
from db.people.people import Person


async def introduce(work: Work, telegram_id: int, name: str, username: str | None) -> Person:
    """Give the person behind a Telegram account, known from now on."""
    return await people.seen(work.db, telegram_id, name, username, work.now)


async def choose_locale(work: Work, person: Person, locale: str) -> None:
    """Speak this language with a person from the next message on."""
    await people.choose_locale(work.db, person.id, locale)
