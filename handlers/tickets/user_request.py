"""A new request: identification, service, what the tariff says (5), description, check, sent once."""

from collections.abc import Mapping

from aiogram import F
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions.guide import guide
from bot.actions.people import consent, proof
from bot.actions.tickets import corrections, drafts, registration
from bot.actions.work import Person, Work
from bot.rules.channels import in_telegram
from bot.rules.people.consent import Answer, Due
from bot.rules.services import OTHER, SERVICES, Entitlement, entitlement
from bot.rules.tariffs import Tariff
from bot.rules.tickets.incoming import TEXT, Incoming
from handlers import say
from handlers.guide import guide_pages
from handlers.routers import Doors
from handlers.tickets import proof_steps, user_identification
from handlers.tickets.request_steps import Identification, Request, Said, again, go, keep_or_explain, kept, quiet
from handlers.tickets.user_identification import outdated, over
from handlers.turns import Page, Turn
from keyboards.identification import Confirm
from keyboards.request import Choose, Go, OpenGroup

OFFERED = (Entitlement.SELF, Entitlement.NO)
"""What a tariff says when the requester has to decide first."""

NUMBERS = {OTHER.number, *(service.number for service in SERVICES)}
CHECKS = (Identification.check, Identification.known)
CHANGED = (Request.service.state, Request.description.state)
"""Steps to which the page before sending leads."""

MOVES: Mapping[tuple[str | None, str], State] = {
    (Request.service.state, "back"): Identification.known,
    (Request.offer.state, "upgrade"): Request.upgrade,
    (Request.offer.state, "back"): Request.service,
    (Request.upgrade.state, "back"): Request.offer,
    (Request.description.state, "back"): Request.service,
    (Request.articles.state, "anyway"): Request.review,
    (Request.articles.state, "back"): Request.description,
    (Request.review.state, "changes"): Request.changes,
    (Request.changes.state, "identity"): Identification.check,
    (Request.changes.state, "service"): Request.service,
    (Request.changes.state, "description"): Request.description,
    (Request.changes.state, "back"): Request.review,
}


async def begin(work: Work, person: Person, state: FSMContext, *, wrote: bool = True, upgrade: bool = False) -> None:
    """Start a request; what the person has drafted becomes its description. `previous` in the data is kept.

    That is said to who `wrote` it just now. `upgrade`: it is to be one for the extended tariff.

    Raises Refused before anything is asked that could not be sent.
    """
    await registration.check_limit(work, person)
    turn = Turn(work, person, state)
    previous = (await state.get_data()).get("previous")
    drafted = await drafts.of(work, person)
    note = kept() if drafted and wrote else ""
    await user_identification.start(turn, note, request=True, previous=previous, upgrade=upgrade)
    if drafted and wrote:
        await quiet(turn)


async def begin_after_all(work: Work, person: Person, state: FSMContext) -> None:
    """Take the consent of who refused it a moment ago, and start a request; what they wrote before is gone."""
    await registration.check_limit(work, person)
    await consent.answer(work, person, Answer.AGREED)
    note = _("You agreed. What you wrote before your refusal is deleted: you can describe the question anew.")
    await user_identification.start(Turn(work, person, state), note, request=True)


async def confirmed(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Keep the identity as confirmed, and go on to where it was asked from."""
    turn = Turn(work, person, state, press)
    if await consent.due(work, person) is Due.ASK:  # the text is newer than the question
        return await go(turn, Identification.consent)
    said = await state.get_data()
    typed = await state.get_state() == Identification.check.state
    for_request = bool(said.get("request"))
    await corrections.confirm(work, person, said["identity"], of=said.get("of", ""), for_request=for_request)
    await state.update_data(of=said["identity"]["inn"])
    saved = "" if for_request else _("The identifying information is saved.")
    if await proof.is_due(work, person, said["identity"]):
        return await proof_steps.ask(turn, said, saved, typed=typed)
    if for_request:
        return await proceed(turn)
    await state.clear()
    return await turn.show(Page(saved))


async def proceed(turn: Turn, note: str = "") -> None:
    """Go on with a request once it is known who asks, with a remark above."""
    said = await turn.state.get_data()
    if said.get("checking"):
        await _settle(turn, said, said["service"], note)
    elif (service := said.get("resumed")) is not None:  # who asks was to be proven for this one
        await turn.state.update_data(resumed=None)
        await _settle(turn, said, service, note)
    elif not said.get("upgrade"):
        await go(turn, Request.service, note, group=None)
    elif await registration.tariff_of(turn.work, said["identity"]["inn"]) is Tariff.BASIC:
        await go(turn, Request.upgrade, note)
    else:
        known = _("Your company has the “Extended” tariff already.")
        await go(turn, Request.service, f"{note}\n{known}".strip(), group=None)


async def open_group(
    press: CallbackQuery, callback_data: OpenGroup, work: Work, person: Person, state: FSMContext
) -> None:
    """Show the services of a group."""
    await go(Turn(work, person, state, press), Request.service, group=callback_data.group)


async def choose(press: CallbackQuery, callback_data: Choose, work: Work, person: Person, state: FSMContext) -> None:
    """Take the service, as far as the tariff of the company lets."""
    said = await state.get_data() | {"agreed": None}
    await _settle(Turn(work, person, state, press), said, callback_data.number)


async def _settle(turn: Turn, said: Said, number: int, note: str = "") -> None:
    """Go on with a service, or first offer what can be had instead of it."""
    terms = await _terms(turn, said, number)
    if _is_open(said, terms):
        await go(turn, Request.offer, note, offered=number, terms=terms)
    else:
        await _agree(turn, said, number, terms, note)


async def _terms(turn: Turn, said: Said, number: int) -> Entitlement:
    return entitlement(number, await registration.tariff_for(turn.work, turn.person.id, said["identity"]))


def _is_open(said: Said, terms: Entitlement) -> bool:
    return terms in OFFERED and terms != said.get("agreed")


async def _agree(turn: Turn, said: Said, number: int, terms: Entitlement, note: str = "") -> None:
    step = Request.review if said.get("checking") else Request.description
    await go(turn, step, note, service=number, agreed=terms)


async def instruction(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Ask for a text instruction about what the tariff leaves to the requester."""
    said = await state.get_data()
    if said["terms"] != Entitlement.SELF:
        return outdated(press, work)
    return await _agree(Turn(work, person, state, press), said, said["offered"], Entitlement.SELF)


async def order(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Turn the request into one for the extended tariff."""
    assert press.message is not None
    text = _("Please connect the “Extended” tariff to our company.")
    draft = Incoming(in_telegram(press.message.chat.id, press.message.message_id), TEXT, text)
    await drafts.add_once(work, person, draft)
    said = await state.get_data()
    await _agree(Turn(work, person, state, press), said, OTHER.number, Entitlement.YES)


async def describe(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Keep what is written, at this step or at one that waits for a button."""
    await keep_or_explain(Turn(work, person, state), message)


async def done(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """End the description, if there is one."""
    drafted, said = await drafts.of(work, person), await state.get_data()
    if drafted:
        found = await guide.fitting(work, "\n".join(drafted.texts), service=said["service"] or None)
        step = Request.articles if found and not said.get("articles") else Request.review
        await go(Turn(work, person, state, press), step, checking=True, articles=[each.id for each in found])
    else:
        say.answer_press(work, press, _("Please describe your question in at least one message first."), alert=True)


async def helped(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """End the dialogue: an article was enough, and nothing is sent."""
    said = await state.get_data()
    await guide.deflected(work, person, said["service"], said["articles"])
    await drafts.discard(work, person)
    await state.clear()
    await Turn(work, person, state, press).show(guide_pages.helped())


async def rewrite(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Forget the description."""
    await drafts.discard(work, person)
    await again(Turn(work, person, state, press), _("The description is erased."))


async def send(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Open the ticket; with the dialogue gone in the same transaction a second press finds nothing to send."""
    turn = Turn(work, person, state, press)
    said = await state.get_data()
    if not await drafts.of(work, person):
        return await go(turn, Request.description)
    terms = await _terms(turn, said, said["service"])
    if _is_open(said, terms):
        return await go(turn, Request.offer, _("The tariff has changed."), offered=said["service"], terms=terms)
    await registration.check_limit(work, person)
    await state.clear()
    await turn.show(Page(_("The request is sent.")))
    await registration.open_ticket(
        work, person, said["service"], previous=said.get("previous"), inn=said["identity"]["inn"]
    )
    return None


async def move(
    press: CallbackQuery, callback_data: Go, work: Work, person: Person, state: FSMContext, raw_state: str | None
) -> None:
    """Move between steps; while a request is being changed, «Назад» leads to the page before sending."""
    step = MOVES.get((raw_state, callback_data.to))
    if step is None:
        return outdated(press, work)
    said = await state.get_data()
    if callback_data.to == "back" and raw_state == Request.service.state and said.get("group"):
        return await go(Turn(work, person, state, press), Request.service, group=None)
    if said.get("checking") and callback_data.to == "back" and raw_state in CHANGED:
        step = Request.review
    if step == Request.offer and "offered" not in said:  # the tariff was asked for at once
        step = Request.service
    return await go(Turn(work, person, state, press), step)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.message.register(describe, StateFilter(Request, *CHECKS))
    press = doors.private.callback_query.register
    press(confirmed, StateFilter(*CHECKS), Confirm.filter())
    press(open_group, StateFilter(Request.service), OpenGroup.filter())
    press(choose, StateFilter(Request.service), Choose.filter(F.number.in_(NUMBERS)))
    press(instruction, StateFilter(Request.offer), Go.filter(F.to == "instruction"))
    press(order, StateFilter(Request.upgrade), Go.filter(F.to == "order"))
    press(done, StateFilter(Request.description), Go.filter(F.to == "done"))
    press(helped, StateFilter(Request.articles), Go.filter(F.to == "helped"))
    press(rewrite, StateFilter(Request.description), Go.filter(F.to == "rewrite"))
    press(send, StateFilter(Request.review), Go.filter(F.to == "send"))
    press(move, Go.filter())
    for past in (Confirm, OpenGroup, Choose):
        press(over, past.filter())
