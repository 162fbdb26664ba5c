"""`/doctor`: supervisors ask what is right with the desk and what is wrong."""

from aiogram.types import Message

from bot.actions.desk import doctor
from bot.actions.work import Person, Work
from handlers import say
from handlers.filters import BySupervisor, Typed
from handlers.routers import Doors


async def examine(message: Message, work: Work, person: Person) -> None:
    """Have the desk examined."""
    await doctor.order(work, person, message.chat.id, say.beside(message))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(examine, Typed("doctor"), BySupervisor())
