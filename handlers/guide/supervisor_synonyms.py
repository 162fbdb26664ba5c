"""`/words guide`: what people call a thing, and what the guide calls it (3.6)."""

import re
from typing import Any

from aiogram.filters import BaseFilter, CommandObject
from aiogram.types import Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions.guide import synonyms
from bot.actions.work import Person, Work
from bot.phrasing import quoted
from bot.rules.guide.synonyms import Change, read
from bot.rules.refusals import Refused
from bot.rules.text import utf16_len
from handlers import say
from handlers.filters import BySupervisor, Typed
from handlers.routers import Doors

NAMES = ("руководство", "guide")
_NAMED = re.compile(rf"(?:{'|'.join(NAMES)})\b:?(?!\s*[=*])(.*)", re.IGNORECASE | re.DOTALL)
"""«руководство = …» is a word of the first part."""
PAGE_LIMIT = 3500


class OfGuide(BaseFilter):
    """`/words` whose first word is the guide's name; provides `said`, the lines behind it."""

    async def __call__(self, _message: Message, command: CommandObject) -> bool | dict[str, Any]:
        """Look at the first word."""
        said = _NAMED.fullmatch((command.args or "").strip())
        return {"said": said[1]} if said else False


async def words(message: Message, said: str, work: Work, person: Person) -> None:
    """List the synonyms, or do what each line says."""
    lines = [line for line in said.splitlines() if line.strip()]
    answers = [await _done(work, person, line) for line in lines] if lines else await _listed(work, person)
    page = ""
    for line in answers:
        if page and utf16_len(page) + utf16_len(line) > PAGE_LIMIT:
            await say.reply(work, message, page)
            page = ""
        page += f"{line}\n"
    await say.reply(work, message, page.rstrip())


async def _listed(work: Work, person: Person) -> list[str]:
    known = [
        f"<code>{quoted(word)} = {quoted(meaning)}</code>" for word, meaning in await synonyms.listed(work, person)
    ]
    return [
        _("Synonyms for the search in the guide: {n}").format(n=len(known)),
        *known,
        "",
        _("To add, a line each: {example}").format(example=f"<code>/words {NAMES[0]} ЭЦП = электронная подпись</code>"),
        _("To remove: {example}").format(example=f"<code>/words {NAMES[0]} - ЭЦП</code>"),
    ]


async def _done(work: Work, person: Person, line: str) -> str:
    """Do what a line says, and say so; a wrong one does not stop the others."""
    try:
        change = read(line)
    except Refused as refusal:
        return f"⚠️ {refusals.words(refusal.reason, refusal.details)}"
    done = await synonyms.change(work, person, change)
    return _outcome(change) if done else f"⚠️ {_missed(change)}"


def _outcome(change: Change) -> str:
    if change.meaning is None:
        return _("Removed: {word}").format(word=quoted(change.word))
    return f"✅ {quoted(change.word)} = {quoted(change.meaning)}"


def _missed(change: Change) -> str:
    if change.meaning is None:
        return _("{word}: there is no such word.").format(word=quoted(change.word))
    return _("{word}: there are {n} words already, no more fit.").format(word=quoted(change.word), n=synonyms.MOST)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(words, Typed("words"), BySupervisor(), OfGuide())
