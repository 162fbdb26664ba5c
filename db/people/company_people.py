"""The people of a company, and finding companies by what is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.people.finding import words_of_person
from db.people import finding
from db.people.identities import StoredIdentity
from db.rows import columns
from db.statements import Query
from db.tables import LISTED, companies, company_words, identities, representatives

_REPRESENTED = (
    select(*columns(identities, StoredIdentity))
    .join(representatives, representatives.c.identity == identities.c.id)
    .where(representatives.c.inn == bindparam("of"))
    .order_by(identities.c.id.desc())
    .limit(bindparam("most"))
)
_PEOPLE = Query(StoredIdentity, _REPRESENTED)
_COUNT = select(func.count()).select_from(representatives).where(representatives.c.inn == bindparam("of"))
_AFTER_DIGITS = ":"


@dataclass(frozen=True, slots=True)
class Found:
    """A company that was found; `name` as it was stated last, or as the directory has it."""

    inn: str
    name: str | None


async def people(connection: AsyncConnection, inn: str, most: int) -> tuple[list[StoredIdentity], int]:
    """Return what the people of a company last stated, who did so last first, and how many there are in all."""
    count = await connection.scalar(_COUNT, {"of": inn})
    return await _PEOPLE.all(connection, {"of": inn, "most": most}), count or 0


async def by_words(connection: AsyncConnection, words: Sequence[str], most: int) -> list[Found]:
    """Return companies of people who have words with these beginnings, then those that the directory calls so."""
    known = await finding.by_words(connection, words, finding.MOST)
    named = (
        select(identities.c.inn, identities.c.company, identities.c.id)
        .join(representatives, representatives.c.identity == identities.c.id)
        .where(representatives.c.person.in_(known))
        .order_by(identities.c.id.desc())
    )
    spoken = {row.inn: Found(row.inn, row.company) for row in (await connection.execute(named)).all()[::-1]}
    fitting = {inn: each for inn, each in spoken.items() if _fits(words, each)} or spoken
    listed = [each for each in await _listed(connection, words) if each.inn not in fitting]
    return [*reversed(fitting.values()), *listed][:most]


async def _listed(connection: AsyncConnection, words: Sequence[str]) -> list[Found]:
    called = await finding.having(connection, company_words.c.inn, words)
    named = select(companies.c.inn, companies.c.name).where(companies.c.inn.in_(called)).order_by(companies.c.inn)
    return [Found(*row) for row in await connection.execute(named)]


def _fits(words: Sequence[str], found: Found) -> bool:
    """Tell whether a company itself is called so; a person may have several."""
    said = words_of_person("", found.inn, found.name)
    return all(any(each.startswith(word) for each in said) for word in words)


async def by_digits(connection: AsyncConnection, digits: str, most: int) -> list[Found]:
    """Return companies whose INN begins so: those of people, then those of the directory."""
    begins = representatives.c.inn >= digits, representatives.c.inn < digits + _AFTER_DIGITS
    spoken = (
        select(identities.c.inn, identities.c.company)
        .join(representatives, representatives.c.identity == identities.c.id)
        .where(*begins)
        .order_by(representatives.c.inn, identities.c.id)
        .limit(most * most)
    )
    listed = (
        select(companies.c.inn, companies.c.name)
        .where(LISTED, companies.c.inn >= digits, companies.c.inn < digits + _AFTER_DIGITS)
        .order_by(companies.c.inn)
        .limit(most)
    )
    found = {row.inn: Found(*row) for query in (listed, spoken) for row in await connection.execute(query)}
    return [found[inn] for inn in sorted(found)][:most]
