"""`/words`: the company's own words that operators are not to write, and the terms for them."""

from collections import defaultdict

from aiogram.filters import CommandObject
from aiogram.types import Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions.moderation import own_words
from bot.actions.work import Person, Work
from bot.phrasing import quoted
from bot.rules.moderation import own_words as own_words_rules
from bot.rules.moderation.own_words import Change
from bot.rules.moderation.treatments import Treatment
from bot.rules.refusals import Refused
from bot.rules.text import utf16_len
from handlers import say
from handlers.filters import BySupervisor, Typed
from handlers.routers import Doors

PAGE_LIMIT = 3500


async def words(message: Message, command: CommandObject, work: Work, person: Person) -> None:
    """List the words, or do what each line says."""
    lines = [line for line in (command.args or "").splitlines() if line.strip()]
    if lines:
        answers = [await _done(work, person, line) for line in lines]
    else:
        answers = await _listed(work, person)
    for page in _pages(answers):
        await say.reply(work, message, page)


async def _listed(work: Work, person: Person) -> list[str]:
    known = [f"{quoted(each.word)} → {quoted(each.proper)}" for each in await own_words.listed(work, person)]
    return [
        _("Words of your own that operators are not to write: {n}").format(n=len(known)),
        *known,
        "",
        _("To add, a line each: {example}").format(example="<code>/words сервак = сервер</code>"),
        _("With any ending: {example}").format(example="<code>/words тикет* = обращение</code>"),
        _("To remove: {example}").format(example="<code>/words - сервак</code>"),
        "",
        *await _chosen(work, person),
        "",
        _("To be told of a word, and to send it at once: {example}").format(example=_code(_("/words hint {word}"))),
        _("To let it pass: {example}").format(example=_code(_("/words leave {word}"))),
        _("To hold it: {example}").format(example=_code(_("/words hold {word}"))),
        "",
        _("Synonyms for the search in the guide: {example}").format(example=_code(_("/words guide"))),
    ]


def _code(command: str) -> str:
    return f"<code>{command.format(word='железо')}</code>"


async def _chosen(work: Work, person: Person) -> list[str]:
    """List what becomes of words of taste, and of those that somebody chose about."""
    words: dict[Treatment, list[str]] = defaultdict(list)
    for word, how in (await own_words.chosen(work, person)).items():
        words[how].append(word)
    lines = {
        Treatment.HINT: _("Words that are sent, and a better one is shown: {words}"),
        Treatment.LEAVE: _("Words that pass: {words}"),
        Treatment.HOLD: _("Words that are held though matters of taste: {words}"),
    }
    return [line.format(words=f"<code>{quoted(', '.join(words[how]) or '—')}</code>") for how, line in lines.items()]


async def _done(work: Work, person: Person, line: str) -> str:
    """Do what a line says, and say so; a wrong one does not stop the others."""
    try:
        change = own_words_rules.read(line)
    except Refused as refusal:
        return f"⚠️ {refusals.words(refusal.reason, refusal.details)}"
    done = await own_words.change(work, person, change)
    return _outcome(change) if done else f"⚠️ {_missed(change)}"


def _outcome(change: Change) -> str:
    if change.how is not None:
        texts = {
            Treatment.HOLD: _("{word} is held now."),
            Treatment.HINT: _("{word} is sent now, and a better word is shown."),
            Treatment.LEAVE: _("{word} passes now."),
        }
        return texts[change.how].format(word=quoted(change.word))
    if change.proper is None:
        return _("Removed: {word}").format(word=quoted(change.word))
    return f"✅ {quoted(change.word)} → {quoted(change.proper)}"


def _missed(change: Change) -> str:
    if change.how is not None:
        return _("{word}: nothing has changed. It is so already, or {n} words have been chosen about.").format(
            word=quoted(change.word), n=own_words.MOST
        )
    if change.proper is None:
        return _("{word}: there is no such word.").format(word=quoted(change.word))
    return _("{word}: there are {n} words already, no more fit.").format(word=quoted(change.word), n=own_words.MOST)


def _pages(lines: list[str]) -> list[str]:
    pages = [lines[0]]
    for line in lines[1:]:
        if utf16_len(pages[-1]) + utf16_len(line) > PAGE_LIMIT:
            pages.append(line)
        else:
            pages[-1] += f"\n{line}"
    return pages


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(words, Typed("words"), BySupervisor())
