"""What operators decide about a promise that was noticed in their message (3.4)."""

from aiogram import F
from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.deadlines import promises
from bot.actions.work import Person, Work
from bot.phrasing import moment, quoted
from handlers import say
from handlers.filters import place
from handlers.routers import Doors
from keyboards.promises import PromisePress, offer


async def remind(press: CallbackQuery, callback_data: PromisePress, work: Work, person: Person) -> None:
    """Remind whoever pressed, and say so in the place of the offer."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    promise = await promises.remind(work, person, ticket, callback_data.promise)
    if promise is None:
        await _is_settled(work, press)
        return
    text = _("Promised: “{words}” ({due})\n{operator} will be reminded.")
    due = moment(promise.due_at, work.policy.zone)
    html = text.format(words=f"<i>{quoted(promise.words)}</i>", due=due, operator=quoted(person.name))
    await say.edit_in_group(work, chat, message, html)


async def move(press: CallbackQuery, callback_data: PromisePress, work: Work, person: Person) -> None:
    """Move the promise to the working day that was offered, and say what is left to do."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    promise = await promises.postpone(work, person, ticket, callback_data.promise)
    if promise is None:
        await _is_settled(work, press)
        return
    text = _("Promised: “{words}” — moved to {due}. Please tell the requester.")
    due = moment(promise.due_at, work.policy.zone)
    html = text.format(words=f"<i>{quoted(promise.words)}</i>", due=due)
    await say.edit_in_group(work, chat, message, html, offer(ticket.number, promise.id))


async def dismiss(press: CallbackQuery, callback_data: PromisePress, work: Work, person: Person) -> None:
    """Take the offer away."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    if await promises.dismiss(work, person, ticket, callback_data.promise) is None:
        await _is_settled(work, press)
        return
    await say.delete_in_group(work, chat, message)


async def _is_settled(work: Work, press: CallbackQuery) -> None:
    say.answer_press(work, press, _("This promise is settled already."), alert=True)
    await say.delete_in_group(work, *place(press))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(remind, PromisePress.filter(F.do == "remind"))
    doors.group.callback_query.register(move, PromisePress.filter(F.do == "move"))
    doors.group.callback_query.register(dismiss, PromisePress.filter(F.do == "none"))
