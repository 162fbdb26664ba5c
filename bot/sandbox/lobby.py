"""The desk that plays in the sandbox: whether it began empty, the link to enter it by, and how it begins anew."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.events import Events


def _cannot(_empty: bool) -> None:
    raise ValueError("this desk cannot be begun anew")


@dataclass(slots=True)
class Lobby:
    """What the page tells of the desk. `anew` begins it again, with nobody who supervises it or with the demo's."""

    events: Events
    anew: Callable[[bool], None] = _cannot
    empty: bool = False
    invitation: str | None = None
    run: str = field(default_factory=lambda: secrets.token_hex(4))
    """Tells one beginning from another."""

    @property
    def can_begin_anew(self) -> bool:
        """Whether somebody runs the desk who can do that."""
        return self.anew is not _cannot

    def invite(self, link: str) -> None:
        """Show a link that makes whoever opens it first the supervisor."""
        self.invitation = link
        self.events.add(desk=True)

    def opened(self, link: str) -> None:
        """Show it no longer once somebody has opened it."""
        if link == self.invitation:
            self.invitation = None
            self.events.add(desk=True)
