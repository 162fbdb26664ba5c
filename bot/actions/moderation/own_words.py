"""A company's own words that operators are not to write, as supervisors keep them (3.5)."""

from bot.actions import access
from bot.actions.access import Right
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from bot.rules.moderation.own_words import Change
from db import audit
from db.moderation import left_words, own_words
from db.moderation.own_words import MOST, OwnWord

__all__ = ["MOST", "OwnWord", "change", "leave", "left", "listed"]


async def listed(work: Work, supervisor: Person) -> list[OwnWord]:
    """Return all words. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await own_words.listed(work.db)


async def change(work: Work, supervisor: Person, wanted: Change) -> bool:
    """Add, change or forget a word: it counts from the next message. False if it is not there, or there is no room.

    Raises AccessDenied.
    """
    known = {each.word for each in await listed(work, supervisor)}
    if wanted.left is not None:
        return await leave(work, supervisor, wanted.word, left=wanted.left)
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


async def left(work: Work, supervisor: Person) -> list[str]:
    """Return the words that pass though the desk would hold them. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await left_words.listed(work.db)


async def leave(work: Work, supervisor: Person, word: str, *, left: bool) -> bool:
    """Let a word pass from the next message on, or hold it again; False if it was held, or there is no room.

    Raises AccessDenied.
    """
    await access.demand(work, supervisor, Right.SUPERVISE)
    if left:
        known = await left_words.listed(work.db)
        done = word in known or len(known) < left_words.MOST
        if done:
            await left_words.put(work.db, word, supervisor.id, work.now)
    else:
        done = await left_words.remove(work.db, word)
    if done:
        action = Action.WORD_LEFT if left else Action.WORD_HELD
        await audit.write(work.db, action, work.now, actor=supervisor.id, word=word)
    return done
