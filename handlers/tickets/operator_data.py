"""Asking the requester for data: what, why it is needed, a last look, then it is sent (3.7)."""

from dataclasses import replace
from typing import Any

from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.tickets import data_requests
from bot.actions.work import Person, ShownPage, Ticket, Work
from bot.phrasing import quoted
from bot.rules import fields
from bot.rules.tickets import tickets as tickets_rules
from bot.rules.tickets.data_requests import Item, Kind, check_number, own_questions
from bot.rules.tickets.tickets import check_open
from handlers import operator_question, say
from handlers.filters import InTicket, place
from handlers.operator_question import Answering, Answers, Asked, BelowPage
from handlers.routers import Doors
from keyboards import data
from keyboards.data import Ask, AskStep, AskWhy, SendAsk

MOST_SEEN = 32
"""Pages of the list that are remembered while one is ticked."""


class Asking(StatesGroup):
    """What is asked in the dialogue; what was said: `kinds` (ready ones), `own` (questions), at the end `why`."""

    pick = State()
    """Back at the list, where own questions are kept."""
    what = State()
    why = State()
    check = State()


async def offer(work: Work, person: Person, ticket: Ticket) -> str:
    """Ask what is needed. Raises Refused when the ticket is closed."""
    check_open(tickets_rules.State(ticket.state))
    await say.page(work, person, ticket, _what(), data.ask(ticket.number, 0))
    return ""


def _what() -> str:
    return _("What is to be asked from the requester? Several can be chosen.")


async def choose(press: CallbackQuery, callback_data: Ask, work: Work, person: Person, state: FSMContext) -> None:
    """Choose one more or one less; go on to own words, or to the reason."""
    chat, prompt = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    check_open(tickets_rules.State(ticket.state))
    before = await operator_question.waiting(state, Asking.pick)
    if before is not None and _left_behind(press, callback_data, before):
        prompt = before.prompt
    said = before.said if before is not None and before.prompt == prompt else {"own": []}
    chosen, own = _so_far(callback_data, said), said["own"]
    kinds = data.chosen_kinds(chosen)
    asked = Asked(ticket.number, prompt, {"kinds": kinds, "own": own})
    if callback_data.do == "pick":
        seen = [*said.get("seen", ()), callback_data.chosen, chosen]
        await operator_question.ask(
            state, Asking.pick, work, replace(asked, said=asked.said | {"seen": seen[-MOST_SEEN:]})
        )
        await _pick(work, chat, asked)
    elif callback_data.do == "own":
        await _ask_own(work, person, state, chat, asked)
    elif kinds or own:
        await _ask_why(work, person, state, chat, asked)
    else:
        say.answer_press(work, press, _("Please choose at least one item."), alert=True)


def _left_behind(press: CallbackQuery, pressed: Ask, before: Asked) -> bool:
    """Tell whether a button stood on the page that waits: it has been rewritten since, so it does not stand there."""
    message = press.message
    return message is not None and message.message_id == before.prompt and pressed.chosen in before.said.get("seen", ())


def _so_far(press: Ask, said: dict[str, Any]) -> int:
    """Return what is chosen with this press: a page that whoever presses has left behind adds to what came after it."""
    chosen = data.chosen_bits(said["kinds"]) if press.chosen in said.get("seen", ()) else press.chosen
    if press.do != "pick":
        return chosen
    return chosen & ~(1 << press.item) if press.chosen >> press.item & 1 else chosen | 1 << press.item


async def _pick(work: Work, chat: int, asked: Asked) -> None:
    await _show(work, chat, asked, _what(), data.ask(asked.ticket, data.chosen_bits(asked.said["kinds"])))


async def _ask_own(work: Work, person: Person, state: FSMContext, chat: int, asked: Asked) -> None:
    await operator_question.ask(state, Asking.what, work, asked)
    text = _("{operator}, please answer: what is to be asked from the requester? Each line is a question of its own.")
    words = text.format(operator=quoted(person.name))
    await _show(work, chat, asked, words, data.own(person.id, keeps=bool(asked.said["own"])))


async def step(press: CallbackQuery, callback_data: AskStep, work: Work, person: Person, state: FSMContext) -> None:
    """Go back to the step before, with all that was said, or on from the own words that are there."""
    chat, prompt = place(press)
    steps = [each for each in (Asking.what, Asking.why, Asking.check) if await operator_question.waiting(state, each)]
    asked = await operator_question.waiting(state, steps[0]) if steps else None
    if asked is None or asked.prompt != prompt:
        return _refuse(work, press)
    await access.group_ticket(work, person, asked.ticket)
    said = {name: asked.said[name] for name in ("kinds", "own")}
    before = Asked(asked.ticket, prompt, said)
    if steps[0] == Asking.check or callback_data.do == "keep":
        return await _ask_why(work, person, state, chat, before)
    if steps[0] == Asking.why and said["own"]:
        return await _ask_own(work, person, state, chat, before)
    await operator_question.ask(state, Asking.pick, work, before)
    return await _pick(work, chat, before)


async def name(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Take what is needed, go on to the reason."""
    await operator_question.answer(message, work, asked)  # the checks that hold for every answer
    own = own_questions(message.text or "")
    check_number(len(own) + len(asked.said["kinds"]))
    said = asked.said | {"own": own}
    await _ask_why(work, person, state, message.chat.id, Asked(asked.ticket, asked.prompt, said))


async def name_at_once(
    message: Message, work: Work, person: Person, ticket: Ticket, state: FSMContext, page: ShownPage, at: int
) -> None:
    """Take what is typed below the list as own words: the list asks what is needed, so this is not for the requester.

    Raises Refused.
    """
    if not at:
        return await say.reply(work, message, _("Please press the button itself. The requester was not sent this."))
    own_button = next(Ask.unpack(each) for _label, each in page.buttons if each.startswith(f"{Ask.__prefix__}:"))
    before = await operator_question.waiting(state, Asking.pick)
    own = before.said["own"] if before is not None and before.prompt == at else []
    asked = Asked(ticket.number, at, {"kinds": data.chosen_kinds(own_button.chosen), "own": own})
    await operator_question.answer(message, work, asked)
    own = [*own, *own_questions(message.text or "")]
    check_number(len(own) + len(asked.said["kinds"]))
    await _ask_why(work, person, state, message.chat.id, replace(asked, said=asked.said | {"own": own}))
    return None


async def _ask_why(work: Work, person: Person, state: FSMContext, chat: int, asked: Asked) -> None:
    await operator_question.ask(state, Asking.why, work, asked)
    text = _("{operator}, why is it needed? The requester will read it. Please choose or answer in your own words.")
    words = text.format(operator=quoted(person.name))
    await _show(work, chat, asked, words, data.reasons(person.id))


async def explain(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Take the reason in the operator's words."""
    why = fields.reason(await operator_question.answer(message, work, asked))
    await _show_back(work, person, state, message.chat.id, asked, why)


async def choose_reason(
    press: CallbackQuery, callback_data: AskWhy, work: Work, person: Person, state: FSMContext
) -> None:
    """Take a ready reason."""
    asked = await operator_question.waiting(state, Asking.why)
    if asked is None:
        return _refuse(work, press)
    return await _show_back(work, person, state, place(press)[0], asked, data.ready_reason(callback_data.reason))


async def _show_back(work: Work, person: Person, state: FSMContext, chat: int, asked: Asked, why: str) -> None:
    asked = Asked(asked.ticket, asked.prompt, asked.said | {"why": why})
    await operator_question.ask(state, Asking.check, work, asked)
    await _show(work, chat, asked, _("Please check: this is what the requester will be asked."), data.send(person.id))


async def send(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Ask the requester."""
    asked = await operator_question.waiting(state, Asking.check)
    if asked is None:
        return _refuse(work, press)
    chat = place(press)[0]
    ticket = await access.group_ticket(work, person, asked.ticket)
    await data_requests.ask(work, person, ticket, tuple(_items(asked)))
    await state.clear()
    return await _show(work, chat, asked, _("The requester has been asked."))


def _refuse(work: Work, press: CallbackQuery) -> None:
    text = _("This question waits for another operator, or no longer. “Ask for data” on the card begins again.")
    say.answer_press(work, press, text, alert=True)


def _items(asked: Asked) -> list[Item]:
    said, why = asked.said, asked.said.get("why", "")
    ready = [Item(Kind(kind), why) for kind in said["kinds"]]
    return ready + [Item(Kind.OWN, why, question) for question in said["own"]]


async def _show(work: Work, chat: int, asked: Asked, words: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Put what is asked so far, with a sentence below, in the place of the question."""
    items = [f"• {quoted(data.item_name(item))}" for item in _items(asked)]
    if not items:
        return await say.edit_in_group(work, chat, asked.prompt, words, keyboard)
    lines = [_("To be asked:"), *items]
    if "why" in asked.said:
        lines.append(_("Why it is needed: {why}").format(why=quoted(asked.said["why"])))
    return await say.edit_in_group(work, chat, asked.prompt, "\n".join([*lines, "", words]), keyboard)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(choose, Ask.filter())
    doors.group.message.register(name_at_once, Answering(Ask), InTicket(), BelowPage())
    doors.group.message.register(name, StateFilter(Asking.what), Answers())
    doors.group.message.register(explain, StateFilter(Asking.why), Answers())
    doors.group.callback_query.register(step, AskStep.filter())
    doors.group.callback_query.register(choose_reason, AskWhy.filter())
    doors.group.callback_query.register(send, SendAsk.filter())
