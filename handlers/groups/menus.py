"""The menus of commands in a group that has become one of operators."""

from aiogram.utils.i18n.context import get_i18n

from bot.actions.groups import groups
from bot.actions.work import Person, Work
from handlers import commands, say


async def offer(work: Work, supervisor: Person, chat: int) -> None:
    """Offer everybody there their commands, and the supervisor who made it one theirs as well."""
    user = await groups.menu_of_member(work, supervisor, chat)
    with get_i18n().use_locale(work.policy.default_locale):
        await say.set_menu(work, chat, commands.of_group(chat))
        if user is not None:
            await say.set_menu(work, chat, commands.of_supervisor_in(chat, user))
