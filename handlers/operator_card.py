"""The buttons of a ticket's card."""

from aiogram import F, Router
from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions import access, closing, operators
from bot.actions.work import Person, Work
from handlers import say
from keyboards.card import CardPress


async def take(press: CallbackQuery, callback_data: CardPress, work: Work, person: Person) -> None:
    """Take a ticket; from a colleague only at the second press."""
    ticket = await access.group_ticket(work, _chat(press), callback_data.ticket)
    await operators.take(work, person, ticket)
    say.toast(work, press, _("The request is yours."))


async def resolve(press: CallbackQuery, callback_data: CardPress, work: Work, person: Person) -> None:
    """Ask the requester whether it is solved (3.2)."""
    ticket = await access.group_ticket(work, _chat(press), callback_data.ticket)
    await closing.ask_confirmation(work, person, ticket)
    say.toast(work, press, _("The requester is asked to confirm."))


def _chat(press: CallbackQuery) -> int:
    return press.message.chat.id if press.message else 0


def router() -> Router:
    """Say which updates come here."""
    router = Router(name="operator_card")
    router.callback_query.register(take, CardPress.filter(F.do == "take"))
    router.callback_query.register(resolve, CardPress.filter(F.do == "resolve"))
    return router
