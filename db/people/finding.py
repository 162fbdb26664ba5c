"""Finding people and companies by what they are called, and people by the number they called from."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.channels import PHONE
from bot.rules.people.finding import words_of_person
from bot.rules.tickets import trial
from db.rows import inserts
from db.statements import Command
from db.tables import accounts, calls, company_words, identity_words, tickets

MOST = 200
"""Those with the rarest word that are looked at: beyond them the words say too little."""
_LAST = "\U0010ffff"
_NOTE = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(identity_words).items()})
_NOTE_COMPANY = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(company_words).items()})
_BY_ACCOUNT = select(accounts.c.person).where(accounts.c.channel == PHONE, accounts.c.address == bindparam("number"))
_BY_CALL = (
    select(tickets.c.person)
    .join(calls, calls.c.ticket == tickets.c.number)
    .where(calls.c.phone == bindparam("number"))
    .order_by(tickets.c.number.desc())
    .limit(MOST)
)


async def note(connection: AsyncConnection, person: int, fields: dict[str, str | None]) -> None:
    """Let a person be found by what is stated about them, besides what was stated before; not by the trial."""
    if fields["inn"] == trial.INN:
        return
    others = (fields[name] for name in ("surname", "name", "patronymic", "inn", "company"))
    for word in sorted(words_of_person(fields["login"] or "", *others)):
        await _NOTE.run(connection, {"word": word, "person": person})


async def note_companies(connection: AsyncConnection, names: Mapping[str, str]) -> None:
    """Let companies be found by their names, by INN, besides those they had before."""
    rows = [{"word": word, "inn": inn} for inn, name in names.items() for word in sorted(words_of_person("", name))]
    await _NOTE_COMPANY.run_each(connection, rows)


async def by_words(connection: AsyncConnection, words: Sequence[str], most: int) -> list[int]:
    """Return those who have a word with each of these beginnings, who became known last first; the rarest first."""
    return sorted(await having(connection, identity_words.c.person, words), reverse=True)[:most]


async def having(connection: AsyncConnection, whose: Column[Any], words: Sequence[str]) -> set[Any]:
    """Return values of a column whose rows have a `word` with each of these beginnings; the rarest comes first."""
    if not words:
        return set()
    found = await _with(connection, whose, words[0])
    for word in words[1:]:
        found = await _with(connection, whose, word, found) if found else found
    return found


async def _with(
    connection: AsyncConnection, whose: Column[Any], word: str, among: Collection[Any] | None = None
) -> set[Any]:
    column = whose.table.c.word
    begins = [column >= word, column < word + _LAST]
    if among is not None:
        begins.append(whose.in_(among))
    found = select(whose).where(and_(*begins)).distinct().limit(MOST)
    return set((await connection.execute(found)).scalars())


async def by_phone(connection: AsyncConnection, number: str, most: int) -> list[int]:
    """Return those who have this number, or called from it: first whose it is, then who called last."""
    found = [*(await connection.execute(_BY_ACCOUNT, {"number": number})).scalars()]
    found += (await connection.execute(_BY_CALL, {"number": number})).scalars()
    return list(dict.fromkeys(found))[:most]
