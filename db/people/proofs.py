"""One-time codes for logins, and who proved which; logins stand there as `bot.rules.people.codes.key` writes them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.people.codes import Issued, Limit, Scope
from db.rows import columns
from db.tables import login_codes, login_proofs


@dataclass(frozen=True, slots=True)
class StoredCode:
    """A code on its way to whoever reads the mail of an address; `state` is open, used, left or refused."""

    id: int
    person: int
    login: str
    address: str
    locale: str
    salt: str
    digest: str | None
    created_at: datetime
    expires_at: datetime | None
    tries: int
    state: str

    @property
    def issued(self) -> Issued:
        """What the code is judged by."""
        return Issued(self.salt, self.digest, self.expires_at, self.tries)


_ALL = select(*columns(login_codes, StoredCode))
_LAST = (
    _ALL.where(login_codes.c.person == bindparam("of"))
    .order_by(login_codes.c.created_at.desc(), login_codes.c.id.desc())
    .limit(1)
)
_BY_ID = _ALL.where(login_codes.c.id == bindparam("code"))
_COUNTED = (
    select(login_codes.c.created_at)
    .where(login_codes.c.created_at > bindparam("since"))
    .order_by(login_codes.c.created_at.desc())
    .limit(1)
    .offset(bindparam("before"))
)
_COUNTED_IN = {
    Scope.PERSON: _COUNTED.where(login_codes.c.person == bindparam("of")),
    Scope.ADDRESS: _COUNTED.where(login_codes.c.login == bindparam("login")),
    Scope.DESK: _COUNTED,
}
_PROVEN = select(login_proofs.c.proven_at).where(
    login_proofs.c.person == bindparam("of"), login_proofs.c.login == bindparam("login")
)


async def last(connection: AsyncConnection, person: int) -> StoredCode | None:
    """Return the code that a person asked for last."""
    found = (await connection.execute(_LAST, {"of": person})).first()
    return None if found is None else StoredCode(*found)


async def by_id(connection: AsyncConnection, code: int) -> StoredCode | None:
    """Return a code; None once it is forgotten."""
    found = (await connection.execute(_BY_ID, {"code": code})).first()
    return None if found is None else StoredCode(*found)


async def counted(connection: AsyncConnection, limit: Limit, person: int, login: str, now: datetime) -> datetime | None:
    """Return when the code was asked for that is the `most`-th newest of the limit's scope, None with fewer."""
    params = {"of": person, "login": login, "before": limit.most - 1, "since": now - limit.window}
    found: datetime | None = await connection.scalar(_COUNTED_IN[limit.scope], params)
    return found


async def issue(
    connection: AsyncConnection, person: int, login: str, address: str, locale: str, salt: str, now: datetime
) -> int:
    """Keep that a code is to be sent; those that the person asked for before are in force no more."""
    await leave(connection, person)
    row = {"person": person, "login": login, "address": address, "locale": locale, "salt": salt, "created_at": now}
    number: int = (await connection.execute(insert(login_codes).values(**row).returning(login_codes.c.id))).scalar_one()
    return number


async def leave(connection: AsyncConnection, person: int) -> None:
    """Let no code of a person be in force."""
    codes = login_codes.c.person == person, login_codes.c.state == "open"
    await connection.execute(update(login_codes).where(*codes).values(state="left"))


async def forget(connection: AsyncConnection, before: datetime) -> None:
    """Forget codes that were asked for before an instant."""
    await connection.execute(delete(login_codes).where(login_codes.c.created_at < before))


async def set_digest(connection: AsyncConnection, code: int, digest: str, expires_at: datetime) -> None:
    """Keep what is needed to know a code again, as its letter goes out."""
    change = update(login_codes).where(login_codes.c.id == code)
    await connection.execute(change.values(digest=digest, expires_at=expires_at))


async def settle(connection: AsyncConnection, code: int, state: str) -> None:
    """End a code: it is used, or its letter is refused."""
    await connection.execute(update(login_codes).where(login_codes.c.id == code).values(state=state))


async def count_try(connection: AsyncConnection, code: int) -> None:
    """Count a wrong try."""
    change = update(login_codes).where(login_codes.c.id == code)
    await connection.execute(change.values(tries=login_codes.c.tries + 1))


async def answered(connection: AsyncConnection, person: int, login: str) -> bool | None:
    """Tell whether a person proved a login (True) or went on without (False); None: they were never asked."""
    found = (await connection.execute(_PROVEN, {"of": person, "login": login})).first()
    return None if found is None else found.proven_at is not None


async def record(
    connection: AsyncConnection, person: int, login: str, channel: str, now: datetime, *, proven: bool
) -> None:
    """Keep that a person proved a login, or went on without; what is proven stays so."""
    values = {"channel": channel, "answered_at": now, "proven_at": now if proven else None}
    whose = login_proofs.c.person == person, login_proofs.c.login == login
    before = await answered(connection, person, login)
    if before is None:
        await connection.execute(insert(login_proofs).values(person=person, login=login, **values))
    elif not before:
        await connection.execute(update(login_proofs).where(*whose).values(**values))
