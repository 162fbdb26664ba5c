"""Words about data that operators ask for (3.7)."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, name, render
from bot.phrasing import content_kind, field_name, quoted
from bot.rules import notices
from bot.rules.policy import Policy
from bot.rules.text import cut
from keyboards import data

VALUE_LIMIT = 150
"""UTF-16 units of an answer that the summary shows: the message itself stands above it."""
QUESTIONS = tuple("?!.:…")
"""What an operator's own question ends with: no colon follows."""


@render.register
def data_asked(notice: notices.DataAsked, _policy: Policy) -> Words:
    """Clause 3.7: what is asked is explained."""
    heading = _("{number}: to go on, the operator needs from you:").format(number=name(notice))
    items = [f"• {quoted(data.item_name(item))}" for item in notice.items]
    why = _("Why it is needed: {why}").format(why=quoted(notice.items[0].why))
    return Words("\n".join([heading, *items, why]), data.give(notice.number))


@render.register
def data_given(notice: notices.DataGiven, _policy: Policy) -> Words:
    """To the topic: nothing is asked any more."""
    return Words("\n".join([_("The requester has answered everything."), *map(answered, notice.answers)]))


@render.register
def identity_corrected(notice: notices.IdentityCorrected, _policy: Policy) -> Words:
    """To the topic: what the card showed before, and shows now."""
    lines = [f"• {field_name(field)}: {quoted(was)} → {quoted(now)}" for field, (was, now) in notice.changes.items()]
    said = _("The requester has corrected their details:")
    if notice.operator is not None:
        said = _("{operator} has corrected the requester's details:").format(operator=quoted(notice.operator))
    return Words("\n".join([said, *lines]))


def answered(item: notices.GivenItem) -> str:
    """Say what was answered to one question."""
    given = item.given
    if given.skipped:
        value = _("no answer")
    else:
        value = f"<code>{quoted(cut(given.value, VALUE_LIMIT))}</code>" if given.value else content_kind(given.kind)
    asked = quoted(data.item_name(item.item))
    return f"• {asked}{' —' if asked[-1:] in QUESTIONS else ':'} {value}"
