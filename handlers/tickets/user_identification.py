"""Who asks (4.1): one question a message, each explained (3.7) and checked while it is typed (6.2)."""

from typing import Any

from aiogram import F
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions.people import consent, directory, identification, leaving
from bot.actions.work import Person, Work
from bot.phrasing import quoted
from bot.rules.fields import Reason
from bot.rules.people.consent import Answer, Due
from bot.rules.people.identity import (
    Columns,
    Field,
    LoginKind,
    Refused,
    answers_another,
    completed,
    first_missing,
    is_later_answer,
    is_stated,
    lettered,
    login_kind,
    stated,
)
from bot.rules.people.logins import instead_of_login, is_talk, login
from bot.rules.text import one_line
from bot.rules.tickets.descriptions import describes, is_courtesy, leads_back, passes_over
from bot.rules.tickets.incoming import TEXT, Incoming
from handlers import say
from handlers.content import incoming
from handlers.people import consent_pages, identity_pages
from handlers.routers import Doors
from handlers.tickets.request_steps import (
    FIELDS,
    QUESTIONS,
    Identification,
    Said,
    again,
    asked_kind,
    go,
    keep,
    keep_or_explain,
)
from handlers.turns import Page, Turn
from keyboards.identification import (
    AnotherCompany,
    Answering,
    Change,
    Edit,
    LeaveCompany,
    LoginIs,
    Represent,
    Why,
)

ASKED = StateFilter(*QUESTIONS.values())
NAMES = ("surname", "name", "patronymic")
CARRIED = ("request", "previous", "upgrade")
"""What a dialogue is for, whoever speaks."""


async def start(turn: Turn, note: str = "", inn: str | None = None, **said: Any) -> None:
    """Begin with what is known of the person, or with the first question; `said` is remembered.

    Of several companies it is that with this `inn`, by default the last one. Before either comes the consent, where it
    is due (152-ФЗ). Raises Refused when they are being forgotten.
    """
    await leaving.check(turn.work, turn.person)
    said["identity"] = await identification.known(turn.work, turn.person, inn) or {}
    said["of"] = said["identity"].get("inn", "")
    due = await consent.due(turn.work, turn.person)
    if due is Due.TELL:
        await consent.answer(turn.work, turn.person, Answer.INFORMED)
        await Turn(turn.work, turn.person, turn.state).show(consent_pages.told())
    await turn.state.set_data({})
    await go(turn, Identification.consent if due is Due.ASK else first_step(said), note, **said)


async def start_another(turn: Turn) -> None:
    """Add a company outside a request, beginning with what differs there. Raises Refused as above."""
    await leaving.check(turn.work, turn.person)
    identity = await identification.known(turn.work, turn.person) or {}
    await turn.state.set_data({})
    await _add_company(turn, identity)


def first_step(said: Said) -> State:
    """Return the first question that is open; with none a request asks whether what is known is still correct.

    Who comes to change it is asked what.
    """
    missing = first_missing(said["identity"])
    if missing is not None:
        return QUESTIONS[missing]
    return Identification.known if said.get("request") else Identification.check


async def explain(press: CallbackQuery, callback_data: Why, work: Work) -> None:
    """Say what a field is needed for, however old the question is."""
    say.answer_press(work, press, identity_pages.why(callback_data.field), alert=True)


async def answer(message: Message, work: Work, person: Person, state: FSMContext, raw_state: str) -> None:
    """Take a text as the answer; what can be none belongs to the description."""
    turn = Turn(work, person, state)
    content, text = incoming(message), message.text
    if content is None or text is None:
        return await keep_or_explain(turn, message)
    field, said = FIELDS[raw_state], await state.get_data()
    if field is Field.LOGIN and (kind := instead_of_login(text)):
        repeats = kind is asked_kind(said) and kind is not LoginKind.LOGIN
        return await go(turn, Identification.login, identity_pages.any_address() if repeats else "", login_kind=kind)
    if (note := _steering(field, text)) is not None:
        return await again(turn, note)
    if field is Field.LOGIN and is_talk(text):
        await turn.state.update_data(suggestion=_mentioned(text))
        return await keep_or_explain(turn, message)
    text = completed(said.get("half"), text) if field is Field.FULL_NAME else text
    try:
        if not await _offer_letters(turn, field, text):
            await _take(turn, field, text)
    except Refused as refused:
        await _refuse(turn, field, content, text, refused)
    return None


def _steering(field: Field, text: str) -> str | None:
    """Answer who wants to pass a question over, or back where none is before it; None to others."""
    if passes_over(text):
        return _("This question cannot be skipped. “Cancel” ends this; the support can be called as well: /help.")
    if leads_back(text) and field is Field.LOGIN:
        return _("This is the first question, there is none before it. “Cancel” ends this.")
    if field is Field.LOGIN and is_later_answer(text):
        return _("The login comes first: name, INN and company are asked for after it.")
    if field in (Field.FULL_NAME, Field.COMPANY) and answers_another(field, text):
        return _("Now this is asked: {field}. The other details have questions of their own.").format(
            field=identity_pages.title(field)
        )
    if field is not Field.LOGIN and (_asks_back(text) or is_courtesy(text, TEXT)):
        return _("Please answer the question below.")
    if field is Field.COMPANY and not describes(text, TEXT):
        return _("Please answer the question below.")
    return None


def _asks_back(text: str) -> bool:
    return "?" in text and not any(character.isdigit() for character in text)


async def ask_instead(
    press: CallbackQuery, callback_data: LoginIs, work: Work, person: Person, state: FSMContext
) -> None:
    """Ask for an e-mail in the place of a login, or for the login after all."""
    turn = Turn(work, person, state, press)
    if not await _is_asked(turn, Field.LOGIN):
        return outdated(press, work)
    return await go(turn, Identification.login, login_kind=callback_data.kind)


async def keep_typed(
    press: CallbackQuery, callback_data: Answering, work: Work, person: Person, state: FSMContext
) -> None:
    """Take what was typed as it was typed."""
    turn = Turn(work, person, state, press)
    typed = (await state.get_data()).get("typed")
    if typed is None or not await _is_asked(turn, callback_data.field):
        return outdated(press, work)
    return await _take(turn, callback_data.field, typed)


async def use(press: CallbackQuery, callback_data: Answering, work: Work, person: Person, state: FSMContext) -> None:
    """Take what was suggested as the answer; a field that is changed alone can stay as it is."""
    turn = Turn(work, person, state, press)
    said = await state.get_data()
    identity, suggestion = said.get("identity", {}), said.get("suggestion")
    if suggestion is None and first_missing(identity) is None:
        suggestion = identity_pages.stated(callback_data.field, identity)
    if suggestion is None or not await _is_asked(turn, callback_data.field):
        return outdated(press, work)
    try:
        return await _take(turn, callback_data.field, suggestion)
    except Refused as refused:  # a name in its own letters may still lack a patronymic
        return await _correct(turn, callback_data.field, suggestion, refused)


async def back(press: CallbackQuery, callback_data: Answering, work: Work, person: Person, state: FSMContext) -> None:
    """Return to the question before, or to the page that sent here to change one field."""
    turn = Turn(work, person, state, press)
    if not await _is_asked(turn, callback_data.field):
        return outdated(press, work)
    said = await state.get_data()
    identity = said["identity"]
    if first_missing(identity) is None:
        return await go(turn, Identification.check)
    if callback_data.field is Field.LOGIN and said.get("of", "") is None:
        return await start(turn, **{name: said[name] for name in CARRIED if name in said})
    fields = list(Field)
    before = fields[max(fields.index(callback_data.field) - 1, 0)]
    suggestion = _if_accepted(before, identity_pages.stated(before, identity)) if is_stated(before, identity) else None
    return await go(turn, QUESTIONS[before], suggestion=suggestion, former=suggestion)


async def change(press: CallbackQuery, callback_data: Change, work: Work, person: Person, state: FSMContext) -> None:
    """Ask for one field again."""
    await go(Turn(work, person, state, press), QUESTIONS[callback_data.field])


async def edit(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Let a known requester choose what to change."""
    await go(Turn(work, person, state, press), Identification.check)


async def represent(
    press: CallbackQuery, callback_data: Represent, work: Work, person: Person, state: FSMContext
) -> None:
    """Show what is known of the person as somebody of another company."""
    known = await identification.known(work, person, callback_data.inn)
    if known is None:
        return outdated(press, work)
    turn = Turn(work, person, state, press)
    missing = first_missing(known)
    step = QUESTIONS[missing] if missing else Identification.known
    return await go(turn, step, identity=known, of=callback_data.inn)


async def add_company(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Ask for what may differ at another company: all but the name. The login may be the same, so it is suggested."""
    await _add_company(Turn(work, person, state, press), (await state.get_data())["identity"])


async def _add_company(turn: Turn, identity: Columns) -> None:
    named = {name: identity[name] for name in NAMES if name in identity}
    suggestion = identity.get("login") if login_kind(identity) is LoginKind.LOGIN else None
    await go(turn, Identification.login, identity=named, of=None, suggestion=suggestion, former=suggestion)


async def leave_company(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Write for a company no more."""
    said = await state.get_data()
    if not await identification.leave(work, person, said.get("of") or ""):
        return outdated(press, work)
    await state.clear()
    text = _("The company is no longer on your list. Its open requests stay.")
    return await Turn(work, person, state, press).show(Page(text))


def outdated(press: CallbackQuery, work: Work) -> None:
    """Say that the step of a button is over."""
    say.answer_press(
        work, press, _("This step is over. Please use the newest message. /new begins a request, /tickets shows yours.")
    )


async def over(press: CallbackQuery, work: Work) -> None:
    """Answer a button whose step is over."""
    outdated(press, work)


async def _offer_letters(turn: Turn, field: Field, text: str) -> bool:
    """Offer a name in the letters and the order that are due; False when it is written so, or once more as before."""
    if field is not Field.FULL_NAME:
        return False
    typed = stated(field, text)
    meant = lettered(typed)
    said = identity_pages.stated(field, typed)
    if meant == typed or said == (await turn.state.get_data()).get("typed"):
        return False
    await turn.state.update_data(suggestion=identity_pages.stated(field, meant), typed=said)
    await again(turn, _whether_meant(typed, meant))
    return True


def _whether_meant(typed: Columns, meant: Columns) -> str:
    """Ask whether a name is to be written in other letters or in another order: one question for both."""
    name, surname = quoted(identity_pages.stated(Field.FULL_NAME, meant)), meant["surname"] or ""
    if surname.casefold() == (typed["surname"] or "").casefold():
        return _("Is it to be written like this: “{name}”?").format(name=name)
    ask = _("Is the surname “{surname}”? Is it to be written like this: “{name}”?")
    return ask.format(surname=quoted(surname), name=name)


async def _take(turn: Turn, field: Field, text: str) -> None:
    said = await turn.state.get_data()
    identity = said["identity"] | stated(field, text)
    if field is Field.LOGIN:
        identity["login_kind"] = asked_kind(said)
    missing = first_missing(identity)
    if missing is None and field is Field.INN and await _is_named_otherwise(turn, identity):
        missing = Field.COMPANY
    await go(turn, QUESTIONS[missing] if missing else Identification.check, identity=identity)


async def _is_named_otherwise(turn: Turn, identity: Columns) -> bool:
    """Tell whether the directory has another name for the company of a changed INN than the one that stands there."""
    name = (await directory.standing(turn.work, identity)).name
    return name is not None and name != identity["company"]


async def _refuse(turn: Turn, field: Field, content: Incoming, text: str, refused: Refused) -> None:
    if refused.reason == Reason.TOO_LONG:
        return await keep(turn, content, refusals.words(refused.reason, refused.details))
    return await _correct(turn, field, text, refused)


async def _correct(turn: Turn, field: Field, text: str, refused: Refused) -> None:
    """Say what is wrong, and offer what would be right."""
    meant = refused.details.get("suggestion")
    if refused.reason == Reason.PATRONYMIC_MISSING:
        meant = _in_due_letters(one_line(text))
    former = (await turn.state.get_data()).get("former")
    half = one_line(text) if refused.reason == Reason.PATRONYMIC_MISSING else None
    await turn.state.update_data(suggestion=_if_accepted(field, meant) or former, typed=None, half=half)
    await again(turn, refusals.words(refused.reason, refused.details))


def _in_due_letters(text: str) -> str:
    """Add to a name that it has no patronymic, and write it in the letters that are due, as far as it is a name."""
    none = _("no patronymic")
    whole = f"{text} {none}"
    if _if_accepted(Field.FULL_NAME, whole) is None:
        return whole
    named = lettered(stated(Field.FULL_NAME, whole))
    return f"{named['surname']} {named['name']} {none}"


def _if_accepted(field: Field, meant: str | None) -> str | None:
    """Return a suggestion that would be accepted, or None: added words can make a name too long.

    A name whose patronymic is missing leads on to that question.
    """
    if meant is None:
        return None
    try:
        stated(field, meant)
    except Refused as refused:
        return meant if refused.reason == Reason.PATRONYMIC_MISSING else None
    return meant


async def _is_asked(turn: Turn, field: Field) -> bool:
    return await turn.state.get_state() == QUESTIONS[field].state


def _mentioned(text: str) -> str | None:
    """Return the address that a text names beside what it says."""
    try:
        return login(text)
    except Refused as refused:
        return refused.details.get("suggestion")


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.message.register(answer, ASKED)
    doors.private.callback_query.register(explain, Why.filter())
    doors.private.callback_query.register(use, ASKED, Answering.filter(F.do == "use"))
    doors.private.callback_query.register(keep_typed, ASKED, Answering.filter(F.do == "keep"))
    doors.private.callback_query.register(back, ASKED, Answering.filter(F.do == "back"))
    doors.private.callback_query.register(change, StateFilter(Identification.check), Change.filter())
    doors.private.callback_query.register(edit, StateFilter(Identification.known), Edit.filter())
    doors.private.callback_query.register(ask_instead, ASKED, LoginIs.filter())
    known = StateFilter(Identification.known)
    doors.private.callback_query.register(represent, known, Represent.filter())
    doors.private.callback_query.register(add_company, known, AnotherCompany.filter())
    doors.private.callback_query.register(leave_company, StateFilter(Identification.check), LeaveCompany.filter())
    for past in (Answering, LoginIs, Change, Edit, Represent, AnotherCompany, LeaveCompany):
        doors.private.callback_query.register(over, past.filter())
