"""The register of invoices, payments and acts (5): made for a supervisor, and sent to them in private."""

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.work import Person, Work
from bot.rules.notices import RegisterMade


async def order_register(work: Work, supervisor: Person) -> None:
    """Have the register made and sent. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    notice = RegisterMade(on=work.local_now.date())
    await outgoing.show_paper(work, supervisor.id, notice, RegisterMade.paper, 0)
