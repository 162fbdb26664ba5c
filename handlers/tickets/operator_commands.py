"""Commands of operators: about a ticket at its place, about all of them anywhere in the group."""

from datetime import datetime

from aiogram.filters import CommandObject
from aiogram.types import Message
from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot import links
from bot.actions import outgoing
from bot.actions.tickets import held, operators
from bot.actions.tickets.operators import OpenTicket
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import quoted, service, status, time_left
from bot.rules.asking import of_open
from bot.rules.deadlines import deadlines
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.tickets.tickets import State, emoji, ticket_number
from handlers import commands, say
from handlers.commands import Scope
from handlers.filters import GROUP, ForAnotherBot, InTicket, Typed
from handlers.refused_commands import elsewhere
from handlers.routers import Doors
from handlers.tickets import operator_card
from handlers.tickets.operator_card import ACTS

ACT_COMMANDS = ("take", "resolve", "extend", "ask", "transfer")
ASKING = ("extend", "ask", "transfer")
"""Those that ask something: the next message there is the answer."""


async def act(message: Message, command: CommandObject, work: Work, person: Person, ticket: Ticket) -> None:
    """Do what the card's button of the same name does; what stands behind the command is told to be unread."""
    await carry_out(message, command.command, work, person, ticket)
    if command.args and command.command in ASKING:
        await say.reply(work, message, _("What stands behind the command is not read: please write it as a message."))
    elif command.args:
        await say.reply(work, message, _("What stands behind the command was sent to nobody."))


async def carry_out(message: Message, do: str, work: Work, person: Person, ticket: Ticket) -> None:
    """Do what a button of the card does, and say so below; what bears a name is not done anonymously."""
    if do == "take" and message.sender_chat is not None:
        return await say.reply(work, message, _("Please take the request in your own name, not anonymously."))
    stood = do == "resolve" and await outgoing.standing(work, of_open(ticket.number, 0)) is not None
    text = await ACTS[do](work, person, ticket)
    if text and (stood or text != operator_card.no_answer_yet()):  # what is just asked below need not be said twice
        await say.reply(work, message, text)
    return None


async def note(message: Message, command: CommandObject, work: Work, person: Person, ticket: Ticket) -> None:
    """`/note <text>`: keep a remark that stays inside."""
    if not command.args:
        return await say.reply(work, message, _("Please write the note behind the command: /note text"))
    await operators.note(work, person, ticket, command.args)
    return await say.reply(work, message, _("📝 The note is kept. The requester does not see it."))


async def card(_message: Message, work: Work, person: Person, ticket: Ticket) -> None:
    """`/card`: show the card again, below all that was said."""
    await operators.show_again(work, person, ticket)


async def list_open(message: Message, work: Work, person: Person) -> None:
    """`/open`: what this group has to do, the most urgent first."""
    found, total = await operators.list_open(work, person, message.chat.id)
    if not found:
        return await say.reply(work, message, _("There are no open requests in this group."))
    calendar, waiting = await work.calendar(), await held.in_group(work, person, message.chat.id)
    lines = [ngettext("{n} open request:", "{n} open requests:", total).format(n=total)]
    mark = _("✋ something waits unsent")
    for each in found:
        line = _line(message.chat.id, each, work.now, calendar)
        lines.append(f"{line} · {mark}" if each.number in waiting else line)
    if total > len(found):
        lines.append(_("Shown are the {n} most urgent ones.").format(n=len(found)))
    return await say.reply(work, message, "\n".join(lines))


def _line(chat: int, ticket: OpenTicket, now: datetime, calendar: Calendar) -> str:
    icon = emoji(State(ticket.state), deadlines.is_overdue(now, ticket.deadline))
    name = ticket_number(ticket.number)
    address = links.to_place(chat, ticket.thread_id, ticket.card_id)
    parts = [
        f"{icon} {links.linked(name, address)}",
        quoted(ticket.company),
        service(ticket.service),
        status(ticket.state),
    ]
    if ticket.deadline is not None:
        parts.append(time_left(now, ticket.deadline, calendar))
    return " · ".join(parts)


async def list_commands(message: Message, work: Work) -> None:
    """`/help`: what can be done here."""
    lines = [
        _("In the topic of a request, or as a reply to its card:"),
        *commands.help_lines(Scope.TOPIC),
        _("In any topic of the group:"),
        *commands.help_lines(Scope.GROUP),
        _("What you write in a topic goes to the requester; what begins with // stays inside."),
    ]
    await say.reply(work, message, "\n".join(lines))


async def ignore(_message: Message) -> None:
    """It was not said to us."""


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(ignore, GROUP, ForAnotherBot())
    doors.commands.message.register(act, GROUP, Typed(*ACT_COMMANDS), InTicket())
    doors.commands.message.register(note, GROUP, Typed("note"), InTicket())
    doors.commands.message.register(card, GROUP, Typed("card"), InTicket())
    doors.commands.message.register(list_open, GROUP, Typed("open"))
    doors.commands.message.register(list_commands, GROUP, Typed("help"))
    about_tickets = Typed(*ACT_COMMANDS, "note", "card", "delete")
    doors.commands.message.register(elsewhere, GROUP, about_tickets, ~InTicket())
