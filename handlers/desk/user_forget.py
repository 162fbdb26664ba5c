"""`/forget`: a requester has the data about them deleted, by two presses (152-ФЗ)."""

from typing import Any

from aiogram import F
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions.desk import forget
from bot.actions.work import Person, Work
from bot.rules.people import rights_words
from bot.rules.people.rights_requests import ERASING, Wish
from handlers import say
from handlers.desk import forget_pages
from handlers.filters import PRIVATE, Talk, Typed
from handlers.routers import Doors
from handlers.tickets import user_talk
from handlers.turns import Page, Turn
from keyboards.forget import Forget


async def command(_message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Tell what would be deleted; a dialogue in progress stays as it is."""
    await Turn(work, person, state).show(await _first(work, person))


class Wished(Filter):
    """A text that asks for what `/forget` and `/mydata` do; provides `wished`."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        """Read it."""
        wished = rights_words.wish(message.text or "")
        return wished is not None and {"wished": wished}


async def offer(message: Message, work: Work, person: Person, state: FSMContext, wished: Wish) -> None:
    """Answer who asks for it in words; with a request open its operator reads them as well."""
    await user_talk.talk(message, work, person, state)
    if wished in ERASING:
        await Turn(work, person, state).show(await _first(work, person))
    else:
        text = _("To get a file with all that is stored about you, press {command}.")
        await say.private(work, person, text.format(command="/mydata"))


async def show(_press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Do so for who withdraws their consent."""
    await Turn(work, person, state).show(await _first(work, person))


async def ask(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Ask once more."""
    stored = await forget.stored(work, person)
    if stored.asked or stored.works_here:
        return await Turn(work, person, state, press).show(await _first(work, person))
    return await Turn(work, person, state, press).show(forget_pages.sure(stored))


async def erase(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Begin to delete; whatever dialogue there is ends."""
    if not await forget.ask(work, person):
        return await Turn(work, person, state, press).show(await _first(work, person))
    await state.clear()
    return await say.edit_private(work, person, press, forget_pages.begun())


async def stay(press: CallbackQuery, work: Work, person: Person) -> None:
    """Delete nothing."""
    await say.edit_private(work, person, press, forget_pages.stays())


async def _first(work: Work, person: Person) -> Page:
    stored = await forget.stored(work, person)
    if stored.works_here:
        return Page(forget_pages.works_here())
    return Page(forget_pages.asked()) if stored.asked else forget_pages.told(stored)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(command, PRIVATE, Typed("forget"))
    doors.first.message.register(offer, Wished(), Talk())
    press = doors.private.callback_query.register
    press(show, Forget.filter(F.do == "show"))
    press(ask, Forget.filter(F.do == "ask"))
    press(erase, Forget.filter(F.do == "erase"))
    press(stay, Forget.filter(F.do == "stay"))
