"""Words about promises (3.4)."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, render
from bot.phrasing import excerpt, moment, quoted, short_day
from bot.rules import notices
from bot.rules.policy import Policy
from keyboards import promises

WORDS_LIMIT = 200


@render.register
def promise_made(notice: notices.PromiseMade, policy: Policy) -> Words:
    """To the topic: what was understood."""
    text = _("Promised: “{words}” ({due})").format(words=_words(notice.words), due=moment(notice.due, policy.zone))
    instead = None
    if notice.day_off and notice.instead:
        instead = short_day(notice.instead, policy.zone)
        asked = _("{day} is a day off. Move it to {instead}?")
        text = f"{text}\n" + asked.format(day=short_day(notice.day_off, policy.zone), instead=instead)
    text += _outside(notice, policy)
    return Words(text, promises.offer(notice.number, notice.promise, instead))


def _outside(notice: notices.PromiseMade | notices.PromiseChanged, policy: Policy) -> str:
    if notice.until is not None:
        text = _("That is outside working hours: it has to be kept by {until}.")
        return "\n" + text.format(until=moment(notice.until, policy.zone))
    if notice.opens is not None:
        text = _("That is outside working hours: the desk opens {opens}.")
        return "\n" + text.format(opens=moment(notice.opens, policy.zone))
    return ""


@render.register
def promise_beyond(notice: notices.PromiseBeyond, policy: Policy) -> Words:
    """To the topic: an extension is one tap away."""
    text = _("The promise is later than the deadline ({deadline}). Extend the deadline?")
    text = text.format(deadline=moment(notice.deadline, policy.zone))
    return Words(text, promises.extend(notice.number, notice.promise))


@render.register
def promise_vague(notice: notices.PromiseVague, _policy: Policy) -> Words:
    """To the topic: the requester would like to know the day."""
    text = _("Promised without a day: “{words}”. Please tell the requester by when, and there will be a reminder.")
    return Words(text.format(words=_words(notice.words)))


@render.register
def promise_changed(notice: notices.PromiseChanged, policy: Policy) -> Words:
    """To the topic: what was understood of an edit."""
    text = _("The promise has changed: “{words}” ({due})")
    text = text.format(words=_words(notice.words), due=moment(notice.due, policy.zone)) + _outside(notice, policy)
    if notice.operator is None:
        return Words(text, promises.offer(notice.number, notice.promise))
    return Words(f"{text}\n" + _("{operator} will be reminded.").format(operator=quoted(notice.operator)))


@render.register
def promise_dropped(notice: notices.PromiseDropped, policy: Policy) -> Words:
    """To the topic: it is not looked after any more."""
    text = _("The message no longer promises “{words}” ({due}). There will be no reminder.")
    return Words(text.format(words=_words(notice.words), due=moment(notice.due, policy.zone)))


@render.register
def promise_near(notice: notices.PromiseNear, policy: Policy) -> Words:
    """To the topic: it is not too late."""
    return _reminder(_("⏰ {operator}, you promised the requester: “{words}” ({due})."), notice, policy)


@render.register
def promise_broken(notice: notices.PromiseBroken, policy: Policy) -> Words:
    """To the topic: it is too late."""
    text = _("⚠️ {operator}, the promise was not kept: “{words}” ({due}). Please write to the requester.")
    return _reminder(text, notice, policy)


def _reminder(text: str, notice: notices.PromiseNear | notices.PromiseBroken, policy: Policy) -> Words:
    operator = f'<a href="tg://user?id={notice.operator_id}">{quoted(notice.operator)}</a>'
    return Words(text.format(operator=operator, words=_words(notice.words), due=moment(notice.due, policy.zone)))


def _words(said: str) -> str:
    return f"<i>{excerpt(quoted(said), WORDS_LIMIT)}</i>"
