"""`/call`: an operator writes down who calls and what is asked, and opens the ticket (2.4, 2.6)."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from aiogram import F
from aiogram.filters import CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions.tickets import calls, registration
from bot.actions.tickets.calls import Caller
from bot.actions.work import Person, Work
from bot.phrasing import moment, uncarried_kind
from bot.rules.asking import of_call
from bot.rules.channels import in_telegram
from bot.rules.files import File
from bot.rules.people.identity import Columns, Field, lettered, stated
from bot.rules.people.phones import phone
from bot.rules.refusals import Refused
from bot.rules.services import OTHER, SERVICES, Entitlement, entitlement
from bot.rules.tariffs import Tariff
from bot.rules.tickets import calls as calls_rules
from bot.rules.tickets import presses
from bot.rules.tickets.calls import IDENTITY, OPEN, WORDS_LIMIT, Reason, Step
from bot.rules.tickets.context import unpacked
from bot.rules.tickets.incoming import Incoming
from bot.rules.tickets.tickets import ticket_number
from handlers import operator_question, say
from handlers.content import incoming, uncarried
from handlers.filters import GROUP, Matches, Typed, place
from handlers.operator_question import Answers, Asked
from handlers.routers import Doors
from handlers.tickets import call_pages
from handlers.tickets.call_pages import Said
from handlers.turns import Page
from keyboards.calls import CallFor, CallGroup, CallPress

NUMBERS = frozenset({OTHER.number, *(service.number for service in SERVICES)})
AT_CHECK = Step.CHECK.value


class Calling(StatesGroup):
    """What an operator is asked; what was said: see `call_pages.Said`."""

    begin = State()
    find = State()
    step = State()


async def begin(message: Message, command: CommandObject, work: Work, person: Person, state: FSMContext) -> None:
    """`/call`: ask who calls; `/call 8 916 …` looks for them at once. Raises AccessDenied outside operator groups."""
    await calls.demand(work, person, message.chat.id)
    if message.sender_chat is not None:
        return await say.reply(work, message, _("Please register a call in your own name, not anonymously."))
    return await _ask_who(message, work, person, state, command.args or "")


async def _ask_who(message: Message, work: Work, person: Person, state: FSMContext, text: str) -> None:
    """Ask who calls, or show who is found by a text; what is typed next looks for another. Raises Refused."""
    page = call_pages.begin(person.id)
    if text:
        page = call_pages.found(person.id, await calls.search(work, person, message.chat.id, text))
    await operator_question.listen(state, Calling.begin, work, Asked(0, 0, {"sought": text}))
    await say.reply_page(work, message, page.html, page.keyboard, of_call(person.id))


async def look_at_once(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Look for the caller by what is typed instead of a press. Raises Refused."""
    await _ask_who(message, work, person, state, message.text or "")


async def press(press: CallbackQuery, callback_data: CallPress, work: Work, person: Person, state: FSMContext) -> None:
    """Do what a button says, for whom it was made."""
    if callback_data.by != person.id:
        return say.answer_press(work, press, _("This call is written down by another operator."), alert=True)
    await calls.demand(work, person, place(press)[0])
    if callback_data.do in STARTS:
        return await STARTS[callback_data.do](press, callback_data, work, person, state)
    asked = await _waiting(state)
    if asked is None or asked.prompt != place(press)[1]:
        text = _("This call is written down already, or no longer. /call begins anew.")
        return say.answer_press(work, press, text, alert=True)
    if callback_data.do == "open" and _is_out_of_reach(asked.said):
        return await _show(work, state, place(press), asked.said | {"unreachable": True})
    if callback_data.do in ("open", "anyway"):
        return await _open(press, work, person, state, asked.said)
    said = _pressed(asked.said, callback_data, await _tariff(work, asked.said))
    return await _show(work, state, place(press), said)


async def _waiting(state: FSMContext) -> Asked | None:
    return await operator_question.waiting(state, Calling.step)


def _is_out_of_reach(said: Said) -> bool:
    return calls_rules.is_out_of_reach(said["phone"], said["identity"], known=said["person"] is not None)


async def find(press: CallbackQuery, _data: CallPress, work: Work, person: Person, state: FSMContext) -> None:
    """Ask what to look for."""
    chat, prompt = place(press)
    await operator_question.ask(state, Calling.find, work, Asked(0, prompt, {}))
    await _put(work, chat, prompt, call_pages.find(person.id))


async def look(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Show who is found; what is typed next looks for another. Raises Refused."""
    callers = await calls.search(work, person, message.chat.id, message.text or "")
    asked = replace(asked, said={"sought": message.text or ""})
    await operator_question.ask(state, Calling.find, work, asked)
    await _put(work, message.chat.id, asked.prompt, call_pages.found(person.id, callers))


async def new(press: CallbackQuery, _data: CallPress, work: Work, person: Person, state: FSMContext) -> None:
    """Begin with somebody new; the number that was looked for is theirs, unless another one is typed."""
    sought = (await state.get_data()).get("said", {}).get("sought") or ""
    await _show(work, state, place(press), _begun(person) | {"phone": _number(sought)})


def _number(sought: str) -> str | None:
    try:
        return phone(sought)
    except Refused:
        return None


async def pick(press: CallbackQuery, data: CallPress, work: Work, person: Person, state: FSMContext) -> None:
    """Go on with who was found, for the company that they call for; who is not identified yet is asked."""
    found = await calls.caller(work, person, place(press)[0], data.value)
    if len(found.companies) > 1:
        return await _put(work, *place(press), call_pages.companies(person.id, found))
    return await _known(press, work, person, state, found, found.identity)


async def company(press: CallbackQuery, callback_data: CallFor, work: Work, person: Person, state: FSMContext) -> None:
    """Go on with a known caller as somebody of one of their companies."""
    if callback_data.by != person.id:
        return say.answer_press(work, press, _("This call is written down by another operator."), alert=True)
    found = await calls.caller(work, person, place(press)[0], callback_data.person)
    stated = next((each for each in found.companies if each.get("inn") == callback_data.inn), found.identity)
    return await _known(press, work, person, state, found, stated)


async def _known(
    press: CallbackQuery, work: Work, person: Person, state: FSMContext, found: Caller, identity: Columns | None
) -> None:
    said = _begun(person) | {"person": found.person, "name": found.name, "phone": found.phone}
    said |= {"identity": dict(identity or {}), "known": identity is not None}
    await _show(work, state, place(press), said)


async def cancel(press: CallbackQuery, _data: CallPress, work: Work, _person: Person, state: FSMContext) -> None:
    """Forget the call."""
    chat, prompt = place(press)
    asked = await _waiting(state) or await operator_question.waiting(state, Calling.find)
    if asked is not None and asked.prompt == prompt:
        await state.clear()
    await say.delete_in_group(work, chat, prompt)


async def back_to_start(press: CallbackQuery, _data: CallPress, work: Work, person: Person, state: FSMContext) -> None:
    """Show the first page again."""
    chat, prompt = place(press)
    await operator_question.listen(state, Calling.begin, work, Asked(0, prompt, {}))
    await _put(work, chat, prompt, call_pages.begin(person.id))


async def back(press: CallbackQuery, data: CallPress, work: Work, person: Person, state: FSMContext) -> None:
    """Return to the question before; before the first one stands the first page."""
    asked = await _waiting(state)
    if asked is None or asked.prompt != place(press)[1]:
        return await back_to_start(press, data, work, person, state)
    before = calls_rules.step_before(Step(asked.said["step"]), known=asked.said["known"])
    if before is None:
        return await back_to_start(press, data, work, person, state)
    return await _show(work, state, place(press), asked.said | _fresh(before))


STARTS = {"find": find, "new": new, "pick": pick, "cancel": cancel, "back": back}


def _begun(person: Person) -> Said:
    nothing: Said = {"person": None, "name": "", "identity": {}, "known": False, "phone": None, "recording": None}
    return nothing | {"by": person.id, "service": None, "words": []} | _fresh(Step.PHONE)


def _fresh(step: Step) -> Said:
    return {"step": step.value, "group": None, "lacking": None, "unreachable": False}


def _further(said: Said) -> Said:
    return said | _fresh(calls_rules.next_step(Step(said["step"]), known=said["known"]))


def _pressed(said: Said, data: CallPress, tariff: Tariff) -> Said:
    """Return what is said after a press that belongs to the present step; the same where it does not."""
    step = Step(said["step"])
    if data.do == "keep" or (data.do == "done" and step is Step.WORDS and said["words"]):
        return _further(said)
    if data.do == "skip" and step in calls_rules.SKIPPED:
        return _further(_left_open(said, step))
    if data.do == "fill" and step is Step.CHECK:
        return said | _fresh(Step.PHONE)
    if data.do == "erase" and step is Step.WORDS:
        return said | {"words": []}
    if data.do == "other" and step is Step.SERVICE:
        return _further(said | {"service": OTHER.number})
    if data.do == "service" and step is Step.SERVICE and data.value in NUMBERS:
        if entitlement(data.value, tariff) is Entitlement.NO:
            return said | {"lacking": data.value}
        return _further(said | {"service": data.value})
    return said


def _left_open(said: Said, step: Step) -> Said:
    if step in IDENTITY:
        return said | {"identity": said["identity"] | dict(OPEN[IDENTITY[step]])}
    return said | {step.value: None}


async def group_of_services(
    press: CallbackQuery, callback_data: CallGroup, work: Work, person: Person, state: FSMContext
) -> None:
    """Show the services of a group, or the groups again."""
    asked = await _waiting(state)
    if callback_data.by != person.id or asked is None or asked.prompt != place(press)[1]:
        return say.answer_press(work, press, _("This call is written down by another operator."), alert=True)
    if asked.said["step"] != Step.SERVICE.value:
        return None
    said = asked.said | {"group": callback_data.group, "lacking": None}
    return await _show(work, state, place(press), said)


async def take(message: Message, work: Work, state: FSMContext, asked: Asked) -> None:
    """Take what is typed as the answer to the present step; what is none repeats the question, with the reason."""
    if incoming(message) is None and uncarried(message) is None:
        return None  # nobody has said anything
    try:
        said = _with_answer(asked.said, message)
    except Refused as refused:
        why = refusals.words(refused.reason, refused.details, zone=work.policy.zone)
        return await say.reply(work, message, call_pages.again(asked.said, why))
    return await _show(work, state, (message.chat.id, asked.prompt), said)


def _with_answer(said: Said, message: Message) -> Said:
    """Return what is said after an answer that is typed. Raises Refused."""
    step, text = Step(said["step"]), message.text or ""
    match step:
        case Step.WORDS:
            return said | {"words": [*said["words"], _words(said, message)]}
        case Step.SERVICE:
            raise Refused(Reason.NO_SUCH_SERVICE)
        case Step.CHECK:
            raise Refused(Reason.BUTTON_NEEDED)
        case Step.PHONE:
            return _further(said | {"phone": phone(text)})
        case Step.RECORDING:
            return _further(said | {"recording": calls_rules.recording(text)})
    return _further(said | {"identity": said["identity"] | _stated(IDENTITY[step], text)})


def _stated(field: Field, text: str) -> dict[str, Any]:
    """Read a field as a requester's is read; an operator hears how a name is written, and need not be asked."""
    if field is Field.COMPANY:
        calls_rules.check_company(text)
    found = stated(field, text)
    return dict(lettered(found) if field is Field.FULL_NAME else found)


def _words(said: Said, message: Message) -> dict[str, Any]:
    content, kind = incoming(message), uncarried(message)
    if content is None:
        raise Refused(Reason.UNCARRIED, what=uncarried_kind(kind) if kind else "")
    if not said["words"] and presses.is_passed_over(message.text or ""):
        raise Refused(Reason.NO_WORDS)
    if len(said["words"]) >= WORDS_LIMIT:
        raise Refused(Reason.TOO_MANY_WORDS, limit=str(WORDS_LIMIT))
    return _packed(content)


def _packed(content: Incoming) -> dict[str, Any]:
    """Return a message as JSON; it becomes one of the ticket's only when that is opened."""
    file = asdict(content.file) if content.file else None
    shown = {"album": content.album, "position": content.position, "spoiler": content.spoiler}
    at = content.written_at.isoformat() if content.written_at else None
    words = {"kind": content.kind, "html": content.html, "context": content.context.packed()}
    return {"place": content.origin.place, "id": content.origin.id, "file": file, "at": at} | shown | words


def _unpacked(packed: dict[str, Any]) -> Incoming:
    return Incoming(
        origin=in_telegram(int(packed["place"]), int(packed["id"])),
        kind=packed["kind"],
        html=packed["html"],
        file=File(**packed["file"]) if packed["file"] else None,
        spoiler=packed["spoiler"],
        album=packed["album"],
        position=packed["position"],
        context=unpacked(packed["context"]),
        written_at=datetime.fromisoformat(packed["at"]) if packed["at"] else None,
    )


async def _open(press: CallbackQuery, work: Work, person: Person, state: FSMContext, said: Said) -> None:
    """Open the ticket once: the dialogue goes in the same transaction. Raises Refused when the tariff has changed."""
    if said["step"] != AT_CHECK or not said["words"]:
        return
    chat, prompt = place(press)
    words = tuple(_unpacked(each) for each in said["words"])
    call = calls.Call(said["person"], said["identity"], said["phone"], said["recording"], said["service"], words)
    ticket = await calls.open_ticket(work, person, chat, call)
    await state.clear()
    due = moment(ticket.deadline, work.policy.zone) if ticket.deadline else _("none: a technical error")
    number = ticket_number(ticket.number)
    told = calls.is_written_to(ticket)
    await _put(
        work, chat, prompt, Page(call_pages.opened(number, due, login=said["identity"].get("login") or "", told=told))
    )


async def _tariff(work: Work, said: Said) -> Tariff:
    return await registration.tariff_of(work, said["identity"].get("inn") or "")


async def _show(work: Work, state: FSMContext, at: tuple[int, int], said: Said) -> None:
    chat, prompt = at
    await operator_question.ask(state, Calling.step, work, Asked(0, prompt, said))
    await _put(work, chat, prompt, call_pages.step(said, await _tariff(work, said)))


async def _put(work: Work, chat: int, prompt: int, page: Page) -> None:
    await say.edit_in_group(work, chat, prompt, page.html, page.keyboard)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(begin, GROUP, Typed("call"))
    doors.group.callback_query.register(press, CallPress.filter())
    doors.group.callback_query.register(company, CallFor.filter())
    doors.group.callback_query.register(group_of_services, CallGroup.filter())
    doors.group.message.register(look_at_once, Matches(F.text), StateFilter(Calling.begin), Answers())
    doors.group.message.register(look, Matches(F.text), StateFilter(Calling.find), Answers())
    doors.group.message.register(take, StateFilter(Calling.step), Answers())
