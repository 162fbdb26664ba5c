"""Words for the daily backup."""

from aiogram.utils.i18n import gettext as _

from bot import reasons
from bot.channels.telegram.notices.base import Words, render
from bot.rules import notices
from bot.rules.policy import Policy


@render.register
def backup_failed(notice: notices.BackupFailed, _policy: Policy) -> Words:
    """To supervisors: somebody has to look after it."""
    text = _(
        "⚠️ No backup of the desk could be made: {reason}\n"
        "Please tell the administrator. It is tried again every hour; you will be told when it works."
    )
    reason = reasons.known(notice.reason) or _("the log has the reason, in the line backup_failed")
    return Words(text.format(reason=reason))


@render.register
def backup_works(_notice: notices.BackupWorks, _policy: Policy) -> Words:
    """To supervisors: it works again."""
    return Words(_("A backup of the desk has been made again."))
