"""Words about a login that is to be proven by a code."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, render
from bot.phrasing import quoted
from bot.rules import notices
from bot.rules.policy import Policy
from keyboards import proof


@render.register
def login_code(notice: notices.LoginCode, _policy: Policy) -> Words:
    """The code, and what to do with it."""
    lines = [
        _("Your code: {code}").format(code=quoted(notice.code)),
        _("Please send it to the bot in the chat where you asked for it. It is valid for 10 minutes."),
    ]
    return Words("\n".join(lines))


@render.register
def accounts_merged(_notice: notices.AccountsMerged, policy: Policy) -> Words:
    """What has become one, and to whom to turn."""
    lines = [
        _("This Telegram account is merged with another one: both have confirmed the same login by a code."),
        _("Requests, details and consents of both are shared."),
        _("If that was not you, please tell us: {phone}, {email}.").format(
            phone=quoted(policy.phone), email=quoted(policy.email)
        ),
    ]
    return Words("\n".join(lines))


@render.register
def code_undelivered(notice: notices.CodeUndelivered, _policy: Policy) -> Words:
    """What can be done instead."""
    text = _(
        "The letter to {address} could not be delivered: the mail server does not know this address. "
        "Please check it, or go on without the code."
    )
    return Words(text.format(address=quoted(notice.address)), proof.undelivered())
