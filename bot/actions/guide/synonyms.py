"""Synonyms of the guide's words, as supervisors keep them (3.6)."""

from bot.actions import access
from bot.actions.access import Right
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from bot.rules.guide.synonyms import Change, key, together
from db import audit
from db.guide import synonyms
from db.guide.synonyms import MOST, Synonym

__all__ = ["MOST", "change", "listed"]


async def listed(work: Work, supervisor: Person) -> list[tuple[str, str]]:
    """Return what counts, word and meaning, in alphabetical order. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    own = ((each.word, each.meaning) for each in await synonyms.listed(work.db))
    return [pair for _name, pair in sorted(together(own).items())]


async def change(work: Work, supervisor: Person, wanted: Change) -> bool:
    """Add, change or forget a word: it counts from the next search. False if it is not there, or there is no room.

    What came with the desk is forgotten by keeping that it means nothing. Raises AccessDenied.
    """
    counting = {key(word) for word, _meaning in await listed(work, supervisor)}
    known = {each.word for each in await synonyms.listed(work.db)}
    word = key(wanted.word)
    if (wanted.meaning is None and word not in counting) or (word not in known and len(known) >= MOST):
        return False
    await synonyms.put(work.db, Synonym(word, wanted.meaning or ""), supervisor.id)
    action = Action.SYNONYM_REMOVED if wanted.meaning is None else Action.SYNONYM_ADDED
    await audit.write(work.db, action, work.now, actor=supervisor.id, word=wanted.word, term=wanted.meaning)
    return True
