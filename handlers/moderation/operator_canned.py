"""`/t` in a ticket's topic: canned answers. The text as it will be read stands in the topic until somebody sends it."""

from dataclasses import replace

from aiogram import F
from aiogram.dispatcher.event.handler import CallbackType
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.moderation import canned
from bot.actions.moderation.canned import Canned
from bot.actions.tickets import conversation
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import moment, quoted
from bot.rules.moderation.canned import filled
from handlers import say
from handlers.content import incoming
from handlers.filters import GROUP, InTicket, Typed, place
from handlers.refused_commands import elsewhere
from handlers.routers import Doors
from keyboards import canned as canned_keyboard
from keyboards.canned import CannedPress

PAGE = 8


async def use(message: Message, command: CommandObject, work: Work, person: Person, ticket: Ticket) -> None:
    """`/t` lists the answers, `/t name` shows one filled in."""
    if not command.args:
        return await say.page(work, person, ticket, *await _page(work, person, ticket, 0))
    found = await canned.find(work, person, ticket, command.args)
    if found is None:
        text = _("There is no canned answer “{name}”. /t lists them.")
        return await say.reply(work, message, text.format(name=quoted(command.args)))
    return await say.page(work, person, ticket, *await _preview(work, person, ticket, found))


async def show_page(press: CallbackQuery, callback_data: CannedPress, work: Work, person: Person) -> None:
    """Show a page of the list."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    await say.edit_in_group(work, chat, message, *await _page(work, person, ticket, callback_data.page))


async def show(press: CallbackQuery, callback_data: CannedPress, work: Work, person: Person) -> None:
    """Show an answer filled in, in the place of the list."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    found = await canned.one(work, person, ticket, callback_data.answer)
    await say.edit_in_group(work, chat, message, *await _preview(work, person, ticket, found, callback_data.page))


async def send(
    press: CallbackQuery, callback_data: CannedPress, work: Work, person: Person, page_html: str | None = None
) -> None:
    """Make the text that is shown the operator's message: it stays where it is, and the requester gets it.

    Of a button whose label was typed `page_html` is what is shown: the message holds the label.
    """
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    content = incoming(press.message) if isinstance(press.message, Message) else None
    if content is not None and page_html is not None:
        content = replace(content, html=page_html, written_at=work.now)
    if content is None:
        return say.answer_press(
            work, press, _("The text is too old to be sent. Please choose it again with /t."), alert=True
        )
    if await conversation.is_passed_on(work, content):
        return say.answer_press(work, press, _("It is sent already."))
    await conversation.operator_wrote(work, person, content, ticket)
    await say.edit_in_group(work, chat, message, content.html)
    return None


async def close(press: CallbackQuery, callback_data: CannedPress, work: Work, person: Person) -> None:
    """Take the list or the text away, unless it was sent."""
    chat, message = place(press)
    await access.group_ticket(work, person, callback_data.ticket)
    content = incoming(press.message) if isinstance(press.message, Message) else None
    if content is None or not await conversation.is_passed_on(work, content):
        await say.delete_in_group(work, chat, message)


async def _page(work: Work, person: Person, ticket: Ticket, number: int) -> tuple[str, InlineKeyboardMarkup | None]:
    found = await canned.listed(work, person, ticket)
    if not found:
        return _("There are no canned answers yet. A supervisor adds them with /t + name."), None
    last = (len(found) - 1) // PAGE
    number = min(number, last)
    shown = [(each.id, each.name) for each in found[number * PAGE : (number + 1) * PAGE]]
    return _("Canned answers:"), canned_keyboard.answers(ticket.number, shown, number, last)


async def _preview(
    work: Work, person: Person, ticket: Ticket, answer: Canned, page: int = 0
) -> tuple[str, InlineKeyboardMarkup]:
    due = moment(ticket.deadline, work.policy.zone) if ticket.deadline else _("not limited")
    values = await canned.values(work, person, ticket, due)
    return filled(answer.html, values), canned_keyboard.preview(ticket.number, page)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(use, GROUP, Typed("t"), InTicket())
    doors.commands.message.register(elsewhere, GROUP, Typed("t"))
    steps: dict[str, CallbackType] = {"list": show_page, "show": show, "send": send, "close": close}
    for do, step in steps.items():
        doors.group.callback_query.register(step, CannedPress.filter(F.do == do))
