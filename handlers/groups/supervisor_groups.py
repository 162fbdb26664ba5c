"""`/groups`: the operator groups, and what to do about one that lacks something or is gone."""

from aiogram import F
from aiogram.dispatcher.event.handler import CallbackType
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _

from bot.actions.access import AccessDenied
from bot.actions.desk import groups_admin, setup
from bot.actions.groups import groups
from bot.actions.work import Person, Work
from handlers import say
from handlers.filters import BySupervisor, Typed, place
from handlers.groups import groups_page
from handlers.routers import Doors
from keyboards import groups as groups_keyboard
from keyboards.groups import OneGroup, ReplaceGroup, ShowGroups

PAGE = 5


async def show(message: Message, work: Work, person: Person) -> None:
    """List the groups; who is led until their desk works learns in private how far that is."""
    await say.reply(work, message, *await _page(work, person, 0))
    if message.chat.type == ChatType.PRIVATE and await setup.is_unfinished(work, person):
        await setup.show(work, person)


async def show_page(press: CallbackQuery, callback_data: ShowGroups, work: Work, person: Person) -> None:
    """Show a page as it is now."""
    await say.edit_pressed(work, press, *await _page(work, person, callback_data.page))


async def check(press: CallbackQuery, callback_data: OneGroup, work: Work, person: Person) -> None:
    """Have a group looked at."""
    await groups_admin.check(work, person, callback_data.chat, place(press)[0])
    say.answer_press(work, press, _("Telegram is being asked, the answer comes as a message."))


async def ask_replacing(press: CallbackQuery, callback_data: OneGroup, work: Work, person: Person) -> None:
    """Ask which group is to stand for one."""
    state, targets = await groups_admin.replaceable(work, person, callback_data.chat)
    buttons = groups_keyboard.replacing(callback_data.chat, [(each.chat_id, each.title) for each in targets])
    await say.edit_pressed(work, press, groups_page.replacing(state), buttons)


async def replace(press: CallbackQuery, callback_data: ReplaceGroup, work: Work, person: Person) -> None:
    """Let another group stand for one."""
    moved = await groups_admin.replace(work, person, callback_data.old, callback_data.new)
    say.answer_press(work, press, _("The group is replaced. Requests that move: {n}.").format(n=moved), alert=True)
    await show_page(press, ShowGroups(), work, person)


async def ask_unbinding(press: CallbackQuery, callback_data: OneGroup, work: Work, person: Person) -> None:
    """Make sure that a group is to be unbound."""
    state = await groups_admin.state(work, person, callback_data.chat)
    text = _("Send no new requests to {group} by rule? Those in work stay there.")
    await say.edit_pressed(
        work, press, text.format(group=groups_page.title(state.group)), groups_keyboard.unbinding(callback_data.chat)
    )


async def unbind(press: CallbackQuery, callback_data: OneGroup, work: Work, person: Person) -> None:
    """Send no new requests to a group by rule."""
    await groups.unbind(work, person, callback_data.chat)
    say.answer_press(work, press, _("New requests no longer come by rule."))
    await show_page(press, ShowGroups(), work, person)


async def refuse_press(_press: CallbackQuery, callback_data: ShowGroups | OneGroup | ReplaceGroup) -> None:
    """A button of somebody else, or a forged one."""
    raise AccessDenied(callback_data.pack())


async def _page(work: Work, person: Person, number: int) -> tuple[str, InlineKeyboardMarkup]:
    found = await groups_admin.states(work, person)
    last = max(0, len(found) - 1) // PAGE
    number = min(number, last)
    shown = found[number * PAGE : (number + 1) * PAGE]
    buttons = groups_keyboard.groups([(each.group.chat_id, each.rule is not None) for each in shown], number, last)
    coming = {group.chat_id: share for group, share in await groups.division(work, person)}
    return groups_page.text(shown, number, last, work.policy.zone, coming), buttons


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(show, Typed("groups"), BySupervisor())
    answer = doors.commands.callback_query.register
    answer(show_page, ShowGroups.filter(), BySupervisor())
    answer(replace, ReplaceGroup.filter(), BySupervisor())
    steps: dict[str, CallbackType] = {
        "check": check,
        "replace": ask_replacing,
        "ask": ask_unbinding,
        "unbind": unbind,
    }
    for do, step in steps.items():
        answer(step, OneGroup.filter(F.do == do), BySupervisor())
    for buttons in (ShowGroups, OneGroup, ReplaceGroup):
        answer(refuse_press, buttons.filter())
