"""A provider does not take what it is asked for (5): whoever wants to pay hears of it, and supervisors why."""

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.money.invoices import Invoice
from bot.rules.money.payments import Source
from bot.rules.notices import WayBroken, WayRefused


async def tell(work: Work, invoice: Invoice, way: Source, reason: str) -> None:
    """Tell both."""
    about = {"id": invoice.id, "invoice": invoice.name}
    await outgoing.tell(work, outgoing.to_person(invoice.person), WayRefused(**about))
    await outgoing.tell_supervisors(work, WayBroken(invoice=invoice.name, way=way, reason=reason))
