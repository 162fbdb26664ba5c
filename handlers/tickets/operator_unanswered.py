"""Messages that stand unanswered (3.3): `/unanswered`, and what operators decide about one of them."""

from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.tickets import unanswered
from bot.actions.work import Person, Work
from bot.phrasing import quoted
from handlers import say
from handlers.filters import GROUP, PRIVATE, BySupervisor, Typed, place
from handlers.routers import Doors
from handlers.tickets import operator_card, unanswered_page
from handlers.turns import Page
from keyboards import unanswered as unanswered_keyboard
from keyboards.unanswered import AnswerFirst, NotQuestion, ShowUnanswered


async def show(message: Message, work: Work, person: Person) -> None:
    """`/unanswered`: those of the group; in private, for supervisors, those of all groups."""
    page = await _page(work, person, message.chat.id, 0)
    await say.reply(work, message, page.html, page.keyboard)


async def show_page(press: CallbackQuery, callback_data: ShowUnanswered, work: Work, person: Person) -> None:
    """Show a page as it is now."""
    page = await _page(work, person, place(press)[0], callback_data.page)
    await say.edit_pressed(work, press, page.html, page.keyboard)


async def _page(work: Work, person: Person, chat: int, number: int) -> Page:
    group = chat if chat < 0 else None
    found = await unanswered.listed(work, person, group, number)
    return Page(
        unanswered_page.text(found, everywhere=group is None), unanswered_keyboard.pages(found.number, found.last)
    )


async def dismiss(press: CallbackQuery, callback_data: NotQuestion, work: Work, person: Person) -> None:
    """«Это не вопрос»: wait for no answer, and go on to the confirmation if that was meant (3.2)."""
    chat, prompt = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    if await unanswered.dismiss(work, person, ticket, callback_data.message):
        words = _("{operator}: it is not a question.").format(operator=quoted(person.name))
    else:
        words = _("The message has been answered.")
    await say.edit_in_group(work, chat, prompt, words)
    if callback_data.resolve:
        say.answer_press(work, press, await operator_card.resolve(work, person, ticket))


async def answer_first(press: CallbackQuery, callback_data: AnswerFirst, work: Work, person: Person) -> None:
    """«Ответить»: say how."""
    await access.group_ticket(work, person, callback_data.ticket)
    text = _("Please write the answer here: it goes to the requester. Then ask for confirmation again.")
    say.answer_press(work, press, text, alert=True)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(show, GROUP, Typed("unanswered"))
    doors.commands.message.register(show, PRIVATE, Typed("unanswered"), BySupervisor())
    doors.commands.callback_query.register(show_page, ShowUnanswered.filter())
    doors.group.callback_query.register(dismiss, NotQuestion.filter())
    doors.group.callback_query.register(answer_first, AnswerFirst.filter())
