"""Who a requester says to be (4.1). A correction is a new row, so the history stays (6.2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.tickets import trial
from db.people import finding
from db.people.personal import GONE
from db.rows import upserts, value, values
from db.statements import Command
from db.tables import acceptances, identities, representatives

_COLUMNS = tuple(each for each in identities.c if each.name not in ("recorded_at", "recorded_by"))
_CURRENT = (
    select(*_COLUMNS)
    .where(identities.c.person == bindparam("of"), identities.c.inn != trial.INN, identities.c.inn != GONE)
    .order_by(identities.c.id.desc())
    .limit(1)
)
_REPRESENTED = (
    select(*_COLUMNS)
    .join(representatives, representatives.c.identity == identities.c.id)
    .where(representatives.c.person == bindparam("of"))
)
_REPRESENT = Command(upserts(representatives, "person", "inn"))
_BY_ID = select(*_COLUMNS).where(identities.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class StoredIdentity:
    """The identifying information as it stood at one moment."""

    id: int
    person: int
    login: str
    login_kind: str
    """A `LoginKind`: whether `login` is one, or an e-mail in its place."""
    surname: str
    name: str
    patronymic: str | None
    inn: str
    company: str

    @property
    def full_name(self) -> str:
        """Surname, first name and the patronymic if there is one."""
        return " ".join(filter(None, (self.surname, self.name, self.patronymic)))

    @property
    def called(self) -> str:
        """As they are addressed: first name and patronymic, without one first name and surname."""
        return f"{self.name} {self.patronymic or self.surname}".strip()


async def current(connection: AsyncConnection, person: int) -> StoredIdentity | None:
    """Return what is known of a person, or None."""
    return value(StoredIdentity, (await connection.execute(_CURRENT, {"of": person})).first())


async def represented(connection: AsyncConnection, person: int) -> list[StoredIdentity]:
    """Return what a person last stated for each company on whose behalf they write, the last one first."""
    found = _REPRESENTED.order_by(identities.c.id.desc())
    return values(StoredIdentity, await connection.execute(found, {"of": person}))


async def for_company(connection: AsyncConnection, person: int, inn: str) -> StoredIdentity | None:
    """Return what a person last stated as somebody of a company, or None when they do not write for it."""
    found = _REPRESENTED.where(representatives.c.inn == inn)
    return value(StoredIdentity, (await connection.execute(found, {"of": person})).first())


async def leave(connection: AsyncConnection, person: int, inn: str) -> bool:
    """Forget that a person writes for a company; what was stated stays. False when they did not."""
    theirs = representatives.c.person == person, representatives.c.inn == inn
    return (await connection.execute(delete(representatives).where(*theirs))).rowcount > 0


async def by_id(connection: AsyncConnection, identity: int) -> StoredIdentity:
    """Return an identity that must exist."""
    found = value(StoredIdentity, (await connection.execute(_BY_ID, {"id": identity})).first())
    assert found is not None, f"no identity {identity}"
    return found


async def record(
    connection: AsyncConnection, person: int, fields: dict[str, str | None], by: int, now: datetime
) -> int:
    """Keep a new state of the identifying information and return its id; unchanged information keeps its row."""
    known = await current(connection, person)
    if known is not None and all(getattr(known, name) == text for name, text in fields.items()):
        return known.id
    return await _add(connection, person, fields, by, now)


async def correct(
    connection: AsyncConnection, person: int, fields: dict[str, str | None], by: int, now: datetime
) -> int:
    """Keep a corrected state beside all that is known, and return its id: it is the `current` one now."""
    return await _add(connection, person, fields, by, now)


async def pretend(connection: AsyncConnection, person: int, name: str, login: str, company: str, now: datetime) -> int:
    """Keep an identity for the trial ticket alone and return its id: it is nobody's `current` one."""
    called = {"surname": "", "name": name, "patronymic": None}
    fields = {"login": login, "inn": trial.INN, "company": company} | called
    return await _add(connection, person, fields, person, now)


async def _add(connection: AsyncConnection, person: int, fields: dict[str, str | None], by: int, now: datetime) -> int:
    row = {**fields, "person": person, "recorded_at": now, "recorded_by": by}
    await finding.note(connection, person, fields)
    added = int((await connection.execute(insert(identities).returning(identities.c.id), row)).scalar_one())
    if fields["inn"] not in ("", trial.INN):  # a caller may have left it open
        await _REPRESENT.run(connection, {"person": person, "inn": fields["inn"], "identity": added})
    return added


async def accepted(connection: AsyncConnection, person: int) -> set[str]:
    """Return the versions of the regulation that a person has accepted (2.3)."""
    found = select(acceptances.c.version).where(acceptances.c.person == person)
    return set((await connection.execute(found)).scalars())


async def accept(connection: AsyncConnection, person: int, version: str, channel: str, now: datetime) -> None:
    """Record that a person accepted a version of the regulation by a request (2.3)."""
    row = {"person": person, "version": version, "channel": channel, "accepted_at": now}
    await connection.execute(insert(acceptances), row)
