"""What a requester can ask for at any moment: greeting, help, language, tariff, profile, the way out."""

from aiogram import F
from aiogram.filters import CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n.context import get_i18n

from bot import regulation
from bot.actions import access
from bot.actions.access import Right
from bot.actions.desk import setup
from bot.actions.guide import guide
from bot.actions.people import consent, identification, invitations, leaving, merging, people, proof
from bot.actions.tickets import drafts, registration
from bot.actions.tickets.registration import Consent
from bot.actions.work import Person, Work
from bot.languages import NAMES, Languages
from bot.rules.choices import LANGUAGES, chosen
from handlers import commands, say, unfinished
from handlers.desk import start_pages
from handlers.desk.user_tariff import Naming
from handlers.filters import PRIVATE, Labelled, Typed
from handlers.routers import Doors
from handlers.tickets import user_data, user_identification, user_request
from handlers.tickets.request_steps import Identification
from handlers.tickets.user_identification import outdated
from handlers.turns import Page, Turn
from keyboards import guide as guide_keyboard
from keyboards import menu

BESIDE = frozenset({*Identification.__all_states_names__, *Naming.__all_states_names__})
"""Steps of dialogues that need no request."""


async def start(message: Message, command: CommandObject, work: Work, person: Person, state: FSMContext) -> None:
    """Greet, and show the menu and the regulation (2.3); a dialogue in progress is left.

    Who shows the code of an empty desk is made its supervisor instead; supervisors of one that is not complete are led
    on.
    """
    await _interrupt(work, person, state)
    if command.args is not None and await invitations.accept(work, person, command.args.strip()):
        return await _welcome(message, work, person)
    await say.private(work, person, start_pages.greeting(work.policy), menu.main())
    accepts = await registration.consent(work, person)
    if accepts is not Consent.GIVEN:
        await Turn(work, person, state).show(start_pages.regulation(accepts))
    if await access.has(work, person, Right.SUPERVISE) and await setup.is_unfinished(work, person):
        await setup.show(work, person)
    return None


async def _welcome(message: Message, work: Work, person: Person) -> None:
    languages = get_i18n()
    assert isinstance(languages, Languages)
    for offered in commands.of_supervisor(work.policy, languages, message.chat.id):
        await say.set_own_menu(work, person, offered)
    await say.private(work, person, start_pages.welcome(), menu.main())
    await setup.begin(work, person)


async def new(_message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Begin a request again."""
    await _interrupt(work, person, state)
    await user_request.begin(work, person, state, wrote=False)


async def cancel(_message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Leave whatever dialogue there is."""
    if await user_data.leave(work, person, state):
        return
    left = await state.get_state() is not None
    await _leave(work, person, state)
    text = _("Cancelled. Nothing is sent.") if left else _("There is nothing to cancel.")
    await say.private(work, person, text, menu.main())


async def press_cancel(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Leave the dialogue whose button was pressed."""
    if await state.get_state() is None:
        return outdated(press, work)
    await _leave(work, person, state)
    await say.edit_private(work, person, press, _("Cancelled. Nothing is sent."))
    return await say.private(work, person, _("What would you like to do?"), menu.main())


async def show_regulation(_press: CallbackQuery, work: Work, person: Person) -> None:
    """Send the text of the regulation in force."""
    for page in regulation.in_force().pages():
        await say.private(work, person, start_pages.regulation_part(page))


async def help_(_message: Message, work: Work, person: Person) -> None:
    """List the commands and the contacts."""
    if await access.has(work, person, Right.SUPERVISE):
        await say.private(work, person, start_pages.helping_supervisors())
    await say.private(work, person, start_pages.helping(work.policy), menu.main())
    if await guide.has_articles(work):
        await say.private(work, person, _("Many questions are answered in the guide."), guide_keyboard.search())
    await say.private(work, person, _("The rules of the support are in its regulation."), menu.regulation())


async def language(_message: Message, work: Work, person: Person, command: CommandObject) -> None:
    """Offer the languages, or speak the one that is named behind the command."""
    named = chosen(command.args or "", LANGUAGES)
    if named is not None:
        await people.choose_locale(work, person, named)
        with get_i18n().use_locale(named):
            return await say.private(work, person, _("The language is English now."), menu.main())
    return await say.private(work, person, _("Please choose the language."), menu.languages(NAMES))


async def speak(press: CallbackQuery, callback_data: menu.Speak, work: Work, person: Person) -> None:
    """Speak another language from now on, the menu included."""
    await people.choose_locale(work, person, callback_data.locale)
    with get_i18n().use_locale(callback_data.locale):
        await say.edit_private(work, person, press, _("Please choose the language."), menu.languages(NAMES))
        await say.private(work, person, _("The language is English now."), menu.main())


async def profile(_message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Show what is known of the person. Raises Refused when they are being forgotten."""
    await leaving.check(work, person)
    known = await identification.companies(work, person)
    if not known and (last := await identification.known(work, person)) is not None:
        known = [last]  # a caller who left the INN open
    proofs = [await proof.standing(work, person, each) for each in known]
    agreed_at, accounts = await consent.given_at(work, person), await people.accounts_of(work, person)
    proven = [each for each, is_proven in zip(known, proofs, strict=True) if is_proven]
    joins = await merging.offered_by(work, person, proven)
    page = start_pages.profile(known, agreed=agreed_at is not None, proofs=proofs, joins=joins)
    locale = person.locale or work.policy.default_locale
    standing = start_pages.standing(agreed_at and agreed_at.astimezone(work.policy.zone), locale, accounts)
    await Turn(work, person, state).show(Page(f"{page.html}\n\n{standing}", page.keyboard))


async def change_profile(
    press: CallbackQuery, callback_data: menu.Profile, work: Work, person: Person, state: FSMContext
) -> None:
    """State or change the identifying information outside a request, or add a company."""
    step = await state.get_state()
    if step is not None and unfinished.is_unfinished(step):
        return unfinished.say_so(work, press, step)
    turn, inn = Turn(work, person, state, press), callback_data.inn
    if inn == menu.ANOTHER:
        return await user_identification.start_another(turn)
    if inn and await identification.known(work, person, inn) is None:
        return outdated(press, work)
    return await user_identification.start(turn, inn=inn or None)


async def _interrupt(work: Work, person: Person, state: FSMContext) -> None:
    if (left := await state.get_state()) is not None:
        await unfinished.withdraw(work, person, left)
        await state.clear()
        await say.private(work, person, _("The previous step is left. What you wrote for a request is kept."))


async def _leave(work: Work, person: Person, state: FSMContext) -> None:
    """Leave a dialogue; what waits for a request goes with the request, not with what has nothing to do with it."""
    beside_requests = await state.get_state() in BESIDE and not (await state.get_data()).get("request")
    await unfinished.withdraw(work, person, await state.get_state())
    await state.clear()
    if not beside_requests:
        await drafts.discard(work, person)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    ordered = doors.commands.message.register
    ordered(start, PRIVATE, Typed("start"))
    for command, handler in (("new", new), ("cancel", cancel), ("help", help_)):
        ordered(handler, PRIVATE, Typed(command))
    ordered(language, PRIVATE, Typed("language"))
    ordered(profile, PRIVATE, Typed("profile"))
    for label, handler in ((menu.NEW_REQUEST, new), (menu.HELP, help_)):
        doors.private.message.register(handler, Labelled(label))
    doors.private.callback_query.register(press_cancel, menu.Leave.filter())
    doors.private.callback_query.register(show_regulation, menu.Regulation.filter())
    doors.private.callback_query.register(speak, menu.Speak.filter(F.locale.in_(NAMES)))
    doors.private.callback_query.register(change_profile, menu.Profile.filter())
