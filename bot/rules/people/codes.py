"""A login proven by a one-time code in a letter to it: how a code is made, kept, read and judged."""

import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import scrypt

DIGITS = 6
LIFETIME = timedelta(minutes=10)
"""From the moment at which the letter goes out."""
TRIES = 5
PAUSE = timedelta(seconds=60)
"""Between two letters to one person."""
WAITED_FOR = timedelta(hours=1)
"""A letter that could not go out for so long is awaited by nobody."""

_SPACED = re.compile(r"(?<!\d)(?<!\d[\s-])\d(?:[\s-]?\d){5}(?![\s-]?\d)")
_WHOLE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_HIDDEN = "***"


class Scope(StrEnum):
    """Whose codes are counted together."""

    PERSON = "person"
    ADDRESS = "address"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many codes of a scope within a time."""

    scope: Scope
    most: int
    window: timedelta


_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
LIMITS = (
    Limit(Scope.PERSON, 5, _HOUR),
    Limit(Scope.PERSON, 10, _DAY),
    Limit(Scope.ADDRESS, 5, _HOUR),
    Limit(Scope.ADDRESS, 10, _DAY),
    Limit(Scope.DESK, 300, _HOUR),
    Limit(Scope.DESK, 2000, _DAY),
)
"""Ten codes of five tries leave a guesser 50 of a million chances a day, however many accounts they have."""


class Reason(StrEnum):
    """Why no letter is sent now."""

    TOO_SOON = "code_too_soon"
    """`seconds`: until the next one can be."""
    TOO_MANY = "code_too_many"
    """`moment`: local, from which on."""


class Verdict(StrEnum):
    """What a typed code is."""

    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"
    """Wrong as often as is allowed: only a new code helps."""
    EXPIRED = "expired"
    NOT_SENT = "not_sent"
    """The letter has not gone out yet."""
    NONE = "none"
    """No code is in force."""


@dataclass(frozen=True, slots=True)
class Issued:
    """What is kept of a code; `digest` and `expires_at` are None until its letter goes out."""

    salt: str
    digest: str | None
    expires_at: datetime | None
    tries: int


def new() -> str:
    """Return a code that nobody can foresee."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def new_salt() -> str:
    """Return 16 random bytes in hexadecimal."""
    return secrets.token_hex(16)


def digest(code: str, salt: str) -> str:
    """Return what is kept of a code, 64 hexadecimal digits: slow, so that a million codes outlive their 10 minutes."""
    return scrypt(code.encode(), salt=bytes.fromhex(salt), n=2**13, r=8, p=1, dklen=32).hex()


def read(text: str) -> str | None:
    """Return the one code that a text holds, however it is spaced and whatever is said around it; None without."""
    for written in (_WHOLE, _SPACED):
        found = {_digits(each) for each in written.findall(text)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def is_meant(text: str) -> bool:
    """Tell whether a text that holds no code was meant for one: digits, and hardly anything else."""
    return any(each.isdecimal() for each in text) and sum(each.isalpha() for each in text) <= len("код")


def _digits(text: str) -> str:
    return "".join(str(int(each)) for each in text if each.isdecimal())


def judge(issued: Issued | None, code: str, now: datetime) -> Verdict:
    """Tell what a typed code is; the last try that was left is SPENT when it is wrong."""
    if issued is None:
        return Verdict.NONE
    if issued.digest is None or issued.expires_at is None:
        return Verdict.NOT_SENT
    if issued.tries >= TRIES:
        return Verdict.SPENT
    if now >= issued.expires_at:
        return Verdict.EXPIRED
    if hmac.compare_digest(digest(code, issued.salt), issued.digest):
        return Verdict.RIGHT
    return Verdict.SPENT if issued.tries + 1 >= TRIES else Verdict.WRONG


def seconds_left(last: datetime | None, now: datetime) -> int:
    """Return the whole seconds until the next letter may be asked for, 0 for at once; `last` is when one was."""
    if last is None:
        return 0
    return max(0, -((now - last - PAUSE) // timedelta(seconds=1)))


def again_at(counted: Iterable[tuple[Limit, datetime | None]], now: datetime) -> datetime | None:
    """Return when every limit lets another code out, None for at once.

    With each limit stands the instant of the code that is its `most`-th from the newest, None when there are fewer.
    """
    free = [at + limit.window for limit, at in counted if at is not None]
    latest = max(free, default=now)
    return latest if latest > now else None


def key(login: str) -> str:
    """Return a login as proofs are found by it: nobody has two that differ in capitals only."""
    return login.casefold()


def masked(address: str) -> str:
    """Return an address that its owner knows again and nobody else can read: «i***@company.ru»."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}{_HIDDEN}@{domain}"
