"""Whose requests a person sees besides their own: only those of colleagues, if somebody who may says so (4.1)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a person as somebody of a company."""

    flag: bool | None
    """Whether a supervisor or the directory lets its people see each other's requests; None: nobody said."""
    is_listed: bool
    """Whether the company stands in the directory."""
    login_listed: bool
    """Whether the login stands there, for this company."""
    proven: bool
    """Whether the login is proven by a code."""


def may_see(known: Standing, *, by_setting: bool, verifies: bool) -> bool:
    """Tell whether a person sees their colleagues' requests; `verifies`: codes are asked for at all.

    Anybody may type an INN: the directory has to know the login, or a supervisor must have said so of this company.
    """
    if verifies and not known.proven:
        return False
    if known.is_listed and not known.login_listed:
        return False
    if known.flag is None:
        return by_setting and known.is_listed
    return known.flag
