"""A person takes along what is stored about them (152-ФЗ, article 14): only their own, in the chat of their account."""

from bot.actions import outgoing
from bot.actions.desk import rights_requests
from bot.actions.work import Person, Work
from bot.rules.addresses import ReportLane
from bot.rules.people.rights_requests import Wish
from db import outbox


async def order(work: Work, person: Person, locale: str) -> bool:
    """Have it packed and sent; False while that is under way already."""
    if await outbox.waits_behind(work.db, 0, ReportLane(person.id)):
        return False
    if Wish.MYDATA not in await rights_requests.wishes(work, person):  # one that failed is asked for again
        await rights_requests.ask(work, person, Wish.MYDATA)
    await outgoing.mydata(work, person.id, locale)
    return True
