"""The buttons by which a supervisor is led until their new desk works, and groups that the desk leaves alone."""

from aiogram import F
from aiogram.dispatcher.event.handler import CallbackType
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.access import AccessDenied, Right
from bot.actions.desk import setup
from bot.actions.tickets import trial
from bot.actions.work import Person, Work
from handlers import say
from handlers.filters import GROUP, BySupervisor
from handlers.groups import menus
from handlers.routers import Doors
from keyboards.setup import SetUp


class InDeclinedGroup(BaseFilter):
    """A command in a group that the desk is not to answer in, unless a supervisor has changed their mind."""

    async def __call__(self, message: Message, work: Work, person: Person) -> bool:
        """Look the group up."""
        declined = await setup.is_declined(work, message.chat.id)
        return declined and not await access.has(work, person, Right.SUPERVISE)


async def say_nothing(_message: Message) -> None:
    """A supervisor said so."""


async def check(press: CallbackQuery, work: Work, person: Person) -> None:
    """Look at the group again."""
    await setup.show(work, person)
    say.answer_press(work, press, _("Telegram is being asked, the answer comes as a message."))


async def choose(press: CallbackQuery, callback_data: SetUp, work: Work, person: Person) -> None:
    """Let a group that somebody put the bot into become one of operators."""
    await setup.choose(work, person, callback_data.chat)
    await say.drop_buttons(work, person, press)


async def make(press: CallbackQuery, callback_data: SetUp, work: Work, person: Person) -> None:
    """Make a group one of operators."""
    placed = await setup.make(work, person, callback_data.chat)
    if placed is None:
        return
    await menus.offer(work, person, callback_data.chat)
    if placed:
        text = _("Requests that waited for a group and come here now: {n}.").format(n=placed)
        say.answer_press(work, press, text, alert=True)


async def decline(press: CallbackQuery, callback_data: SetUp, work: Work, person: Person) -> None:
    """Leave a group alone."""
    await setup.decline(work, person, callback_data.chat)
    text = _("The bot does not answer in that group. Should it after all, send /bind there.")
    await say.edit_pressed(work, press, text)


async def try_out(_press: CallbackQuery, work: Work, person: Person) -> None:
    """Open the trial ticket."""
    text = _("This is a trial request: please answer it in any words. It will be removed after the trial.")
    await trial.begin(work, person, text, _("Trial request"))
    await setup.proceed(work, person)


async def stop(press: CallbackQuery, work: Work, person: Person) -> None:
    """End the trial early."""
    await trial.stop(work, person)
    say.answer_press(work, press, _("The trial request is being removed."))


async def leave(press: CallbackQuery, work: Work, person: Person) -> None:
    """Pass over a step."""
    if not await setup.leave(work, person):
        await say.edit_pressed(work, press, _("It can wait. /start or /groups show where you stand and lead on."))


async def refuse(_press: CallbackQuery, callback_data: SetUp) -> None:
    """A button of somebody else, or a forged one."""
    raise AccessDenied(callback_data.pack())


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(say_nothing, GROUP, InDeclinedGroup())
    steps: dict[str, CallbackType] = {
        "check": check,
        "choose": choose,
        "make": make,
        "decline": decline,
        "try": try_out,
        "stop": stop,
        "leave": leave,
    }
    for do, step in steps.items():
        doors.private.callback_query.register(step, SetUp.filter(F.do == do), BySupervisor())
    doors.private.callback_query.register(refuse, SetUp.filter())
