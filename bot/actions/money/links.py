"""Links to pay an invoice (5): asked for, made, and believed only once the provider itself says that it is paid."""

from secrets import token_hex
from typing import Any

import structlog

from bot.actions import outgoing
from bot.actions.money import refunds, refusing
from bot.actions.money.payments import pay
from bot.actions.work import Person, Work
from bot.rules.money import links as links_rules
from bot.rules.money import paying
from bot.rules.money.invoices import Invoice
from bot.rules.money.links import Link, LinkState, Seen, SeenRefund, Verdict, Wanted
from bot.rules.money.payments import Payment, Source
from bot.rules.notices import LinkReady
from bot.rules.refusals import Refused
from db.money import invoices, links, payments

MOST = 50
GIVE = "give"
"""In what is looked at: somebody waits for the link."""

log = structlog.get_logger(__name__)


async def payable(work: Work, person: Person, number: int) -> Invoice:
    """Return the invoice that a person asked for and may pay now. Raises Refused."""
    invoice = await invoices.find(work.db, number)
    if invoice is None or invoice.person != person.id:
        raise Refused(paying.Reason.UNKNOWN)
    reason = paying.objection(invoice, work.local_now.date())
    if reason is not None:
        raise Refused(reason, invoice=invoice.name)
    return invoice


async def ask(work: Work, person: Person, number: int) -> None:
    """Give a person the link by which their invoice is paid: the one that there is, or a new one once it is made."""
    invoice = await payable(work, person, number)
    link = await links.live(work.db, invoice.id)
    if link is None:
        return await _begin(work, invoice)
    if link.is_fresh(work.now):
        return await _show(work, invoice, link)
    if link.external_id is not None:
        return await outgoing.look(work, link.id, {"payment": link.external_id, GIVE: "yes"})
    return await outgoing.link(work, link.id)  # once more: a delivery that was set aside must not be the last


async def _begin(work: Work, invoice: Invoice) -> None:
    begun = await links.begin(work.db, invoice.id, token_hex(16), work.now)
    assert begun is not None, "inputs come one after another"
    await outgoing.link(work, begun)


async def give(work: Work, number: int) -> None:
    """Give a person a link that was looked at for them: the same, or another where that is void."""
    link = await links.by_id(work.db, number)
    if link is None:
        return
    invoice = await invoices.get(work.db, link.invoice)
    if paying.objection(invoice, work.local_now.date()) is not None:
        return
    if link.lives:
        await _show(work, invoice, link)
    elif await links.live(work.db, invoice.id) is None:
        await _begin(work, invoice)


async def _show(work: Work, invoice: Invoice, link: Link) -> None:
    about = {"id": invoice.id, "invoice": invoice.name, "kopecks": invoice.kopecks}
    await outgoing.tell(work, outgoing.to_person(invoice.person), LinkReady(**about, url=link.url))


async def wanted(work: Work, number: int) -> tuple[Link, Invoice] | None:
    """Return a link that is still to be made, and what it is for; one that nobody needs any more is over."""
    link = await links.by_id(work.db, number)
    if link is None or link.state is not LinkState.ASKED:
        return None
    invoice = await invoices.get(work.db, link.invoice)
    if paying.objection(invoice, work.local_now.date()) is None:
        return link, invoice
    await links.save(work.db, link.ended(LinkState.OVER))
    return None


async def made(work: Work, number: int, seen: Seen) -> None:
    """Give a person the link that the provider has made, unless the payment is told to be over already."""
    link = await links.by_id(work.db, number)
    if link is None or link.state is not LinkState.ASKED:
        return
    opened = link.opened(seen, work.now)
    await links.save(work.db, opened)
    await _show(work, await invoices.get(work.db, link.invoice), opened)


async def refused(work: Work, number: int, reason: str) -> None:
    """Tell a person that there is no link, and supervisors why."""
    link = await links.by_id(work.db, number)
    if link is None or link.state is not LinkState.ASKED:
        return
    await links.save(work.db, link.ended(LinkState.OVER))
    await refusing.tell(work, await invoices.get(work.db, link.invoice), Source.LINK, reason)


async def heard(work: Work, told: dict[str, Any]) -> None:
    """Note that somebody says something has become of a payment: the provider itself is asked about it.

    `told` are `payment`, its `link` if that is said, and `refund`. What is about none of our links is nobody's.
    """
    payment, refund = told["payment"], told.get("refund")
    link = await links.by_external_id(work.db, payment) or await links.by_key(work.db, told.get("link") or "")
    if link is None:
        log.info("payment_of_nobody", payment=payment)
        return
    known = await payments.told(work.db, Source.LINK, payment)
    if known is None:
        await outgoing.look(work, link.id, {"payment": payment})
    if refund is not None and await payments.told(work.db, Source.LINK, refund) is None:
        await outgoing.look(work, link.id, {"refund": refund})


async def seen_payment(work: Work, number: int, seen: Seen) -> None:
    """Take what the provider says of a payment: that it pays the invoice, is a case for people, or is over."""
    link = await links.by_id(work.db, number)
    if link is None:
        return
    invoice = await invoices.get(work.db, link.invoice)
    verdict = links_rules.judge(Wanted(link.key, invoice.kopecks), seen)
    if verdict in (Verdict.PAID, Verdict.STRANGE):
        await pay(work, invoice, _payment(work, invoice, seen))
        await links.save(work.db, link.ended(LinkState.PAID))
    elif verdict is Verdict.OVER and link.lives and link.external_id in (None, seen.id):
        await links.save(work.db, link.ended(LinkState.OVER))
    elif verdict is Verdict.FOREIGN:
        log.warning("payment_of_another_order", payment=seen.id, link=number)


def _payment(work: Work, invoice: Invoice, seen: Seen) -> Payment:
    purpose = f"{invoice.name}: {seen.currency}"
    return Payment(Source.LINK, seen.id, work.local_now.date(), seen.kopecks, purpose, invoice.inn, invoice.company)


async def seen_refund(work: Work, seen: SeenRefund) -> None:
    """Take what the provider says of money that was given back."""
    known = await payments.told(work.db, Source.LINK, seen.payment)
    if known is not None and links_rules.is_refund_of(known.external_id, seen):
        await refunds.record(work, known, seen.id, seen.kopecks)


async def ask_again(work: Work) -> int:
    """Have the provider asked about links that nobody has told of: notifications may be lost."""
    found = await links.due(work.db, work.now, MOST)
    for link in found:
        await links.save(work.db, link.looked_at(work.now))
        if link.external_id is not None:
            await outgoing.look(work, link.id, {"payment": link.external_id})
    return len(found)
