"""A login proven by a code that is sent to it: typed, asked for again, or gone on without."""

from dataclasses import asdict

from aiogram import F
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions.people import identification, merging, proof
from bot.actions.work import Person, Work
from bot.rules.people import codes
from bot.rules.people.codes import Verdict
from bot.rules.people.logins import login
from bot.rules.refusals import Refused
from handlers import say, unfinished
from handlers.people import merging_pages, proof_pages
from handlers.routers import Doors
from handlers.tickets import proof_steps, user_request
from handlers.tickets.request_steps import Identification, Request, again, go, keep_or_explain
from handlers.tickets.user_identification import outdated
from handlers.turns import Page, Turn
from keyboards.menu import Prove

ASKED = StateFilter(Identification.code)


async def answer(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Take a text as the code; another address is offered as the login, and what can be neither is described."""
    turn = Turn(work, person, state)
    text = message.text or ""
    if code := codes.read(text):
        return await _try(turn, code)
    if codes.is_meant(text):
        return await again(turn, proof_pages.not_six())
    if (address := _address(text)) is not None:
        return await go(turn, Identification.login, suggestion=address)
    return await keep_or_explain(turn, message)


async def begin(
    press: CallbackQuery, callback_data: Prove, work: Work, person: Person, state: FSMContext, raw_state: str | None
) -> None:
    """Ask for a code: of who comes from outside a request, or from what the tariff says."""
    turn = Turn(work, person, state, press)
    if raw_state == Request.offer.state:
        said = await state.get_data()
        await state.update_data(resumed=said["offered"])
        if await proof.can_be_given(work, person.id, said["identity"]):
            return await proof_steps.ask(turn, said)
        return await go(turn, Identification.login)  # there is none yet
    if unfinished.is_unfinished(raw_state):
        assert raw_state is not None, "an unfinished step"
        return unfinished.say_so(work, press, raw_state)
    known = await identification.known(work, person, callback_data.inn or None)
    if known is None or not await proof.can_be_given(work, person.id, known):
        return say.answer_press(work, press, _("There is nothing to confirm."), alert=True)
    await state.clear()
    return await proof_steps.ask(Turn(work, person, state), {"identity": known, "of": known.get("inn", "")})


async def join(
    press: CallbackQuery, callback_data: Prove, work: Work, person: Person, state: FSMContext, raw_state: str | None
) -> None:
    """Ask again whether another account is the same person's."""
    if raw_state is not None and unfinished.is_unfinished(raw_state):
        return unfinished.say_so(work, press, raw_state)
    known = await identification.known(work, person, callback_data.inn or None)
    other = await merging.offered(work, person, known) if known is not None else None
    if other is None:
        return say.answer_press(work, press, merging_pages.changed(), alert=True)
    await state.clear()
    await state.update_data(identity=known)
    return await go(Turn(work, person, state), Identification.merge, other=asdict(other))


async def resend(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Send another letter, or say how long that has to wait."""
    turn = Turn(work, person, state, press)
    said = await state.get_data()
    note = await proof_steps.send(turn, said)
    await again(turn, note or _("Another letter has been sent. Only the code in the newest one is right."))


async def change(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Ask for the login again."""
    await go(Turn(work, person, state, press), Identification.login)


async def skip(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Go on without a proof."""
    turn = Turn(work, person, state, press)
    await proof.go_without(work, person, (await state.get_data())["identity"])
    await go_on(turn, proof_pages.unproven())


async def over(press: CallbackQuery, work: Work) -> None:
    """Answer a button of a step that is over."""
    outdated(press, work)


async def _try(turn: Turn, code: str) -> None:
    outcome = await proof.check(turn.work, turn.person, (await turn.state.get_data())["identity"], code)
    if outcome.verdict is Verdict.RIGHT:
        return await proceed(turn, proof_pages.proven())
    return await again(turn, proof_pages.tried(outcome))


async def proceed(turn: Turn, note: str) -> None:
    """Ask whether another account is the same person's, if one has proven the same login; else go on."""
    said = await turn.state.get_data()
    other = await merging.offered(turn.work, turn.person, said["identity"])
    if other is None:
        return await go_on(turn, note)
    return await go(turn, Identification.merge, note, other=asdict(other))


async def go_on(turn: Turn, note: str) -> None:
    """Go on with the request that it was asked for, or end."""
    if (await turn.state.get_data()).get("request"):
        return await user_request.proceed(turn, note)
    if turn.press is None:
        await unfinished.withdraw(turn.work, turn.person, await turn.state.get_state())
    await turn.state.clear()
    return await turn.show(Page(note))


def _address(text: str) -> str | None:
    try:
        return login(text) if "@" in text else None
    except Refused:
        return None


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.message.register(answer, ASKED)
    press = doors.private.callback_query.register
    press(begin, Prove.filter(F.do == "begin"))
    press(join, Prove.filter(F.do == "join"))
    press(resend, ASKED, Prove.filter(F.do == "again"))
    press(change, ASKED, Prove.filter(F.do == "change"))
    press(skip, ASKED, Prove.filter(F.do == "skip"))
    press(over, Prove.filter())
