"""Whether a login is its owner's (4.1): proven by a code in a letter to it, once for each login of a person."""

from dataclasses import dataclass
from datetime import timedelta

from bot.actions import outgoing
from bot.actions.work import Person, Work
from bot.rules.audit import Action
from bot.rules.channels import TELEGRAM
from bot.rules.notices import CodeUndelivered
from bot.rules.people import codes
from bot.rules.people.codes import LIFETIME, LIMITS, TRIES, Reason, Verdict
from bot.rules.people.identity import Columns, LoginKind, login_kind
from bot.rules.refusals import Refused
from db import audit
from db.people import proofs
from db.people.proofs import StoredCode
from db.tickets import tickets

_KEPT = timedelta(days=1)
"""What the limits look back on."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a typed code is, and how many tries remain."""

    verdict: Verdict
    left: int = 0


@dataclass(frozen=True, slots=True)
class Sealed:
    """A code on its way into a letter, and the language of whoever asked for it."""

    code: str
    locale: str


async def is_proven(work: Work, person: int, identity: Columns) -> bool:
    """Tell whether the login that somebody states is proven to be theirs."""
    return _has_login(identity) and await proofs.answered(work.db, person, _key(identity)) is True


async def is_due(work: Work, person: Person, identity: Columns) -> bool:
    """Tell whether a code is to be asked for: once for each login."""
    if not work.policy.verify_login or not _has_login(identity):
        return False
    return await proofs.answered(work.db, person.id, _key(identity)) is None


async def can_be_given(work: Work, person: int, identity: Columns) -> bool:
    """Tell whether there is a login to be proven, and it is not."""
    return work.policy.verify_login and _has_login(identity) and not await is_proven(work, person, identity)


async def standing(work: Work, person: Person, identity: Columns) -> bool | None:
    """Tell whether a login is proven (True) or could be (False); None where nothing is asked for."""
    if await is_proven(work, person.id, identity):
        return True
    return False if await can_be_given(work, person.id, identity) else None


async def is_awaited(work: Work, person: Person, identity: Columns) -> bool:
    """Tell whether a letter with a code for this login is on its way, or its code still in force."""
    last = await _open(work, person, identity)
    if last is None or last.tries >= TRIES:
        return False
    until = last.expires_at or last.created_at + LIFETIME
    return work.now < until


async def send(work: Work, person: Person, identity: Columns, locale: str) -> None:
    """Have a letter with a new code sent to the login. Raises Refused when that has to wait."""
    login, now = _key(identity), work.now
    last = await proofs.last(work.db, person.id)
    if last is not None and last.login == login and (seconds := codes.seconds_left(last.created_at, now)):
        raise Refused(Reason.TOO_SOON, seconds=str(seconds))
    counted = [(each, await proofs.counted(work.db, each, person.id, login, now)) for each in LIMITS]
    if (free_at := codes.again_at(counted, now)) is not None:
        raise Refused(Reason.TOO_MANY, free_at=free_at.isoformat())
    await proofs.forget(work.db, now - _KEPT)
    address = identity["login"] or ""
    code = await proofs.issue(work.db, person.id, login, address, locale, codes.new_salt(), now)
    await outgoing.write_code(work, address, code)


async def check(work: Work, person: Person, identity: Columns, typed: str) -> Tried:
    """Judge a typed code; the right one proves the login, and the cards of the person's open tickets show it."""
    last = await _open(work, person, identity)
    verdict = codes.judge(last.issued if last else None, typed, work.now)
    if last is None:
        return Tried(verdict)
    if verdict is Verdict.RIGHT:
        await proofs.settle(work.db, last.id, "used")
        await proofs.record(work.db, person.id, last.login, work.channel or TELEGRAM, work.now, proven=True)
        await audit.write(work.db, Action.LOGIN_PROVEN, work.now, actor=person.id)
        for ticket in await tickets.open_of(work.db, person.id):
            await outgoing.show(work, ticket)
    elif verdict in (Verdict.WRONG, Verdict.SPENT) and last.tries < TRIES:
        await proofs.count_try(work.db, last.id)
    return Tried(verdict, max(TRIES - last.tries - 1, 0))


async def go_without(work: Work, person: Person, identity: Columns) -> None:
    """Keep that somebody went on without a proof: they are not asked again for this login."""
    await proofs.leave(work.db, person.id)
    await proofs.record(work.db, person.id, _key(identity), work.channel or TELEGRAM, work.now, proven=False)


async def seal(work: Work, code: int) -> Sealed | None:
    """Make the code for a letter that goes out now; None when nobody waits for it any more.

    It is made as late as this so that it stands nowhere but in the letter. A second try makes another.
    """
    found = await proofs.by_id(work.db, code)
    if found is None or found.state != "open" or work.now - found.created_at > codes.WAITED_FOR:
        return None
    made = codes.new()
    await proofs.set_digest(work.db, code, codes.digest(made, found.salt), work.now + LIFETIME)
    return Sealed(made, found.locale)


async def refused(work: Work, code: int) -> None:
    """Tell who waits for a letter that there is no such mailbox."""
    found = await proofs.by_id(work.db, code)
    if found is not None and found.state == "open":
        await proofs.settle(work.db, code, "refused")
        await outgoing.tell(work, outgoing.to_person(found.person), CodeUndelivered(address=found.address))


async def _open(work: Work, person: Person, identity: Columns) -> StoredCode | None:
    last = await proofs.last(work.db, person.id)
    return last if last is not None and last.state == "open" and last.login == _key(identity) else None


def _has_login(identity: Columns) -> bool:
    return login_kind(identity) is LoginKind.LOGIN and bool(identity.get("login"))


def _key(identity: Columns) -> str:
    return codes.key(identity["login"] or "")
