"""What a requester has written for the ticket they are about to open."""

from dataclasses import dataclass

from bot.actions.tickets import conversation
from bot.actions.work import Work
from bot.rules.tickets.incoming import TEXT, Incoming
from db.people.people import Person
from db.tickets import messages


@dataclass(frozen=True, slots=True)
class Drafted:
    """The description so far: texts and captions (safe HTML), how many messages, and how much beside text they hold.

    An album is one message, as it is for whoever sends it.
    """

    texts: tuple[str, ...]
    messages: int
    attachments: int

    def __bool__(self) -> bool:
        return bool(self.messages)


async def of(work: Work, person: Person) -> Drafted:
    """Return what a person has drafted."""
    drafted = await messages.drafts(work.db, person.id)
    texts = tuple(each.html for each in drafted if each.html)
    said = {each.album or each.id for each in drafted}
    return Drafted(texts, len(said), sum(each.kind != TEXT for each in drafted))


async def add_once(work: Work, person: Person, draft: Incoming) -> None:
    """Keep a draft worded by the bot, which stands in the place of the bot's message that offered it."""
    if await messages.written_at(work.db, draft.origin) is None:
        await conversation.keep(work, person, draft, None, by_operator=False)


async def discard(work: Work, person: Person) -> None:
    """Forget what a person has drafted."""
    await messages.discard_drafts(work.db, person.id)
