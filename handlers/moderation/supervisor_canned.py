"""`/t + name` and `/t - name`: supervisors keep the canned answers, of a group there and common ones in private."""

from aiogram import F
from aiogram.enums import ChatType
from aiogram.filters import CommandObject
from aiogram.types import Message
from aiogram.utils.i18n import gettext as _

from bot.actions.moderation import canned
from bot.actions.moderation.canned import Canned
from bot.actions.work import Person, Work
from bot.phrasing import language, placeholders, quoted
from bot.rules.text import utf16_len
from handlers import say
from handlers.filters import PRIVATE, BySupervisor, Typed
from handlers.markup import as_html
from handlers.refused_commands import refuse
from handlers.routers import Doors

CHANGES = F.args.regexp(r"[+\-–—]")


async def change(message: Message, command: CommandObject, work: Work, person: Person) -> None:
    """Save an answer, or remove it."""
    sign, name = (command.args or "")[0], (command.args or "")[1:].partition("\n")[0].strip()
    chat = None if message.chat.type == ChatType.PRIVATE else message.chat.id
    if sign == "+":
        await canned.save(work, person, chat, name, _below(message))
        text = _("The canned answer “{name}” is saved.") if chat else _("The common canned answer “{name}” is saved.")
    elif await canned.remove(work, person, chat, name):
        text = _("The canned answer “{name}” is removed.")
    else:
        text = _("There is no canned answer “{name}” here.")
    await say.reply(work, message, text.format(name=quoted(name)))


def _below(message: Message) -> str:
    """Return the HTML of what stands below the first line."""
    first, _newline, rest = (message.text or "").partition("\n")
    start = utf16_len(first) + 1
    entities = [
        each.model_copy(
            update={"offset": max(each.offset - start, 0), "length": each.length - max(start - each.offset, 0)}
        )
        for each in message.entities or []
        if each.offset + each.length > start
    ]
    return as_html(rest, entities).strip()


async def list_common(message: Message, work: Work, person: Person) -> None:
    """List the common answers, and say how they are kept."""
    found = await canned.common(work, person)
    names = [_name(each) for each in found] or [_("There are none yet.")]
    greeting, english = _("greeting"), _("greeting (English)")
    added = f"<code>/t + {greeting}</code>"
    lines = [
        _("Canned answers common to all groups:"),
        *names,
        "",
        _("To add one, write its name and below it the text: {example}").format(example=added),
        _("To remove: {example}").format(example=f"<code>/t - {greeting}</code>"),
        _("In an operator group the same commands keep the answers of that group."),
        _("For a text in one language add it in brackets: {example}").format(example=f"<code>/t + {english}</code>"),
        _("Placeholders: {names}").format(names=placeholders()),
    ]
    await say.reply(work, message, "\n".join(lines))


def _name(answer: Canned) -> str:
    return f"• {quoted(answer.name)}" + (f" ({language(answer.locale)})" if answer.locale else "")


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(change, Typed("t", magic=CHANGES), BySupervisor())
    doors.commands.message.register(refuse, Typed("t", magic=CHANGES))
    doors.commands.message.register(list_common, PRIVATE, Typed("t"), BySupervisor())
