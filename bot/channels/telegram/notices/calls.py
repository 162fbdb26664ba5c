"""Words about what is said on the phone."""

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot.channels.telegram.notices.base import Words, name, render
from bot.phrasing import moment, phone, quoted
from bot.rules import notices
from bot.rules.policy import Policy
from bot.rules.text import cut
from bot.rules.tickets.tickets import Event
from keyboards import calls

SAID_LIMIT = 3000
"""UTF-16 units of what is to be said."""


@render.register
def say_by_phone(notice: notices.SayByPhone, _policy: Policy) -> Words:
    """Clause 4.2: what would have been written is to be said."""
    text = _("☎️ The requester has no account to write to. Please tell them by phone:\n<blockquote>{text}</blockquote>")
    return Words(text.format(text=quoted(cut(notice.said, SAID_LIMIT))))


@render.register
def call_registered(notice: notices.CallRegistered, policy: Policy) -> Words:
    """Clause 4.3: the number and the deadline."""
    due = moment(notice.deadline, policy.zone) if notice.deadline else _("none: a technical error")
    text = _("Your call is registered under the number <b>{number}</b>. Deadline: {due}")
    return Words(text.format(number=name(notice), due=due))


@render.register
def confirm_by_phone(notice: notices.ConfirmByPhone, _policy: Policy) -> Words:
    """Clause 3.2: solved, and no question left?"""
    lines = [_whom(notice)]
    if notice.tries:
        tried = ngettext("{n} call without an answer so far.", "{n} calls without an answer so far.", notice.tries)
        lines.append(tried.format(n=notice.tries))
    return Words("\n".join(lines), calls.verdict(notice.number))


def _whom(notice: notices.ConfirmByPhone) -> str:
    if notice.phone:
        text = _("☎️ {number}: please call the requester ({phone}). Is the question solved, and are no questions left?")
        return text.format(number=name(notice), phone=quoted(phone(notice.phone)))
    text = _("☎️ {number}: no phone number is stated. When the requester calls: is the question solved, nothing left?")
    return text.format(number=name(notice))


@render.register
def call_answered(notice: notices.CallAnswered, policy: Policy) -> Words:
    """Who asked and when, and what the answer was."""
    if notice.event == Event.CONFIRM:
        text = _("✅ The requester confirmed by phone: the question is solved. Asked by: {operator}.")
    else:
        text = _("↩️ The requester said by phone that questions are left. Asked by: {operator}. It is back in work.")
    asked = quoted(notice.operator)
    return Words(text.format(operator=f"{asked}, {moment(notice.at, policy.zone)}" if notice.at else asked))
