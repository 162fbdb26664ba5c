"""How people are told that a rule said no: in the place of the press or the message that was refused."""

from html import unescape
from zoneinfo import ZoneInfo

from aiogram.enums import ChatType
from aiogram.types import Update
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions.access import AccessDenied
from bot.actions.work import Work
from bot.rules.refusals import Refused
from handlers import say

REFUSALS = (Refused, AccessDenied)


async def explain(work: Work, event: Update, refusal: Exception) -> None:
    """Answer the press or the message that was refused."""
    text = _words(refusal, work.policy.zone, to_requester=_in_private(event))
    if event.callback_query is not None:
        work.answers.clear()
        say.answer_press(work, event.callback_query, unescape(text), alert=True)
    elif (said := event.message or event.edited_message) is not None:
        await say.reply(work, said, text)


def _in_private(event: Update) -> bool:
    message = event.callback_query.message if event.callback_query else event.message
    return message is not None and message.chat.type == ChatType.PRIVATE


def _words(refusal: Exception, zone: ZoneInfo, *, to_requester: bool) -> str:
    if not isinstance(refusal, Refused):
        return _("This button or command does not belong to you, or the request no longer exists.")
    return refusals.words(refusal.reason, refusal.details, to_requester=to_requester, zone=zone)
