"""Two people become one: all that was the one's is the other's from then on (4.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy import delete as remove
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.addresses import ToPerson, parse
from bot.rules.channels import PHONE
from bot.rules.people import codes
from bot.rules.people.finding import LONGEST
from bot.rules.people.full_names import FullName
from db.people.personal import GONE
from db.statements import Query
from db.tables import (
    HELD,
    acceptances,
    accounts,
    audit,
    deadlines,
    identities,
    identity_words,
    login_proofs,
    messages,
    metadata,
    outbox,
    people,
    representatives,
    tickets,
)

Columns = Mapping[str, str]
MOVED: Columns = {
    "accounts": "person",
    "identities": "person",
    "login_codes": "person",
    "consents": "person",
    "rights_requests": "person",
    "tickets": "person",
    "invoices": "person",
}
"""What is a person's by an index or in a small table."""
UNIQUE: Columns = {
    "representatives": "inn",
    "identity_words": "word",
    "acceptances": "version",
    "login_proofs": "login",
    "told_closed": "",
}
"""What a person has once of each: the column that says of which."""
APART = frozenset({"messages.author", "identities.recorded_by", "deadlines.set_by", "audit.actor"})
"""What is found by their tickets and accounts alone."""
LEFT = frozenset(
    {
        "bindings.bound_by",
        "calls.confirmed_by",
        "canned_answers.edited_by",
        "companies.colleagues_see_by",
        "data_requests.asked_by",
        "deflections.person",
        "dismissed_questions.dismissed_by",
        "guide_synonyms.added_by",
        "held_messages.decided_by",
        "imports.person",
        "invitations.used_by",
        "own_words.added_by",
        "payments.recorded_by",
        "promises.remind",
        "setups.person",
        "subscriptions.recorded_by",
        "supervisors.person",
        "suppliers.changed_by",
        "tickets.operator",
        "word_treatments.added_by",
    }
)
"""What people do who work here, and these are not merged; or (deflections) what is only counted."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who stated a login; `proven` by a code; `channels` of their accounts."""

    person: int
    proven: bool
    channels: tuple[str, ...]
    names: tuple[FullName, ...]

    @property
    def writes(self) -> bool:
        """Whether they have an account by which they write."""
        return any(each != PHONE for each in self.channels)


_STATED = Query(
    int,
    select(identity_words.c.person).where(identity_words.c.word == bindparam("word")).order_by(identity_words.c.person),
)


async def readers(connection: AsyncConnection, login: str) -> list[Reader]:
    """Return those who stated a login, in the order in which they became known."""
    key = codes.key(login)
    found = await _STATED.all(connection, {"word": key[:LONGEST]})
    return [each for person in found if (each := await reader(connection, person, login)).names]


async def reader(connection: AsyncConnection, person: int, login: str) -> Reader:
    """Return somebody as who stated a login; without names they never did."""
    key = codes.key(login)
    proved = exists().where(
        login_proofs.c.person == person, login_proofs.c.login == key, login_proofs.c.proven_at.is_not(None)
    )
    is_proven = bool(await connection.scalar(select(proved)))
    channels = await connection.execute(select(accounts.c.channel).where(accounts.c.person == person))
    named = select(identities.c.login, identities.c.surname, identities.c.name, identities.c.patronymic)
    stated = await connection.execute(named.where(identities.c.person == person, identities.c.login_kind == "login"))
    names = (FullName(each.surname, each.name, each.patronymic) for each in stated if codes.key(each.login) == key)
    return Reader(person, is_proven, tuple(channels.scalars()), tuple(dict.fromkeys(names)))


async def present(connection: AsyncConnection, person: int) -> int:
    """Return who somebody is by now."""
    into = await connection.scalar(select(people.c.merged_into).where(people.c.id == person))
    return person if into is None else await present(connection, into)


async def merge(connection: AsyncConnection, gone: int, kept: int, account: int) -> None:
    """Let all that is of `gone` be of `kept`, who writes by this account now; `gone` stays without a name."""
    theirs = select(tickets.c.number).where(tickets.c.person == gone)
    for condition in (messages.c.ticket.in_(theirs), messages.c.ticket.is_(None)):
        written = update(messages).where(condition, messages.c.author == gone)
        await connection.execute(written.values(author=kept))
    stood = update(deadlines).where(deadlines.c.ticket.in_(theirs), deadlines.c.set_by == gone)
    await connection.execute(stood.values(set_by=kept))
    did = update(audit).where(audit.c.ticket.in_(theirs), audit.c.actor == gone)
    await connection.execute(did.values(actor=kept))
    said = update(identities).where(identities.c.person == gone, identities.c.recorded_by == gone)
    await connection.execute(said.values(recorded_by=kept))
    await _unite(connection, gone, kept)
    for table, column in MOVED.items():
        at = metadata.tables[table].c[column]
        await connection.execute(update(metadata.tables[table]).where(at == gone).values({column: kept}))
    await _name(connection, gone, kept, account)
    await pass_held(connection, gone, kept)


async def _unite(connection: AsyncConnection, gone: int, kept: int) -> None:
    """Settle what both have of the same, then move the rest."""
    await _take_newer_identities(connection, gone, kept)
    await _take_proofs(connection, gone, kept)
    first = select(func.min(acceptances.c.accepted_at)).where(
        acceptances.c.person.in_((gone, kept)), acceptances.c.version == bindparam("of")
    )
    mine = select(acceptances.c.version).where(acceptances.c.person == kept)
    for version in (await connection.execute(mine)).scalars().all():
        at = await connection.scalar(first, {"of": version})
        whose = acceptances.c.person == kept, acceptances.c.version == version
        await connection.execute(update(acceptances).where(*whose).values(accepted_at=at))
    for name, key in UNIQUE.items():
        table = metadata.tables[name]
        double = [table.c.person == gone]
        if key:
            double.append(table.c[key].in_(select(table.c[key]).where(table.c.person == kept)))
        await connection.execute(remove(table).where(*double))
        await connection.execute(update(table).where(table.c.person == gone).values(person=kept))


async def _take_newer_identities(connection: AsyncConnection, gone: int, kept: int) -> None:
    """Of a company that both write for, what was stated last counts."""
    found = await connection.execute(select(representatives).where(representatives.c.person == gone))
    for row in found.all():
        mine = representatives.c.person == kept, representatives.c.inn == row.inn
        older = update(representatives).where(*mine, representatives.c.identity < row.identity)
        await connection.execute(older.values(identity=row.identity))


async def _take_proofs(connection: AsyncConnection, gone: int, kept: int) -> None:
    """A login that either proved is proven."""
    proven = login_proofs.c.person == gone, login_proofs.c.proven_at.is_not(None)
    for row in (await connection.execute(select(login_proofs).where(*proven))).all():
        mine = login_proofs.c.person == kept, login_proofs.c.login == row.login, login_proofs.c.proven_at.is_(None)
        values = {"proven_at": row.proven_at, "answered_at": row.answered_at, "channel": row.channel}
        await connection.execute(update(login_proofs).where(*mine).values(**values))


async def _name(connection: AsyncConnection, gone: int, kept: int, account: int) -> None:
    lost = (await connection.execute(select(people).where(people.c.id == gone))).one()
    known = (await connection.execute(select(people).where(people.c.id == kept))).one()
    name = await connection.scalar(select(accounts.c.name).where(accounts.c.id == account))
    values: dict[str, Any] = {"name": name, "locale": known.locale or lost.locale, "last_account": account}
    await connection.execute(update(people).where(people.c.id == kept).values(**values))
    nobody = {"name": GONE, "locale": None, "last_account": None, "merged_into": kept}
    await connection.execute(update(people).where(people.c.id == gone).values(**nobody))


async def pass_held(connection: AsyncConnection, gone: int, kept: int) -> None:
    """What was kept for one who could not be reached is for the other; what is on its way finds them by itself."""
    held = select(outbox.c.id, outbox.c.destination).where(HELD, outbox.c.destination.like(f"{ToPerson(gone)}%"))
    for row in (await connection.execute(held)).all():
        to = parse(row.destination)
        if isinstance(to, ToPerson) and to.id == gone:  # not 12 for 1
            values = {"destination": str(replace(to, id=kept))}
            await connection.execute(update(outbox).where(outbox.c.id == row.id).values(**values))
