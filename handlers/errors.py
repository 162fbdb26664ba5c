"""What people are told when a rule says no: why, and what they can do instead."""

from html import unescape

from aiogram.enums import ChatType
from aiogram.types import Update
from aiogram.utils.i18n import gettext as _

from bot.actions.access import AccessDenied
from bot.actions.desk import groups_admin
from bot.actions.tickets import transfers
from bot.actions.work import Work
from bot.phrasing import deadline_examples, quoted
from bot.rules import fields
from bot.rules.deadlines import deadlines, when
from bot.rules.moderation import canned, moderation
from bot.rules.refusals import Refused
from bot.rules.tickets import data_requests
from bot.rules.tickets.tickets import Reason
from handlers import say

REFUSALS = (Refused, AccessDenied)


async def explain(work: Work, event: Update, refusal: Exception) -> None:
    """Answer the press or the message that was refused."""
    text = _words(refusal, to_requester=_in_private(event))
    if event.callback_query is not None:
        work.answers.clear()
        say.answer_press(work, event.callback_query, unescape(text), alert=True)
    elif event.message is not None:
        await say.reply(work, event.message, text)


def _in_private(event: Update) -> bool:
    message = event.callback_query.message if event.callback_query else event.message
    return message is not None and message.chat.type == ChatType.PRIVATE


def _words(refusal: Exception, *, to_requester: bool) -> str:
    if not isinstance(refusal, Refused):
        return _("This button or command does not belong to you, or the request no longer exists.")
    texts: dict[str, str] = {
        Reason.CLOSED: _("The request is closed. You can open it again.")
        if to_requester
        else _("The request is closed. Its requester can open it again."),
        Reason.NOT_CLOSED: _("The request is open: please write your message, it will be added."),
        Reason.ALREADY_ASKED: _("The requester has already been asked to confirm and has not answered yet."),
        Reason.NOT_ASKED: _("The request is in work, there is nothing to confirm yet."),
        Reason.NO_DEADLINE: _("A technical error has no deadline: there is nothing to extend."),
        transfers.Reason.NOWHERE: _("There is no other operator group. A supervisor adds one by sending /bind in it."),
        groups_admin.Reason.GROUP_GONE: _("Another group already stands for this one. /groups shows how it is now."),
        data_requests.Reason.TOO_MANY: _("At most {limit} items can be asked for at once."),
        data_requests.Reason.QUESTION_TOO_LONG: _("Please make each question shorter: at most {limit} characters."),
        deadlines.Reason.NOT_LATER: _("The present deadline is not earlier than that. Please name a later one."),
        **_moments(),
        fields.Reason.EMPTY: _("Please write it in words."),
        fields.Reason.TOO_LONG: _("Please be shorter: at most {limit} characters."),
        moderation.Reason.OBSCENE: _("“{word}” is an obscene or insulting word: it may not reach the requester."),
        moderation.Reason.SLANG: _("“{word}” is slang. Please write “{proper}”: the requester will read it."),
        moderation.Reason.TOO_LONG: _(
            "The message would have more than {limit} characters. Please edit it to be shorter."
        ),
        canned.Reason.PLACEHOLDER: _("There is no placeholder {name}. Possible: {names}"),
        canned.Reason.EMPTY: _("Please write the text below the name, from the second line on."),
        canned.Reason.TOO_LONG: _("The text is too long: at most {limit} characters."),
        moderation.Reason.DECIDED: _("It was decided before what becomes of this message."),
        moderation.Reason.CHANGED: _("The message was edited meanwhile. Please read the question again."),
    }
    details = {name: quoted(value) for name, value in refusal.details.items()}
    return texts.get(refusal.reason, str(refusal.reason)).format(**details)


def _moments() -> dict[str, str]:
    unknown = _("This is no date or time that can be understood. Examples:\n{examples}")
    return {
        when.Reason.UNKNOWN: unknown.format(examples=deadline_examples()),
        when.Reason.NO_SUCH_DAY: _("There is no such day in the calendar. Please name another one."),
        when.Reason.PAST: _("This time has passed. Please name a later one."),
        when.Reason.NO_WORKING_TIME: _("There are no working hours before that. Please name a later time."),
        when.Reason.TOO_FAR: _("This is more than a year away. Please name an earlier time."),
    }
