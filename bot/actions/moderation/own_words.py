"""A company's own words that operators are not to write, as supervisors keep them (3.5)."""

from bot.actions import access
from bot.actions.access import Right
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from bot.rules.moderation.own_words import Change
from db import audit
from db.moderation import own_words
from db.moderation.own_words import MOST, OwnWord

__all__ = ["MOST", "OwnWord", "change", "listed"]


async def listed(work: Work, supervisor: Person) -> list[OwnWord]:
    """Return all words. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await own_words.listed(work.db)


async def change(work: Work, supervisor: Person, wanted: Change) -> bool:
    """Add, change or forget a word: it counts from the next message. False if it is not there, or there is no room.

    Raises AccessDenied.
    """
    known = {each.word for each in await listed(work, supervisor)}
    if wanted.proper is None:
        done = await own_words.remove(work.db, wanted.word)
    else:
        done = wanted.word in known or len(known) < MOST
        if done:
            await own_words.put(work.db, OwnWord(wanted.word, wanted.proper), supervisor.id, work.now)
    if done:
        action = Action.WORD_REMOVED if wanted.proper is None else Action.WORD_ADDED
        await audit.write(work.db, action, work.now, actor=supervisor.id, word=wanted.word, term=wanted.proper)
    return done
