"""Words about paying by a link."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, render
from bot.phrasing import quoted, roubles
from bot.rules import notices
from bot.rules.policy import Policy
from keyboards import paying


@render.register
def link_ready(notice: notices.LinkReady, policy: Policy) -> Words:
    """To whoever wants to pay."""
    text = _("The invoice {invoice}, {sum}: please pay on the page of YooKassa. The link is valid for about an hour.")
    said = text.format(invoice=quoted(notice.invoice), sum=roubles(notice.kopecks))
    return Words(said, paying.link(notice.id, notice.url, in_telegram=policy.pays_in_telegram))


@render.register
def link_refused(notice: notices.LinkRefused, policy: Policy) -> Words:
    """To whoever wants to pay: another way, or another try."""
    text = _("No link to pay the invoice {invoice} could be made. It can be paid by bank transfer as well.")
    return Words(text.format(invoice=quoted(notice.invoice)), paying.ways(notice.id, policy))


@render.register
def link_broken(notice: notices.LinkBroken, _policy: Policy) -> Words:
    """To supervisors."""
    text = _("⚠️ YooKassa makes no link for the invoice {invoice}: {reason}\nPlease tell the administrator.")
    return Words(text.format(invoice=quoted(notice.invoice), reason=quoted(notice.reason)))


@render.register
def money_returned(notice: notices.MoneyReturned, _policy: Policy) -> Words:
    """To supervisors."""
    text = _("⚠️ {sum} of the invoice {invoice} went back to the payer. The paid period was not changed: please decide.")
    return Words(text.format(sum=roubles(notice.kopecks), invoice=quoted(notice.invoice)))
