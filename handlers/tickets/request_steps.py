"""The steps of a request: each is a state and a page, so a step can be shown again whenever something interrupts it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message
from aiogram.utils.i18n import gettext as _

from bot.actions.guide import guide
from bot.actions.money import invoices
from bot.actions.money.offers import offers
from bot.actions.people import directory, identification, proof
from bot.actions.people.merging import Other
from bot.actions.tickets import addressing, conversation, drafts, registration
from bot.phrasing import service, uncarried_kind
from bot.rules.asking import Again, of_step
from bot.rules.people import codes
from bot.rules.people.identity import Columns, Field, LoginKind, login_kind
from bot.rules.services import Entitlement, Group
from bot.rules.tickets import consent_words, descriptions
from bot.rules.tickets.incoming import TEXT, Incoming
from bot.rules.visible import visible
from handlers import say
from handlers.content import incoming, uncarried
from handlers.guide import guide_pages
from handlers.people import consent_pages, identity_pages, merging_pages, proof_pages
from handlers.tickets import request_pages
from handlers.turns import QUIET, Page, Turn


class Identification(StatesGroup):
    """A question for each field of 4.1; then the page to check. `known` is that page for who is remembered.

    `consent` stands before them all, once for each version of its text; `code` proves the login after them, and
    `merge` asks whether somebody else who proved it is the same person.
    """

    login = State()
    full_name = State()
    inn = State()
    company = State()
    check = State()
    known = State()
    consent = State()
    code = State()
    merge = State()


class Request(StatesGroup):
    """From the service to the page before sending."""

    service = State()
    offer = State()
    upgrade = State()
    description = State()
    articles = State()
    review = State()
    changes = State()


QUESTIONS = {
    Field.LOGIN: Identification.login,
    Field.FULL_NAME: Identification.full_name,
    Field.INN: Identification.inn,
    Field.COMPANY: Identification.company,
}
OF_ONE_STEP = ("suggestion", "former", "half", "typed", "login_kind", "answered_at")
"""What is forgotten with the step it was said in."""
MOST_COMPANIES = 6
"""Others that are offered; a further one is found again by its INN."""
COUNTING = (Request.description.state, Request.review.state)
"""Steps whose page says how much is written."""
_WITHOUT_IDENTITY = {step.state for step in (Identification.consent, Identification.check, Identification.known)}
"""Steps at which who writes is no description: it is asked for elsewhere."""
FIELDS = {state.state: field for field, state in QUESTIONS.items()}

Said = dict[str, Any]


async def go(turn: Turn, step: State, note: str = "", **said: Any) -> None:
    """Move to a step and show it, with a remark above; `said` is remembered. A suggestion lives for one step.

    One that was stated before (`former`) is offered again after a mistake.
    """
    if step == Identification.company and said.get("suggestion") is None:
        identity = said.get("identity") or (await turn.state.get_data())["identity"]
        said["suggestion"] = (await directory.standing(turn.work, identity)).name
    await turn.state.update_data(dict.fromkeys(OF_ONE_STEP) | said)
    await turn.state.set_state(step)
    await again(turn, note)


async def again(turn: Turn, note: str = "") -> None:
    """Show the present step once more, with a remark above it."""
    step = await turn.state.get_state()
    assert step is not None, "no step to show"
    page, said = await page_of(turn), await turn.state.get_data()
    await turn.show(page.under(note) if note else page, said.get("newest", 0), of_step(_place(step)))


async def page_of(turn: Turn) -> Page:
    """Return the page of the present step."""
    return await _PAGES[await turn.state.get_state()](turn, await turn.state.get_data())


async def keep_or_explain(turn: Turn, message: Message) -> None:
    """Keep a message for the description, or say that it cannot be passed on; what describes nothing is not kept."""
    content = incoming(message)
    if content is not None and await _describes(turn, content):
        await keep(turn, content)
    elif content is not None:
        await _beside(turn, content)
    elif (kind := uncarried(message)) is not None:
        text = _("{what} cannot be passed on. Please describe it in words.")
        await again(turn, text.format(what=uncarried_kind(kind)))


async def _describes(turn: Turn, content: Incoming) -> bool:
    said, step = visible(content.html).text, await turn.state.get_state()
    if step == Request.description.state:
        return not (descriptions.is_courtesy(said, content.kind) or descriptions.asks_how(said))
    if not descriptions.describes(said, content.kind):
        return False
    if step == Identification.consent.state and consent_words.read(said) is not None:
        return False
    return step not in _WITHOUT_IDENTITY or content.kind != TEXT or not descriptions.is_identity(said)


async def _beside(turn: Turn, content: Incoming) -> None:
    """Ask once more below what describes nothing; within a burst it is only noted that it was seen."""
    said = visible(content.html).text
    if await quiet(turn):
        return say.received(turn.work, content)
    step = await turn.state.get_state()
    is_identity = step in _WITHOUT_IDENTITY and content.kind == TEXT and descriptions.is_identity(said)
    if is_identity and step == Identification.consent.state:
        return await again(turn, consent_pages.first())
    if is_identity:
        return await again(turn, _("To change the data about you, press the button below."))
    if step == Identification.consent.state and consent_words.read(said) is consent_words.Said.ASKS:
        return await again(turn, consent_pages.about())
    return await again(turn, _to_do(step))


def _to_do(step: str | None) -> str:
    """Say what the page below waits for."""
    if step in FIELDS or step == Identification.code.state:
        return _("Please answer the question below.")
    if step == Request.description.state:
        return _("Please describe the question, or press “Done”.")
    if step == Request.review.state:
        return _("The request is not sent yet: please press “Send”.")
    return _("Please press a button below.")


async def keep(turn: Turn, content: Incoming, why: str = "") -> None:
    """Keep a message for the description of the request, whatever the present step asks for; `why` must be told.

    Where no request is being made there is nothing to describe: then it is said how to write.
    """
    if not (await turn.state.get_data()).get("request"):
        return await _not_kept(turn, why)
    joins = await addressing.joins_album(turn.work, content)
    await conversation.keep(turn.work, turn.person, content, None, by_operator=False)
    await turn.state.update_data(newest=int(content.origin.id))
    if not await quiet(turn) or why:
        step = await turn.state.get_state()
        to_do = "" if step == Request.description.state else _to_do(step)
        await again(turn, "\n".join(filter(None, [why, kept(), to_do])))
    elif await turn.state.get_state() in COUNTING:
        await _count(turn)
    elif not joins:
        say.received(turn.work, content)
    return None


async def _count(turn: Turn) -> None:
    """Let the page that stands count what a burst has brought since."""
    step, said = await turn.state.get_state(), await turn.state.get_data()
    assert step is not None, "no step to show"
    page = (await _PAGES[step](turn, said)).under(kept())
    await say.private(turn.work, turn.person, page.html, page.keyboard, of_step(_place(step), Again.HERE))


async def _not_kept(turn: Turn, why: str) -> None:
    if not await quiet(turn) or why:
        text = _("This is not sent to the support. To write there, press “Cancel” first. Here your details are stated.")
        await again(turn, why or text)


def _place(step: str) -> int:
    return list(_PAGES).index(step)


def kept() -> str:
    """Say that a message is not lost."""
    return _("Added to the description.")


async def quiet(turn: Turn) -> bool:
    """Tell whether a message was answered just now, so that the rest of a burst needs no answer; start the pause."""
    answered_at = (await turn.state.get_data()).get("answered_at")
    now = turn.work.now
    if answered_at is not None and timedelta() <= now - datetime.fromisoformat(answered_at) < QUIET:
        return True
    await turn.state.update_data(answered_at=now.isoformat())
    return False


def asked_kind(said: Said) -> LoginKind:
    """Return what is asked in the place of a login: what was chosen, else what was stated before."""
    chosen = said.get("login_kind")
    return LoginKind(chosen) if chosen else login_kind(said["identity"])


def _question(field: Field) -> Callable[[Turn, Said], Awaitable[Page]]:
    async def page(turn: Turn, said: Said) -> Page:
        typed, kind = said.get("typed") is not None, asked_kind(said)
        asked = identity_pages.question(
            field,
            said["identity"],
            said.get("suggestion"),
            typed=typed,
            kind=kind,
            another=said.get("of", "") is None,
        )
        return asked if field is not Field.COMPANY else await _by_directory(turn, said["identity"], asked)

    return page


async def _by_directory(turn: Turn, identity: Columns, page: Page) -> Page:
    """Say above a question about the company what the directory has of it."""
    standing = await directory.standing(turn.work, identity)
    named = identity_pages.in_directory(standing.name) if standing.name else ""
    note = "\n".join(filter(None, [identity_pages.remark(identity, standing), named]))
    return page.under(note) if note else page


async def _remark(turn: Turn, identity: Columns) -> str:
    return identity_pages.remark(identity, await directory.standing(turn.work, identity))


async def _check(turn: Turn, said: Said) -> Page:
    inn = None if said.get("request") else said.get("of")
    known = [each.get("inn") for each in await identification.companies(turn.work, turn.person)] if inn else []
    remark = await _remark(turn, said["identity"])
    return identity_pages.check(said["identity"], leaves=len(known) > 1 and inn in known, remark=remark)


async def _known(turn: Turn, said: Said) -> Page:
    companies = await identification.companies(turn.work, turn.person)
    others = [each for each in companies if each.get("inn") != said["identity"]["inn"]]
    return identity_pages.known(said["identity"], others[:MOST_COMPANIES], await _remark(turn, said["identity"]))


async def _consent(_turn: Turn, _said: Said) -> Page:
    return consent_pages.question()


async def _code(turn: Turn, said: Said) -> Page:
    identity = said["identity"]
    address = identity["login"] if said.get("address_typed") else codes.masked(identity["login"])
    return proof_pages.question(address, awaited=await proof.is_awaited(turn.work, turn.person, identity))


async def _merge(_turn: Turn, said: Said) -> Page:
    return merging_pages.question(Other(**said["other"]))


async def _service(_turn: Turn, said: Said) -> Page:
    group = said.get("group")
    return request_pages.services_of(Group(group)) if group else request_pages.services()


async def _offer(turn: Turn, said: Said) -> Page:
    withheld = await registration.is_withheld(turn.work, turn.person.id, said["identity"])
    page = request_pages.offer(said["offered"], Entitlement(said["terms"]), turn.work.policy, withheld=withheld)
    if await registration.is_foreign(turn.work, said["identity"]):
        page = page.under(identity_pages.foreign())
    return guide_pages.with_lessons(page, await guide.about(turn.work, said["offered"], service(said["offered"])))


async def _upgrade(turn: Turn, said: Said) -> Page:
    inn = said["identity"]["inn"]
    if not await invoices.can_be_billed(turn.work, inn, wanted=True):
        return request_pages.upgrade()
    return request_pages.invoice(await offers(turn.work), inn)


async def _description(turn: Turn, said: Said) -> Page:
    return request_pages.description(await drafts.of(turn.work, turn.person), said["service"])


async def _articles(turn: Turn, said: Said) -> Page:
    found = [await guide.find(turn.work, article) for article in said["articles"]]
    return guide_pages.suggestion([article for article in found if article is not None])


async def _review(turn: Turn, said: Said) -> Page:
    tariff = await registration.tariff_for(turn.work, turn.person.id, said["identity"])
    drafted = await drafts.of(turn.work, turn.person)
    consent = await registration.consent(turn.work, turn.person)
    return request_pages.review(said["identity"], tariff, said["service"], drafted, consent)


async def _changes(_turn: Turn, _said: Said) -> Page:
    return request_pages.changes()


_PAGES: dict[str | None, Callable[[Turn, Said], Awaitable[Page]]] = {
    **{state.state: _question(field) for field, state in QUESTIONS.items()},
    Identification.check.state: _check,
    Identification.known.state: _known,
    Request.service.state: _service,
    Request.offer.state: _offer,
    Request.upgrade.state: _upgrade,
    Request.description.state: _description,
    Request.articles.state: _articles,
    Request.review.state: _review,
    Request.changes.state: _changes,
    Identification.consent.state: _consent,
    Identification.code.state: _code,
    Identification.merge.state: _merge,
}
