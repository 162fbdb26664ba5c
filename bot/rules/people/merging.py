"""When two accounts are one person's (4.1): a login proven by both says so, never a name alone."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.rules.people.full_names import FullName


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as far as a login is concerned."""

    names: Collection[FullName]
    """As whose the login was stated."""
    proven: bool
    """Whether they proved the login by a code."""
    writes: bool
    """Whether they have an account by which they write; an operator typed the login of who only called."""
    works_here: bool
    """Operators and supervisors have rights, which nobody gets by a letter."""
    asks: bool
    """Whether they are being forgotten, or wait for a copy of their data."""


def may_be_one(here: Side, there: Side) -> bool:
    """Tell whether `here`, who has just proven a login, is asked whether `there` is them as well.

    Several people may read one mailbox: whose names differ are two, whatever they proved.
    """
    sides = (here, there)
    known = here.proven and (there.proven or not there.writes)
    return known and not any(each.works_here or each.asks for each in sides) and _named_alike(here, there)


def _named_alike(here: Side, there: Side) -> bool:
    return any(are_alike(one, other) for one in here.names for other in there.names)


def are_alike(one: FullName, other: FullName) -> bool:
    """Tell whether two full names may be of one person: a patronymic that one of them lacks says nothing."""
    same = _plain(one.surname) == _plain(other.surname) and _plain(one.name) == _plain(other.name)
    return same and (not one.patronymic or not other.patronymic or _plain(one.patronymic) == _plain(other.patronymic))


def _plain(name: str) -> str:
    return name.casefold().replace("ё", "е")
