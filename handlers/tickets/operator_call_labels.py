"""What an operator types instead of pressing a button while a call is written down: it is the press of it (2.4)."""

from typing import Any

from aiogram import Bot
from aiogram.filters import BaseFilter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.actions import outgoing
from bot.actions.work import Person, Work
from bot.rules.asking import of_call
from bot.rules.services import Group
from bot.rules.tickets.calls import Step
from bot.rules.tickets.presses import LIMIT, Offered, pressed
from handlers import say
from handlers.filters import GROUP
from handlers.operator_question import PAGE, Answers, Asked
from handlers.routers import Doors
from handlers.tickets import operator_call
from handlers.tickets.operator_call import Calling
from keyboards import calls
from keyboards.calls import CallGroup, CallPress


class TypedCall(BaseFilter):
    """A text that names a button of the call's page, or a service; provides `at`, where that stands, and `button`."""

    async def __call__(
        self, message: Message, work: Work, person: Person, state: FSMContext, asked: Asked
    ) -> bool | dict[str, Any]:
        """Compare with the page as it was shown."""
        text, kept = message.text or "", (await state.get_data()).get(PAGE)
        if kept is None or not text or len(text) > LIMIT:
            return False
        shown = [(label, data) for label, data in kept["buttons"]]
        found = _named(text, shown) or _named(text, _services(text, person, asked))
        at = asked.prompt or await outgoing.standing(work, of_call(person.id))
        return {"at": at, "button": found} if found is not None and at is not None else False


def _named(text: str, shown: list[tuple[str, str]]) -> InlineKeyboardButton | None:
    data = pressed(text, [Offered(data, (label,)) for label, data in shown])
    return next((InlineKeyboardButton(text=label, callback_data=each) for label, each in shown if each == data), None)


def _services(text: str, person: Person, asked: Asked) -> list[tuple[str, str]]:
    """Return the buttons of services whose group is not opened: they may be named, but have no place in the list."""
    if asked.said.get("step") != Step.SERVICE.value or text.strip(" .").isdigit():
        return []
    keyboards = [calls.services(person.id, group).inline_keyboard for group in Group]
    buttons = {each.callback_data: each.text for rows in keyboards for row in rows for each in row}
    return [(label, data) for data, label in buttons.items() if data is not None]


async def press(
    message: Message,
    at: int,
    button: InlineKeyboardButton,
    work: Work,
    person: Person,
    state: FSMContext,
    bot: Bot,
) -> None:
    """Press it."""
    assert message.from_user is not None, "an operator wrote it"
    markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
    under = message.model_copy(update={"message_id": at, "reply_markup": markup, "reply_to_message": None}).as_(bot)
    data = button.callback_data or ""
    query = CallbackQuery(id=say.TYPED, from_user=message.from_user, chat_instance="", message=under, data=data).as_(
        bot
    )
    if data.startswith(f"{CallGroup.__prefix__}:"):
        await operator_call.group_of_services(query, CallGroup.unpack(data), work, person, state)
    else:
        await operator_call.press(query, CallPress.unpack(data), work, person, state)
    await say.say_answers(work, message)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.message.register(press, GROUP, StateFilter(Calling), Answers(), TypedCall())
