"""What operators type instead of pressing a button of the card: alone it can mean nothing else, and is done (3.2)."""

import re
from typing import Any

from aiogram.filters import BaseFilter
from aiogram.types import Message

from bot.actions.work import Person, Ticket, Work
from handlers.filters import GROUP, ByPeople, InTicket, is_label
from handlers.routers import Doors
from handlers.surroundings import answered_here
from handlers.tickets.operator_commands import carry_out
from keyboards import card

_TAKEN = re.compile(
    r"(?:я )?(?:взял[аи]?|беру|взято|забираю)(?: (?:в работу|себе|обращение))*|(?:i )?(?:take|took|taken)(?: it)?"
)
_LONGER = re.compile(r"\+ ?\d{1,3} ?(?:раб\. ?|рабочих )?(?:ч|ч\.|час|часа|часов|h|hours?)?")


def meant(text: str) -> str | None:
    """Return the act of the card that a whole text names, None when it says something else."""
    for do, label in (*card.LABELS.items(), ("take", card.TAKE_OVER)):
        if is_label(text, label):
            return do
    plain = " ".join(text.casefold().split()).rstrip(" .!")
    if _TAKEN.fullmatch(plain):
        return "take"
    return "extend" if _LONGER.fullmatch(plain) else None


class TypedButton(BaseFilter):
    """A text that answers nothing and is the label of a button of the card; provides `do`."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        """Compare the words."""
        answers = message.is_topic_message and answered_here(message) is not None
        do = None if message.text is None or answers else meant(message.text)
        return {"do": do} if do else False


async def act(message: Message, do: str, work: Work, person: Person, ticket: Ticket) -> None:
    """Do what the button does; a number of hours is offered again, as a button."""
    await carry_out(message, do, work, person, ticket)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.message.register(act, GROUP, ByPeople(), TypedButton(), InTicket())
