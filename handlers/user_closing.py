"""The requester's word at the end of a ticket: confirm or not, rate, open again (3.2)."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions import access, closing
from bot.actions.work import Person, Work
from handlers import say
from keyboards.closing import Reopen, Verdict


async def decide(press: CallbackQuery, callback_data: Verdict, work: Work, person: Person) -> None:
    """Close at the requester's «yes», return to work at their «no»."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    await (closing.confirm if callback_data.solved else closing.deny)(work, person, ticket)
    say.toast(work, press)


async def reopen(press: CallbackQuery, callback_data: Reopen, work: Work, person: Person) -> None:
    """Open a closed ticket again."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    if not await closing.reopen(work, person, ticket):
        say.toast(work, press, _("It was closed too long ago."))


def router() -> Router:
    """Say which updates come here."""
    router = Router(name="user_closing")
    router.callback_query.register(decide, Verdict.filter())
    router.callback_query.register(reopen, Reopen.filter())
    return router
