"""Words about messages that stand unanswered (3.3)."""

from datetime import timedelta

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot import links
from bot.channels.telegram.notices.base import Words, name, render
from bot.phrasing import excerpt, quoted, working_time
from bot.rules import notices
from bot.rules.policy import Policy
from bot.rules.text import cut
from bot.rules.tickets.tickets import ticket_number
from keyboards import unanswered

EXCERPT_LIMIT = 300
"""UTF-16 units of a message that are quoted."""
NAME_LIMIT = 40
"""UTF-16 units of a name in the list, all of which goes into one message."""


@render.register
def question_waits(notice: notices.QuestionWaits, _policy: Policy) -> Words:
    """To the topic: whose it is to answer, and for how long it has waited."""
    lines = [f"❗ {_waits(notice.waited, notice.operator)}"]
    if notice.others:
        later = ngettext("Behind it {n} more message waits.", "Behind it {n} more messages wait.", notice.others)
        lines.append(later.format(n=notice.others))
    if notice.escalated:
        lines.append(_("Supervisors have been told."))
    return Words("\n".join(lines), unanswered.reminder(notice.number, notice.message))


@render.register
def question_escalated(notice: notices.QuestionEscalated, _policy: Policy) -> Words:
    """To supervisors: somebody has waited for too long."""
    title = f"❗ {links.linked(name(notice), notice.address)} · {quoted(notice.company)}"
    return Words(f"{title}\n{_waits(notice.waited, notice.operator)}{_quotation(notice.text)}")


@render.register
def question_open(notice: notices.QuestionOpen, _policy: Policy) -> Words:
    """To the topic: first this, then the confirmation."""
    words = _("Please answer this message first:") + _quotation(notice.text)
    return Words(words, unanswered.before_resolving(notice.number, notice.message))


@render.register
def questions_waiting(notice: notices.QuestionsWaiting, _policy: Policy) -> Words:
    """To supervisors, each morning."""
    lines = [_("<b>Still unanswered:</b>"), *(_line(each) for each in notice.questions)]
    return Words("\n".join([*lines, _("/unanswered shows them all.")]))


def _line(waiting: notices.WaitingQuestion) -> str:
    number = links.linked(ticket_number(waiting.number), waiting.address)
    company = quoted(cut(waiting.company, NAME_LIMIT))
    operator = quoted(cut(waiting.operator or _("nobody has taken it"), NAME_LIMIT))
    return f"• {number} · {company} · {working_time(waiting.waited)} · {operator}"


def _waits(waited: timedelta, operator: str | None) -> str:
    if operator is None:
        text = _("A message of the requester has had no answer for {time}. Nobody has taken the request.")
        return text.format(time=working_time(waited))
    text = _("{operator}, a message of the requester has had no answer for {time}.")
    return text.format(operator=quoted(operator), time=working_time(waited))


def _quotation(html: str) -> str:
    text = excerpt(html, EXCERPT_LIMIT)
    return f"\n<blockquote expandable>{text}</blockquote>" if text else ""
