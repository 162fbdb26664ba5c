"""Words about paying by a link or inside Telegram."""

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
def way_refused(notice: notices.WayRefused, policy: Policy) -> Words:
    """To whoever wants to pay: another way, or another try."""
    text = _("The invoice {invoice} cannot be paid in this way right now. It can be paid by bank transfer.")
    return Words(text.format(invoice=quoted(notice.invoice)), paying.ways(notice.id, policy))


@render.register
def way_broken(notice: notices.WayBroken, _policy: Policy) -> Words:
    """To supervisors."""
    ways = {"link": _("by a link"), "telegram": _("in Telegram")}
    text = _("⚠️ The invoice {invoice} cannot be paid {way}: {reason}\nPlease tell the administrator.")
    way = ways.get(notice.way, quoted(notice.way))
    return Words(text.format(invoice=quoted(notice.invoice), way=way, reason=quoted(notice.reason)))


@render.register
def money_returned(notice: notices.MoneyReturned, _policy: Policy) -> Words:
    """To supervisors."""
    text = _("⚠️ {sum} of the invoice {invoice} went back to the payer. The paid period was not changed: please decide.")
    return Words(text.format(sum=roubles(notice.kopecks), invoice=quoted(notice.invoice)))
