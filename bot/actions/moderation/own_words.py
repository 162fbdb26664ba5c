"""A company's own words that operators are not to write, as supervisors keep them (3.5)."""

from bot.actions import access
from bot.actions.access import Right
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from bot.rules.moderation.own_words import Change
from bot.rules.moderation.treatments import Treatment, of_taste, usual
from db import audit
from db.moderation import own_words, treatments
from db.moderation.own_words import MOST, OwnWord
from db.moderation.treatments import Chosen

__all__ = ["MOST", "OwnWord", "change", "chosen", "listed", "treat"]

_ON_RECORD = {
    Treatment.HOLD: Action.WORD_HELD,
    Treatment.HINT: Action.WORD_HINTED,
    Treatment.LEAVE: Action.WORD_LEFT,
}


async def listed(work: Work, supervisor: Person) -> list[OwnWord]:
    """Return all words. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await own_words.listed(work.db)


async def change(work: Work, supervisor: Person, wanted: Change) -> bool:
    """Add, change or forget a word: it counts from the next message. False if it is not there, or there is no room.

    Raises AccessDenied.
    """
    known = {each.word for each in await listed(work, supervisor)}
    if wanted.how is not None:
        return await treat(work, supervisor, wanted.word, wanted.how)
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


async def chosen(work: Work, supervisor: Person) -> dict[str, Treatment]:
    """Return what becomes of words of taste, and of those that supervisors chose about. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    found = {word: usual(word) for word in of_taste()}
    found |= {each.word: Treatment(each.treatment) for each in await treatments.listed(work.db)}
    return dict(sorted(found.items()))


async def treat(work: Work, supervisor: Person, word: str, how: Treatment) -> bool:
    """Hold a word, hint at it or let it pass from the next message on; False if it is so, or there is no room.

    What is usual is kept as no choice at all. Raises AccessDenied.
    """
    known = await chosen(work, supervisor)
    if known.get(word, usual(word)) is how:
        return False
    if how is usual(word):
        await treatments.remove(work.db, word)
    elif word in known or len(known) < treatments.MOST:
        await treatments.put(work.db, Chosen(word, how), supervisor.id, work.now)
    else:
        return False
    await audit.write(work.db, _ON_RECORD[how], work.now, actor=supervisor.id, word=word)
    return True
