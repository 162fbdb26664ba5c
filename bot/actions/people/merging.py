"""Two accounts of one person become one person (4.1): offered to who has proven a login that another account has."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions import access, outgoing
from bot.actions.access import AccessDenied, Right
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from bot.rules.channels import PHONE, TELEGRAM
from bot.rules.notices import AccountsMerged
from bot.rules.people.identity import Columns
from bot.rules.people.merging import Side, may_be_one
from db import audit
from db.people import accounts, merging, people
from db.people import forget as forget_rows
from db.people import rights_requests as rights_requests_rows
from db.people.merging import Reader
from db.tickets import tickets


@dataclass(frozen=True, slots=True)
class Other:
    """Who may be the same person."""

    person: int
    tickets: int
    open: int
    called: bool
    """They only ever called."""


async def offered(work: Work, person: Person, identity: Columns) -> Other | None:
    """Return who may be the same person as one who has proven this login; None: nobody."""
    login = identity.get("login")
    if not login:
        return None
    here = await merging.reader(work.db, person.id, login)
    for each in await merging.readers(work.db, login):
        if each.person != person.id and await _may_be_one(work, here, each):
            return await _described(work, each)
    return None


async def offered_by(work: Work, person: Person, proven: Sequence[Columns]) -> str | None:
    """Return the INN of the first company by whose login somebody may be the same person; None: by none."""
    for each in proven:
        if await offered(work, person, each) is not None:
            return each.get("inn") or ""
    return None


async def merge(work: Work, person: Person, identity: Columns, other: int) -> Person:
    """Make one person of two who proved the same login, and return them. Raises AccessDenied when they are two.

    Whoever became known first stays; the histories of both are theirs.
    """
    login = identity.get("login") or ""
    here = await merging.reader(work.db, person.id, login)
    there = await merging.reader(work.db, other, login)
    if other == person.id or not await _may_be_one(work, here, there):
        raise AccessDenied(other)
    account = await accounts.last_used(work.db, person.id, work.channel or TELEGRAM, None)
    assert account is not None, "somebody writes"
    for chat in await _chats(work, other):
        await outgoing.tell(work, outgoing.to_chat(chat), AccountsMerged())
    kept, gone = sorted((person.id, other))
    moved = len(await forget_rows.numbers_of(work.db, gone))
    await merging.merge(work.db, gone, kept, account.account.id)
    await audit.write(work.db, Action.ACCOUNTS_MERGED, work.now, actor=kept, tickets=moved)
    for ticket in await tickets.open_of(work.db, kept):
        if ticket.reply_channel == PHONE:  # they write now, and can be answered so
            await tickets.change(work.db, ticket.number, reply_channel=account.account.channel)
        await outgoing.show(work, ticket)
    return await people.by_id(work.db, kept)


async def _chats(work: Work, person: int) -> list[int]:
    """Return the chats in which the other side hears of it, should it be somebody else after all."""
    theirs = await accounts.all_of(work.db, person)
    reached = (each for each in theirs if each.channel == TELEGRAM and each.unreachable_since is None)
    return [int(each.address) for each in reached]


async def _may_be_one(work: Work, here: Reader, there: Reader) -> bool:
    return may_be_one(await _side(work, here), await _side(work, there))


async def _side(work: Work, reader: Reader) -> Side:
    person = await people.by_id(work.db, reader.person)
    supervises = await access.has(work, person, Right.SUPERVISE)
    return Side(
        names=reader.names,
        proven=reader.proven,
        writes=reader.writes,
        works_here=supervises or await forget_rows.works_here(work.db, reader.person),
        asks=bool(await rights_requests_rows.unfinished(work.db, reader.person)),
    )


async def _described(work: Work, reader: Reader) -> Other:
    numbers = await forget_rows.numbers_of(work.db, reader.person)
    left = await tickets.open_of(work.db, reader.person)
    return Other(reader.person, len(numbers), len(left), called=not reader.writes)
