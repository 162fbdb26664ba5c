"""Words for Telegram that was out of reach."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, render
from bot.phrasing import moment
from bot.rules import notices
from bot.rules.policy import Policy


@render.register
def outage_lasts(notice: notices.OutageLasts, policy: Policy) -> Words:
    """To those who run the desk, by e-mail."""
    text = _("Telegram has been out of reach since {began}. Messages waiting to be sent: {n}.")
    return Words(text.format(began=moment(notice.began, policy.zone), n=notice.waiting))


@render.register
def outage_over(notice: notices.OutageOver, policy: Policy) -> Words:
    """To supervisors: what was written meanwhile is on its way."""
    text = _(
        "Telegram was out of reach from {began} to {ended}. Messages that had to wait: {n}; they are being delivered."
    )
    began, ended = (moment(each, policy.zone) for each in (notice.began, notice.ended))
    return Words(text.format(began=began, ended=ended, n=notice.waiting))
