"""(being written)"""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.utils.i18n import gettext as _

from bot.actions.work import Person, Work
from handlers import say


class StandIn(StatesGroup):
    """Where the conversation about a new request will stand."""

    anywhere = State()


async def begin(work: Work, person: Person, state: FSMContext) -> None:
    """Stand in for the beginning of a request."""
    await state.set_state(StandIn.anywhere)
    await say.say(work, person, _("A new request begins here."))


def router() -> Router:
    """Say which updates come here."""
    return Router(name="user_request")
