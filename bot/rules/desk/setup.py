"""How a new desk comes into service: what its first group lacks, and what its supervisor is led to next."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.tickets.tickets import State


class Lack(StrEnum):
    """What the bot needs in a group, in the order in which it is asked for."""

    FORUM = "forum"
    ADMIN = "admin"
    TOPICS = "topics"
    DELETE = "delete"
    PIN = "pin"
    READING = "reading"
    """Of what operators write. An administrator reads all, so nobody is ever asked for it first."""


class Step(StrEnum):
    """What a supervisor is led to."""

    ADD = "add"
    """Add the bot to a group."""
    RIGHTS = "rights"
    """Give it what it lacks there."""
    BIND = "bind"
    """Make that group one of operators."""
    OFFER_TRIAL = "offer_trial"
    TRIAL = "trial"
    DONE = "done"


class TrialStep(StrEnum):
    """What somebody who tries the desk out does next."""

    ANSWER = "answer"
    """As an operator, in the ticket's topic."""
    RESOLVE = "resolve"
    """Ask, as an operator, whether it is solved."""
    CONFIRM = "confirm"
    """As the requester."""
    REMOVAL = "removal"
    """Wait: the desk clears it away."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What the bot is in a group, as Telegram tells. `reads_all`: its privacy mode is off."""

    member: bool
    forum: bool = False
    admin: bool = False
    topics: bool = False
    delete: bool = False
    pin: bool = False
    reads_all: bool = False


def lacks(seat: Seat) -> tuple[Lack, ...]:
    """Return what is missing, first what comes first."""
    has: Mapping[Lack, bool] = {
        Lack.FORUM: seat.forum,
        Lack.ADMIN: seat.admin,
        Lack.TOPICS: seat.admin and seat.topics,
        Lack.DELETE: seat.admin and seat.delete,
        Lack.PIN: seat.admin and seat.pin,
        Lack.READING: seat.admin or seat.reads_all,
    }
    return tuple(each for each in Lack if not has[each])


def step(seat: Seat | None, *, has_groups: bool, in_trial: bool, done: bool) -> Step:
    """Return what comes next; `seat` is that in the group that is to become one of operators, None without one."""
    if in_trial:
        return Step.TRIAL
    if seat is not None and seat.member:
        return Step.RIGHTS if lacks(seat) else Step.BIND
    if not has_groups:
        return Step.ADD
    return Step.DONE if done else Step.OFFER_TRIAL


def trial_step(state: State, *, is_answered: bool) -> TrialStep:
    """Return how far a trial ticket has come."""
    if state is State.CLOSED:
        return TrialStep.REMOVAL
    if state is State.WAITING_CONFIRMATION:
        return TrialStep.CONFIRM
    return TrialStep.RESOLVE if is_answered else TrialStep.ANSWER
