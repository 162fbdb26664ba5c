"""`/kb` in a ticket's topic: articles of the guide, found without leaving it (3.6)."""

from aiogram.filters import CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.guide import guide
from bot.actions.tickets import conversation
from bot.actions.work import Person, Ticket, Work
from handlers import say
from handlers.filters import GROUP, InTicket, Typed, place
from handlers.guide import guide_pages
from handlers.refused_commands import elsewhere
from handlers.routers import Doors
from keyboards import guide as guide_keyboard
from keyboards.guide import ShowArticle, ShowFound

MOST = 5
LOOKED_FOR = "kb"
"""What an operator last looked for in a topic; kept beside a question that may wait there."""


async def find(
    message: Message, command: CommandObject, work: Work, person: Person, ticket: Ticket, state: FSMContext
) -> None:
    """`/kb words` finds articles; without words those that fit what the requester wrote."""
    await state.update_data({LOOKED_FOR: command.args})
    page = await _page(work, ticket, command.args)
    if page is None:
        return await say.reply(work, message, _("Nothing is found in the guide. Please try other words: /kb words."))
    return await say.page(work, person, ticket, *page)


async def _page(work: Work, ticket: Ticket, words: str | None) -> tuple[str, InlineKeyboardMarkup] | None:
    found = await guide.search(work, words or await conversation.request_of(work, ticket), MOST)
    if not found:
        return None
    text = _("Which article is the requester to get?")
    shown = guide_keyboard.found(ticket.number, [article.id for article in found])
    return f"{guide_pages.numbered(found)}\n\n{text}", shown


async def back(press: CallbackQuery, callback_data: ShowFound, work: Work, person: Person, state: FSMContext) -> None:
    """Show again what whoever presses looked for last; for a colleague, what fits the request."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    page = await _page(work, ticket, (await state.get_data()).get(LOOKED_FOR))
    if page is None:
        return say.answer_press(work, press, _("Nothing is found in the guide. Please try other words: /kb words."))
    return await say.edit_in_group(work, chat, message, *page)


async def show(press: CallbackQuery, callback_data: ShowArticle, work: Work, person: Person) -> None:
    """Show an article as the requester would get it, in the place of the list; it is sent like a canned answer."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    article = await guide.find(work, callback_data.article)
    if article is None:
        return say.answer_press(work, press, _("This article is no longer in the guide."), alert=True)
    return await say.edit_in_group(
        work, chat, message, guide_pages.link(article), guide_keyboard.preview(ticket.number)
    )


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(find, GROUP, Typed("kb"), InTicket())
    doors.commands.message.register(elsewhere, GROUP, Typed("kb"))
    doors.group.callback_query.register(back, ShowFound.filter())
    doors.group.callback_query.register(show, ShowArticle.filter())
