"""Words for what did not arrive, and for who cannot be reached."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.error_words import refusal
from bot.channels.telegram.notices.base import Words, name, render
from bot.phrasing import excerpt, quoted
from bot.rules import notices
from bot.rules.policy import Policy

COMMENT_LIMIT = 3500
"""UTF-16 units of a comment that a notice shows; all of it is on record."""


@render.register
def not_delivered(notice: notices.NotDelivered, _policy: Policy) -> Words:
    """To the topic: a message did not arrive."""
    if not notice.to_requester and notice.act == "erase":
        text = _("⚠️ This message of the requester could not be deleted here: {reason}. Please delete it yourselves.")
    elif not notice.to_requester:
        text = _("⚠️ A message of the requester cannot be shown here: {reason}")
    else:
        text = {
            "edit": _("⚠️ The new version was not delivered to the requester: {reason}"),
            "erase": _("⚠️ The message was not deleted in the requester's chat: {reason}"),
            "notice": _("⚠️ A notice of the desk was not delivered to the requester: {reason}"),
            "letter": _("⚠️ A letter of the desk was not delivered to the requester: {reason}"),
        }.get(notice.act) or _("⚠️ The message was not delivered to the requester: {reason}")
    lines = [text.format(reason=quoted(refusal(notice.reason)))]
    if notice.text is not None:
        lines.append(f"<blockquote expandable>{excerpt(notice.text, COMMENT_LIMIT)}</blockquote>")
    return Words("\n".join(lines))


@render.register
def not_passed_on(_notice: notices.NotPassedOn, _policy: Policy) -> Words:
    """To the requester: words are needed instead."""
    return Words(_("Messages of this kind cannot be passed on. Please describe it in words."))


@render.register
def not_written(notice: notices.NotWritten, _policy: Policy) -> Words:
    """To supervisors: operators could not be told something."""
    text = _("⚠️ {number}: a message of the desk could not be shown to the operators: {reason}")
    return Words(text.format(number=name(notice), reason=quoted(refusal(notice.reason))))


@render.register
def requester_gone(_notice: notices.RequesterGone, _policy: Policy) -> Words:
    """To the topic: no message reaches the requester any more."""
    text = _(
        "⚠️ The requester has blocked the bot or deleted the account. Messages wait until they are back. "
        "Please answer by e-mail or by phone."
    )
    return Words(text)


@render.register
def withheld(_notice: notices.Withheld, _policy: Policy) -> Words:
    """To the topic: this message waits."""
    return Words(_("⚠️ Not delivered: it waits until the requester is back."))


@render.register
def requester_back(_notice: notices.RequesterBack, _policy: Policy) -> Words:
    """To the topic: messages reach the requester again."""
    return Words(_("The requester can be reached again. What waited is being delivered."))


@render.register
def input_failed(notice: notices.InputFailed, _policy: Policy) -> Words:
    """To supervisors: an input was set aside."""
    text = _("Message no. {input} could not be processed and was set aside: {error}\n/failed")
    return Words(text.format(input=notice.input, error=f"<code>{quoted(notice.error)}</code>"))


@render.register
def more_failures(notice: notices.MoreFailures, _policy: Policy) -> Words:
    """To supervisors: a burst of failures goes on."""
    text = _("And {more} more for the same reason: {reason}\n/failed shows them.")
    return Words(text.format(more=notice.more, reason=f"<code>{quoted(refusal(notice.kind))}</code>"))
