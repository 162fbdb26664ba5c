"""/bind: a supervisor says in a group which services and tariffs come there."""

from aiogram import F
from aiogram.dispatcher.event.handler import CallbackType
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _

from bot.actions.access import AccessDenied
from bot.actions.groups import groups
from bot.actions.work import Person, Work
from bot.phrasing import open_to_all
from bot.rules.groups.routing import Binding
from bot.rules.tariffs import Tariff
from handlers import say
from handlers.filters import GROUP, PRESSED_IN_GROUP, PRIVATE, BySupervisor, Typed, place
from handlers.groups import groups_page, menus
from handlers.groups.operator_group import seen_in
from handlers.routers import Doors
from keyboards import bind as bind_keyboard
from keyboards.bind import ALL, Bind

TARIFFS = (ALL, *map(str, Tariff))


async def start(message: Message, work: Work, person: Person) -> None:
    """Show what comes to this group now, to be changed."""
    chat, seen = message.chat, seen_in(message.chat)
    await groups.met(work, seen)
    services, tariffs = await groups.binding(work, person, chat.id) or ([], [])
    choice = Bind(services=bind_keyboard.packed(services), tariff=tariffs[0] if len(tariffs) == 1 else ALL)
    lines = [*([open_to_all(), ""] if seen.is_public else []), *await _question(work, person, chat.id, choice)]
    await say.reply(work, message, "\n".join(lines), await _buttons(work, person, chat.id, choice))


async def change(press: CallbackQuery, callback_data: Bind, work: Work, person: Person) -> None:
    """Show the choice as it is now."""
    chat, message = place(press)
    buttons = await _buttons(work, person, chat, callback_data)
    question = await _question(work, person, chat, callback_data)
    await say.edit_in_group(work, chat, message, "\n".join(question), buttons)


async def save(press: CallbackQuery, callback_data: Bind, work: Work, person: Person) -> None:
    """Keep the choice; requests that waited for a group come at once."""
    chat, message = place(press)
    services = bind_keyboard.unpacked(callback_data.services)
    placed = await groups.bind(work, person, chat, services, _tariffs(callback_data))
    await menus.offer(work, person, chat)
    lines = [_("Saved."), *_choice(callback_data), *groups_page.divided(await groups.division(work, person))]
    if placed:
        lines.append(_("Requests that waited for a group and come here now: {n}.").format(n=placed))
    await say.edit_in_group(work, chat, message, "\n".join(lines))


async def unbind(press: CallbackQuery, work: Work, person: Person) -> None:
    """Send no new requests here."""
    chat, message = place(press)
    await groups.unbind(work, person, chat)
    await say.edit_in_group(work, chat, message, _("New requests no longer come here by rule. Those in work stay."))


async def close(press: CallbackQuery, work: Work) -> None:
    """Leave everything as it was."""
    await say.delete_in_group(work, *place(press))


async def refuse(message: Message, work: Work) -> None:
    """Others do not steer the desk."""
    await say.reply(work, message, _("Only a supervisor can choose what comes to this group."))


async def refuse_press(_press: CallbackQuery, callback_data: Bind) -> None:
    """A button of somebody else, or a forged one."""
    raise AccessDenied(callback_data.do)


async def hint(_message: Message, work: Work, person: Person) -> None:
    """In private there is nothing to bind."""
    await say.private(work, person, _("Please send /bind in the group that requests are to come to."))


async def _buttons(work: Work, person: Person, chat: int, choice: Bind) -> InlineKeyboardMarkup:
    return bind_keyboard.binding(choice.but(do="set"), bound=await groups.binding(work, person, chat) is not None)


async def _question(work: Work, person: Person, chat: int, choice: Bind) -> list[str]:
    """Ask, and say what the choice leaves to the other groups."""
    proposed = Binding(chat, frozenset(bind_keyboard.unpacked(choice.services)), frozenset(_tariffs(choice)))
    division = await groups.division(work, person, proposed)
    return [_("Which requests are to come to this group?"), *_choice(choice), *groups_page.divided(division)]


def _choice(choice: Bind) -> list[str]:
    return groups_page.rule(bind_keyboard.unpacked(choice.services), _tariffs(choice))


def _tariffs(choice: Bind) -> list[Tariff]:
    return [] if choice.tariff == ALL else [Tariff(choice.tariff)]


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(start, GROUP, Typed("bind"), BySupervisor())
    doors.commands.message.register(refuse, GROUP, Typed("bind"))
    doors.commands.message.register(hint, PRIVATE, Typed("bind"), BySupervisor())
    steps: dict[str, CallbackType] = {"set": change, "save": save, "unbind": unbind, "close": close}
    for do, step in steps.items():
        chosen = Bind.filter((F.do == do) & F.tariff.in_(TARIFFS))
        doors.group.callback_query.register(step, PRESSED_IN_GROUP, chosen, BySupervisor())
    doors.group.callback_query.register(refuse_press, Bind.filter())
