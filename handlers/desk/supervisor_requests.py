"""`/requests`: what people asked about their personal data, and until when it has to be done (152-ФЗ)."""

from aiogram.types import Message
from aiogram.utils.i18n import gettext as _

from bot.actions.desk import rights_requests
from bot.actions.desk.rights_requests import Listed
from bot.actions.work import Person, Work
from bot.phrasing import moment
from bot.rules.people.rights_requests import Wish
from handlers import say
from handlers.filters import BySupervisor, Typed
from handlers.routers import Doors


async def command(message: Message, work: Work, person: Person) -> None:
    """List them, the newest first."""
    found = await rights_requests.listed(work, person)
    heading = _("<b>Requests about personal data</b>")
    lines = [_line(each, work) for each in found] or [_("Nobody has asked for anything yet.")]
    await say.reply(work, message, "\n\n".join([heading, *lines]))


def _line(listed: Listed, work: Work) -> str:
    request, zone = listed.request, work.policy.zone
    wishes = {
        Wish.FORGET: _("deletion"),
        Wish.WITHDRAW: _("consent withdrawn, deletion"),
        Wish.MYDATA: _("copy of the data"),
    }
    if request.done_at is not None:
        state = _("✅ done by the desk, {moment}").format(moment=moment(request.done_at, zone))
    elif listed.is_late:
        state = _("🔥 late: it was due by {day}").format(day=f"{request.due_on:%d.%m.%Y}")
    else:
        state = _("⏳ under way, due by {day}").format(day=f"{request.due_on:%d.%m.%Y}")
    asked = _("{wish}, asked {moment}").format(wish=wishes[Wish(request.wish)], moment=moment(request.asked_at, zone))
    return "\n".join(filter(None, [asked, state, listed.numbers]))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(command, Typed("requests"), BySupervisor())
