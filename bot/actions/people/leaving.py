"""Who asked to be forgotten, until that is done (152-ФЗ): nothing about them begins any more."""

from enum import StrEnum

from bot.actions.work import Person, Work
from bot.rules.people.rights_requests import ERASING
from bot.rules.refusals import Refused
from db.people import rights_requests


class Reason(StrEnum):
    """Why nothing begins."""

    LEAVING = "leaving"


async def is_leaving(work: Work, person: Person) -> bool:
    """Tell whether a person is being forgotten."""
    return any(each.wish in ERASING for each in await rights_requests.unfinished(work.db, person.id))


async def check(work: Work, person: Person) -> None:
    """Raise Refused when a person is being forgotten."""
    if await is_leaving(work, person):
        raise Refused(Reason.LEAVING)
